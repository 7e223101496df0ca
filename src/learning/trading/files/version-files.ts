import { mainNetwork, networkFiles } from '../../network-files.js';
import { writeDoubles } from '../../prices/doubles-file.js';
import type { FittedTrading } from '../fit/fit-trading.js';
import type { Verdict } from '../judge/verdict.js';
import type { TradingState } from './state.js';

/** Days, returns, market and forecasts: what was forecast is kept, so that every engine answers with the same bits. */
export const historyFile = 'history.bin';

/** The network of a fold: the last is the version's own. */
function networkName(place: number, folds: number): string {
  return place === folds - 1 ? mainNetwork : `fold-${place + 1}`;
}

export function tradingFiles(
  { folds, model, served, residuals }: FittedTrading,
  verdict: Verdict,
): Record<string, string | Uint8Array> {
  const { history } = model.paths;
  const networks = folds.map(({ candidate }, i) => [networkName(i, folds.length), candidate.model] as const);
  const state: TradingState = {
    format: 1,
    assets: [...history.assets],
    served,
    days: history.days.length,
    folds: folds.map(({ first }, i) => ({
      network: networkName(i, folds.length),
      first: history.days[first],
    })),
    residuals,
    verdict,
  };
  return {
    ...networkFiles(new Map(networks)),
    'preparation.json': `${JSON.stringify(state)}\n`,
    [historyFile]: writeDoubles([history.days, history.returns, history.market, model.scores]),
  };
}
