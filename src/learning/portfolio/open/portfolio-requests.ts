import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import { positionsOf } from '../../../tables/columns/positions.column.js';
import type { Table } from '../../../tables/table.js';
import type { PortfolioSpec } from '../check.js';
import { dayText } from '../load/price-table.js';
import { warmUp } from '../options.js';
import type { RiskModel } from '../risk-model.js';

/** One row: what is held, and for which day losses are forecast. */
export interface PortfolioRequest {
  /** The place of the day ahead: that of the last known day and one more. */
  day: number;
  /** Share of each asset, in the order of the scenario; 0 where it is not held. */
  weights: Float64Array;
  /** Places of the assets that are held, in the order of the request. */
  held: number[];
  /** Of amounts the sum of their sizes, what is owed counted like what is owned. */
  value?: number;
}

/** The requests of a table of declared columns; `notes` receives what stands in for what is not known. */
export function readRequests(
  table: Table,
  { positions, asOf, assets }: PortfolioSpec,
  { model, notes }: { model: RiskModel; notes?: NoteCollector },
): PortfolioRequest[] {
  const places = new Map(assets.map((asset, i) => [asset, i]));
  const cells = table.column(positions.name);
  const days = table.has(asOf) ? table.column(asOf) : undefined;
  return Array.from({ length: table.rows }, (_, row) => {
    const { in: form, held = [] } = positionsOf(cells[row]) ?? {};
    const total = held.reduce((sum, { size }) => sum + Math.abs(size), 0);
    const weights = new Float64Array(assets.length);
    for (const { asset, size } of held) {
      const place = places.get(asset);
      if (place !== undefined) weights[place] = form === 'amount' ? size / total : size;
    }
    const day = dayAhead(days?.[row], { model, column: asOf, note: (note) => notes?.add(row, note) });
    const own = held.flatMap(({ asset }) => places.get(asset) ?? []);
    // Of days on which an asset had no price, the market and chance stand in its scenarios.
    const needed = Math.max(warmUp, model.scenariosOn(day));
    for (const place of own) {
      const known = model.knownReturns(day, place);
      if (known >= needed) continue;
      notes?.add(row, {
        code: 'short-history',
        column: positions.name,
        expected: `${needed} returns of ${assets[place]} up to ${dayText(model.history.days[day - 1])}`,
        received: `${known}`,
      });
    }
    return { day, weights, held: own, ...(form === 'amount' && { value: total }) };
  });
}

type Note = Parameters<NoteCollector['add']>[1];

/** The day after the last one that is not later than what was asked for. */
function dayAhead(
  asked: unknown,
  { model, column, note }: { model: RiskModel; column: string; note: (note: Note) => void },
): number {
  const { days } = model.history;
  if (typeof asked !== 'number') return days.length;
  const [first, last] = [days[model.firstDay - 1], days[days.length - 1]];
  if (asked < first || dayText(asked) > dayText(last)) {
    const expected = `a day from ${dayText(first)} to ${dayText(last)}`;
    note({ code: 'out-of-range', column, expected, received: dayText(asked) });
  }
  let day = model.firstDay;
  while (day < days.length && days[day] <= asked) day += 1;
  return day;
}
