import { DamagedFileError } from '../../../core/errors.js';
import type { PriceHistory } from '../load/price-history.js';
import type { Volatilities } from '../volatility/forecasts.js';

/** The returns that a version answers from, with the volatilities that were forecast for them. */
export interface StoredHistory {
  history: PriceHistory;
  volatilities: Volatilities;
}

export const historyFile = 'history.bin';

/**
 * Doubles, little-endian, one array after the other: days, returns, market, volatilities, degrees of freedom. The forecasts are kept and not worked
 * out again, so that every engine answers with the same bits.
 */
export function writeHistory({ history, volatilities }: StoredHistory): Uint8Array {
  const arrays = [history.days, history.returns, history.market, volatilities.values, volatilities.degrees];
  const view = new DataView(new ArrayBuffer(8 * arrays.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const array of arrays) for (const value of array) view.setFloat64(8 * at++, value, true);
  return new Uint8Array(view.buffer);
}

/** @throws DamagedFileError when it is not of the size that the state says. */
export function readHistory(bytes: Uint8Array, assets: readonly string[], days: number): StoredHistory {
  const width = assets.length;
  const lengths = [days, days * width, days, (days + 1) * width, (days + 1) * width];
  const expected = 8 * lengths.reduce((sum, one) => sum + one, 0);
  if (bytes.length !== expected) {
    throw new DamagedFileError(`${historyFile} is not of its form.`, {
      details: [
        { pointer: `/${historyFile}`, expected: `${expected} bytes`, received: `${bytes.length} bytes` },
      ],
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const [first, returns, market, values, degrees] = lengths.map((length) =>
    Float64Array.from({ length }, () => view.getFloat64(8 * at++, true)),
  );
  return { history: { assets, days: first, returns, market }, volatilities: { values, degrees } };
}
