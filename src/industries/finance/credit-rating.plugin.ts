import { Injectable } from '@nestjs/common';
import {
  Plugin,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type TrainedView,
} from '../../scenarios/scenario-plugin.js';
import { featuresOf } from '../../scenarios/one-row.js';
import { buildBinning, parseBinning, weighRow } from './binning.js';
import { ratingScale } from './rating-scale.js';

/** What a rater adds: the scale of grades at any base rate, and what each column says of default by itself. */
@Injectable()
@Plugin('finance/credit-rating')
export class CreditRatingPlugin implements ScenarioPlugin {
  report(trained: TrainedView): unknown {
    const binning = buildBinning(trained);
    return binning && { binning };
  }

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'scale',
      method: 'GET',
      summary: {
        en: 'The grades with their default probabilities, intervals and counts',
        zh: '各等级的违约概率、区间与笔数',
      },
      handle: (_body, served) => ratingScale(served),
    },
    {
      name: 'scale',
      method: 'POST',
      summary: {
        en: 'The same grades where another share of loans defaults',
        zh: '按另一基准违约率重述的等级',
      },
      example: { baseRate: 0.02 },
      handle: (body, served) => ratingScale(served, body),
    },
    {
      name: 'binning',
      method: 'GET',
      summary: {
        en: 'Weight of evidence and information value of every column, in monotone bins',
        zh: '各列单调分箱的证据权重与信息值',
      },
      handle: (_body, { section }) => parseBinning(section),
    },
    {
      name: 'binning',
      method: 'POST',
      summary: {
        en: 'The bin and the weight of evidence of each column of one applicant',
        zh: '一位申请人各列所在的分箱与证据权重',
      },
      handle: (body, { section, readRows }) => {
        const features = featuresOf(body, 'one applicant');
        return { columns: weighRow(parseBinning(section), readRows([features])) };
      },
    },
  ];
}
