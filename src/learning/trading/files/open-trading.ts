import { DamagedFileError, shown } from '../../../core/errors.js';
import { loadModel } from '../../../models/files/model-file.js';
import type { Solver } from '../../../optimisation/solve.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { bytesOf, parse, textOf } from '../../artefact-reader.js';
import { weightsFile } from '../../network-files.js';
import { parseFitted } from '../../parse-fitted.js';
import { readDoubles } from '../../prices/doubles-file.js';
import type { PriceHistory } from '../../prices/price-history.js';
import { strategyNames, type StrategyName } from '../allocate/strategies.js';
import type { TradingSpec } from '../check.js';
import { MarketPaths } from '../market-paths.js';
import { forecastScores } from '../signal/scores.js';
import { TradingModel } from '../trading-model.js';
import { historyFile } from './version-files.js';
import { tradingStateSchema, type TradingState } from './state.js';

/** @throws DamagedFileError when the state is not of its form, or about other assets. */
export function openState({ files }: LoadedModel, assets: readonly string[]): TradingState {
  const state = parseFitted(tradingStateSchema, parse(files, 'preparation.json'));
  if (shown(state.assets) === shown(assets)) return state;
  throw new DamagedFileError('The version knows other assets than the scenario.', {
    details: [{ pointer: '/assets', expected: shown(assets), received: shown(state.assets) }],
  });
}

/**
 * The strategy that serves, of a specification as it is now.
 * @throws DamagedFileError when the specification has it no more.
 */
export function servedStrategy({ served }: TradingState, { options }: TradingSpec): StrategyName {
  const names = strategyNames(options);
  const found = names.find((name) => name === served);
  if (found) return found;
  throw new DamagedFileError('The version serves a strategy that the scenario does not have.', {
    details: [{ pointer: '/served', expected: `one of ${names.join(', ')}`, received: shown(served) }],
  });
}

/** The prices that a version was trained with, and what was forecast from them. */
export function openModel(
  { files }: LoadedModel,
  { state, spec, solve }: { state: TradingState; spec: TradingSpec; solve: Solver },
): TradingModel {
  const { days: count, folds } = state;
  const { assets, options } = spec;
  const width = assets.length;
  const lengths = [count, count * width, count, count * width];
  const [days, returns, market, scores] = readDoubles(bytesOf(files, historyFile), lengths, historyFile);
  const paths = new MarketPaths({ assets, days, returns, market });
  return new TradingModel({ paths, scores, firstForecast: firstDay(days, folds[0].first), options, solve });
}

/**
 * What a version says of other prices: each day is forecast by the network that was there for it.
 * @throws DamagedFileError when a network is missing or not of its form.
 */
export function modelOfPrices(
  { files }: LoadedModel,
  history: PriceHistory,
  { state, spec, solve }: { state: TradingState; spec: TradingSpec; solve: Solver },
): TradingModel {
  const paths = new MarketPaths(history);
  const folds = state.folds.map(({ network, first }) => {
    const model = loadModel(textOf(files, `${network}.json`), bytesOf(files, weightsFile(network)));
    return { model, first: firstDay(history.days, first) };
  });
  try {
    const scores = forecastScores(paths, folds);
    return new TradingModel({ paths, scores, firstForecast: folds[0].first, options: spec.options, solve });
  } finally {
    for (const { model } of folds) model.dispose();
  }
}

/** The place of the first day from a moment on; behind the last one where there is none. */
export function firstDay(days: Float64Array, from: number): number {
  const found = days.findIndex((day) => day >= from);
  return found < 0 ? days.length : found;
}
