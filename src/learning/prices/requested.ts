import type { CellNote, CellValue } from '../../tables/columns/column-kind.js';
import { positionsOf } from '../../tables/columns/positions.column.js';
import { dayText } from './price-table.js';

/** What a request holds. */
export interface Holding {
  /** Share of each asset, in the order of the scenario; 0 where it is not held. */
  weights: Float64Array;
  /** Places of the assets that are held, in the order of the request. */
  held: number[];
  /** Of amounts the sum of their sizes, what is owed counted like what is owned. */
  value?: number;
}

/** The positions of a cell; nothing is held where it is missing. */
export function holdingOf(cell: CellValue | undefined, assets: readonly string[]): Holding {
  const { in: form, held = [] } = positionsOf(cell) ?? {};
  const total = held.reduce((sum, { size }) => sum + Math.abs(size), 0);
  const weights = new Float64Array(assets.length);
  const places: number[] = [];
  for (const { asset, size } of held) {
    const place = assets.indexOf(asset);
    if (place < 0) continue;
    places.push(place);
    weights[place] = form === 'amount' ? size / total : size;
  }
  return { weights, held: places, ...(form === 'amount' && { value: total }) };
}

interface DaysAsked {
  /** Milliseconds since 1970 of each day, ascending. */
  days: Float64Array;
  /** How many days must be known before the first one that can be asked about. */
  least: number;
  /** The column that asks. */
  column: string;
  note: (note: CellNote) => void;
}

/** How many days are known up to what was asked for, all where nothing is; what lies outside is noted and answered for the nearest. */
export function daysKnown(asked: unknown, { days, least, column, note }: DaysAsked): number {
  if (typeof asked !== 'number') return days.length;
  const [first, last] = [days[least - 1], days[days.length - 1]];
  if (asked < first || dayText(asked) > dayText(last)) {
    const expected = `a day from ${dayText(first)} to ${dayText(last)}`;
    note({ code: 'out-of-range', column, expected, received: dayText(asked) });
  }
  let day = least;
  while (day < days.length && days[day] <= asked) day += 1;
  return day;
}
