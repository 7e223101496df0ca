import { readDoubles, writeDoubles } from '../../prices/doubles-file.js';
import type { PriceHistory } from '../../prices/price-history.js';
import type { Volatilities } from '../volatility/forecasts.js';

/** The returns that a version answers from, with the volatilities that were forecast for them. */
export interface StoredHistory {
  history: PriceHistory;
  volatilities: Volatilities;
}

export const historyFile = 'history.bin';

/** The forecasts are kept and not worked out again, so that every engine answers with the same bits. */
export function writeHistory({ history, volatilities }: StoredHistory): Uint8Array {
  const { days, returns, market } = history;
  return writeDoubles([days, returns, market, volatilities.values, volatilities.degrees]);
}

/** @throws DamagedFileError when it is not of the size that the state says. */
export function readHistory(bytes: Uint8Array, assets: readonly string[], days: number): StoredHistory {
  const width = assets.length;
  const lengths = [days, days * width, days, (days + 1) * width, (days + 1) * width];
  const [first, returns, market, values, degrees] = readDoubles(bytes, lengths, historyFile);
  return { history: { assets, days: first, returns, market }, volatilities: { values, degrees } };
}
