import { Injectable } from '@nestjs/common';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { Table } from '../../tables/table.js';
import {
  Plugin,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type TrainedView,
} from '../../scenarios/scenario-plugin.js';
import { marginalsOf } from '../../explanation/marginal-effects.js';
import { missingValues, parseMarginals } from './missing-values.js';

const heartRateShare: ColumnSpec = {
  name: 'heart_rate_share',
  kind: 'numeric',
  meaning: {
    en: 'Heart rate reached, as a share of the expected maximum',
    zh: '达到的心率占预期最大值的比例',
  },
  unit: 'of 220 less age',
  missing: 'median',
};

/** Beats per minute that are expected at most at birth; one less with every year (Fox, Naughton & Haskell, 1971). */
const maximumAtBirth = 220;

/** What a cardiologist adds: the heart rate beside what is expected at the age, and what a test that was not made could change. */
@Injectable()
@Plugin('medical/disease-risk')
export class DiseaseRiskPlugin implements ScenarioPlugin {
  readonly derivedColumns = [heartRateShare];

  derive(table: Table): Table {
    return table.derive(heartRateShare.name, 'number', (frame) =>
      frame.column('thalach').div(frame.column('age').mul(-1).add(maximumAtBirth)),
    );
  }

  report({ training }: TrainedView): unknown {
    const others = [...this.derivedColumns.map(({ name }) => name), 'disease'];
    return {
      marginals: marginalsOf(
        training,
        training.names.filter((name) => !others.includes(name)),
      ),
    };
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
