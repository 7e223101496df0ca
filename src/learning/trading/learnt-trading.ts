import { InvalidInputError } from '../../core/errors.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { Profile } from '../../tables/profile/profile-schema.js';
import type { Learnt, ScoredPair } from '../family.js';
import { profilePrices } from '../prices/load-prices.js';
import type { ReportSections } from '../report.js';
import { firstDay, modelOfPrices, openState, servedStrategy } from './files/open-trading.js';
import { tradingFiles } from './files/version-files.js';
import type { FittedTrading } from './fit/fit-trading.js';
import { compareStrategies, type Comparison } from './judge/compare.js';
import { tradingPlot } from './judge/plot.js';
import { scoredReturns, tradingSections, verdictOf } from './judge/trading-sections.js';
import { walkOf } from './judge/walks.js';
import type { LoadedMarket } from './load/load-prices.js';
import { periodsPerYear } from './options.js';

/** What was learnt from prices; each day held out was decided on by a network that learnt from days before it alone. */
export class LearntTrading implements Learnt {
  private compared: Comparison | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly loaded: LoadedMarket,
    private readonly fitted: FittedTrading,
    private readonly seed: number,
  ) {}

  judge(): ReportSections {
    const { fitted, loaded, comparison, seed } = this;
    return tradingSections({ fitted, loaded, comparison, seed });
  }

  /** Rebalancings from the first on that the other version did not learn from. */
  beside(version: LoadedModel): ScoredPair | undefined {
    const { spec, history } = this.loaded;
    const { plan, served, model } = this.fitted;
    const state = openState(version, spec.assets);
    const other = modelOfPrices(version, history, { state, spec, solve: model.solve });
    const range = { first: Math.max(plan.test, firstDay(history.days, state.folds[0].first)), end: plan.end };
    const equalWeight = walkOf('equal-weight', model, range);
    const [own, others] = [walkOf(served, model, range), walkOf(servedStrategy(state, spec), other, range)];
    if (!equalWeight || !own || !others || own.returns.length < 2) return undefined;
    const perYear = periodsPerYear(spec.options);
    return {
      own: scoredReturns(own, equalWeight, perYear),
      other: scoredReturns(others, equalWeight, perYear),
    };
  }

  profile(): Profile {
    return profilePrices(this.loaded);
  }

  files(): Record<string, string | Uint8Array> {
    const { fitted, comparison } = this;
    return {
      ...tradingFiles(fitted, verdictOf(fitted.model, comparison)),
      'plot.svg': tradingPlot(this.scenario, comparison, fitted.folds),
    };
  }

  dispose(): void {
    for (const { candidate } of this.fitted.folds) candidate.model.dispose();
  }

  /** Worked out once. @throws InvalidInputError where too few periods are held out. */
  private get comparison(): Comparison {
    const { model, served, plan, residuals } = this.fitted;
    const range = { first: plan.test, end: plan.end };
    this.compared ??= compareStrategies(model, { served, range, residuals, seed: this.seed });
    if (this.compared) return this.compared;
    throw new InvalidInputError('The days held out have too few rebalancings.', {
      details: [{ expected: 'at least two periods from rebalancing to rebalancing', received: 'fewer' }],
      hint: 'Hold out more days (split.test), or rebalance more often (task.options.rebalance).',
    });
  }
}
