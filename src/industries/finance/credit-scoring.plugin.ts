import { Injectable } from '@nestjs/common';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { Table } from '../../tables/table.js';
import {
  Plugin,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type TrainedView,
} from '../../scenarios/scenario-plugin.js';
import { featuresOf } from '../../scenarios/one-row.js';
import { buildScorecard, parseScorecard, scoreApplicants } from './scorecard.js';

const monthlyInstalment: ColumnSpec = {
  name: 'monthly_instalment',
  kind: 'numeric',
  meaning: { en: 'Amount divided by duration', zh: '贷款金额除以期限' },
  unit: 'DM per month',
  missing: 'median',
};

/** What a lender adds: the monthly instalment, and a points scorecard from the linear model. */
@Injectable()
@Plugin('finance/credit-scoring')
export class CreditScoringPlugin implements ScenarioPlugin {
  readonly derivedColumns = [monthlyInstalment];

  derive(table: Table): Table {
    return table.derive(monthlyInstalment.name, 'number', (frame) =>
      frame.column('credit_amount').div(frame.column('duration_months')),
    );
  }

  report(trained: TrainedView): unknown {
    return trained.linear && { scorecard: buildScorecard(trained.linear, trained) };
  }

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'scorecard',
      method: 'GET',
      summary: { en: 'The points scorecard of the linear model', zh: '线性模型的积分卡' },
      handle: (_body, { section, model }) => ({ model, ...parseScorecard(section) }),
    },
    {
      name: 'scorecard',
      method: 'POST',
      summary: { en: 'The points of one applicant, column by column', zh: '一位申请人的逐列积分' },
      handle: (body, { section, model, prepareRows }) => {
        const prepared = prepareRows([featuresOf(body, 'one applicant')]);
        return { model, ...scoreApplicants(parseScorecard(section), prepared)[0] };
      },
    },
  ];
}
