import { Injectable } from '@nestjs/common';
import {
  Plugin,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type TrainedView,
} from '../../scenarios/scenario-plugin.js';
import { marginalsOf } from '../../explanation/marginal-effects.js';
import { isInput } from '../../tables/columns/roles.js';
import { missingValues, parseMarginals } from './missing-values.js';

/** What a cardiologist adds: what a test that was not made could change. */
@Injectable()
@Plugin('medical/disease-risk')
export class DiseaseRiskPlugin implements ScenarioPlugin {
  report({ training, columns }: TrainedView): unknown {
    const names = columns.filter(isInput).map(({ name }) => name);
    return { marginals: marginalsOf(training, names) };
  }

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'missing-values',
      method: 'POST',
      summary: {
        en: 'For each value that this patient lacks: the probability over its plausible values, and the range',
        zh: '对该患者缺失的每个值：其各可能取值下的概率及范围',
      },
      handle: (body, served) => missingValues(body, parseMarginals(served.section), served),
    },
  ];
}
