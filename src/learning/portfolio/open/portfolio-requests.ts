import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import { dayText } from '../../prices/price-table.js';
import { daysKnown, holdingOf, type Holding } from '../../prices/requested.js';
import type { PortfolioSpec } from '../check.js';
import { warmUp } from '../options.js';
import type { RiskModel } from '../risk-model.js';

/** One row: what is held, and for which day losses are forecast. */
export interface PortfolioRequest extends Holding {
  /** The place of the day ahead: that of the last known day and one more. */
  day: number;
}

/** The requests of a table of declared columns; `notes` receives what stands in for what is not known. */
export function readRequests(
  table: Table,
  { positions, asOf, assets }: PortfolioSpec,
  { model, notes }: { model: RiskModel; notes?: NoteCollector },
): PortfolioRequest[] {
  const cells = table.column(positions.name);
  const asked = table.has(asOf) ? table.column(asOf) : undefined;
  const { days } = model.history;
  return Array.from({ length: table.rows }, (_, row) => {
    const holding = holdingOf(cells[row], assets);
    const day = daysKnown(asked?.[row], {
      days,
      least: model.firstDay,
      column: asOf,
      note: (note) => notes?.add(row, note),
    });
    // Of days on which an asset had no price, the market and chance stand in its scenarios.
    const needed = Math.max(warmUp, model.scenariosOn(day));
    for (const place of holding.held) {
      const known = model.knownReturns(day, place);
      if (known >= needed) continue;
      notes?.add(row, {
        code: 'short-history',
        column: positions.name,
        expected: `${needed} returns of ${assets[place]} up to ${dayText(days[day - 1])}`,
        received: `${known}`,
      });
    }
    return { day, ...holding };
  });
}
