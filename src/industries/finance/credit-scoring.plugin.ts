import { Injectable } from '@nestjs/common';
import {
  Plugin,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type TrainedView,
} from '../../scenarios/scenario-plugin.js';
import { featuresOf } from '../../scenarios/one-row.js';
import { buildScorecard, parseScorecard, scoreApplicants } from './scorecard.js';

/** What a lender adds: a points scorecard from the linear model. */
@Injectable()
@Plugin('finance/credit-scoring')
export class CreditScoringPlugin implements ScenarioPlugin {
  report(trained: TrainedView): unknown {
    return trained.linear && { scorecard: buildScorecard(trained.linear, trained) };
  }

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'scorecard',
      method: 'GET',
      summary: { en: 'The points scorecard of the linear model', zh: '线性模型的积分卡' },
      handle: (_body, { section }) => parseScorecard(section),
    },
    {
      name: 'scorecard',
      method: 'POST',
      summary: { en: 'The points of one applicant, column by column', zh: '一位申请人的逐列积分' },
      handle: (body, { section, prepareRows }) => {
        const prepared = prepareRows([featuresOf(body, 'one applicant')]);
        return scoreApplicants(parseScorecard(section), prepared)[0];
      },
    },
  ];
}
