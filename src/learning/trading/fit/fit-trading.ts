import { CancelledError } from '../../../core/errors.js';
import { sharpeRatio } from '../../../evaluation/trading/sharpe.js';
import { loadedSolver, type Solver } from '../../../optimisation/solve.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FitRequest } from '../../family.js';
import { strategyNames, type StrategyName } from '../allocate/strategies.js';
import { residualRange, type ResidualRange } from '../judge/expectations.js';
import { walkOf } from '../judge/walks.js';
import type { LoadedMarket } from '../load/load-prices.js';
import { MarketPaths } from '../market-paths.js';
import { periodsPerYear } from '../options.js';
import { forecastScores } from '../signal/scores.js';
import { TradingModel } from '../trading-model.js';
import type { Walk } from '../walk/walk-forward.js';
import { fitFolds, type FittedFold } from './fit-folds.js';
import { planFolds, type FoldPlan } from './fold-plan.js';

export interface FittedTrading {
  plan: FoldPlan;
  folds: FittedFold[];
  model: TradingModel;
  /** What serves: the best on the days before those held out. */
  served: StrategyName;
  /** The Sharpe ratio of each strategy on those days; NaN where it is not defined. */
  validation: Map<StrategyName, number>;
  /** Of the strategy that serves, on those days. */
  residuals: ResidualRange;
}

/** @throws InvalidInputError when days are too few; CancelledError. */
export async function fitTrading(
  { spec }: Scenario,
  { history, spec: { options } }: LoadedMarket,
  request: FitRequest,
): Promise<FittedTrading> {
  const plan = planFolds(spec, history.days.length, options);
  const paths = new MarketPaths(history);
  const solve: Solver = await loadedSolver();
  const folds = await fitFolds(paths, plan.folds, { ...request, spec, options });
  try {
    if (request.signal?.aborted) throw new CancelledError('Cancelled before the strategies were compared.');
    const models = folds.map(({ first, candidate }) => ({ first, model: candidate.model }));
    const scores = forecastScores(paths, models);
    const model = new TradingModel({ paths, scores, firstForecast: plan.folds[0].first, options, solve });
    return { plan, folds, model, ...chosen(model, plan) };
  } catch (error) {
    for (const { candidate } of folds) candidate.model.dispose();
    throw error;
  }
}

/** Every strategy walks through the days that are decided on before those held out; the best of them serves. */
function chosen(model: TradingModel, { folds, test }: FoldPlan) {
  const range = { first: folds[0].first, end: test };
  const names = strategyNames(model.options);
  const walks = new Map<StrategyName, Walk | undefined>(
    names.map((name) => [name, walkOf(name, model, range)]),
  );
  const perYear = periodsPerYear(model.options);
  const validation = new Map(
    names.map((name) => [name, sharpeRatio(walks.get(name)?.returns ?? [], perYear)] as const),
  );
  // Equal weight is the first: it serves where no other is better.
  const ratioOf = (name: StrategyName) => validation.get(name) ?? NaN;
  const served = names.reduce((best, name) => (ratioOf(name) > ratioOf(best) ? name : best), names[0]);
  return { served, validation, residuals: residualRange(model, walks.get(served)) };
}
