import { z } from 'zod';
import type { CellValue } from '../tables/columns/column-kind.js';
import type { Table } from '../tables/table.js';

export const marginalSchema = z.strictObject({
  column: z.string(),
  values: z.array(z.strictObject({ value: z.union([z.string(), z.number()]), share: z.number() })),
});

/** The values that training rows had in one column, and the share of these rows for which each stands. */
export type Marginal = z.infer<typeof marginalSchema>;

/** Up to so many different values are told one by one; more are numbers, told by deciles. */
const mostSingleValues = 8;

/** The middle of each tenth of the rows. */
const tenths = Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10);

/** What the training rows hold in each of the columns, missing values aside. */
export function marginalsOf(training: Table, columns: readonly string[]): Marginal[] {
  return columns.map((column) => ({ column, values: plausibleValues(training.column(column)) }));
}

function plausibleValues(cells: readonly CellValue[]): Marginal['values'] {
  const present = cells.filter((cell) => cell !== null);
  const counts = new Map<string | number, number>();
  for (const cell of present) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const numbers = present.filter((cell) => typeof cell === 'number').sort((a, b) => a - b);
  if (numbers.length > 0 && counts.size > mostSingleValues) {
    return tenths.map((share) => ({
      value: numbers[Math.floor(share * numbers.length)],
      share: 1 / tenths.length,
    }));
  }
  return [...counts]
    .map(([value, count]) => ({ value, share: count / present.length }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

type Row = Readonly<Record<string, CellValue>>;

/**
 * The answer over the plausible values of one column, the others left as they are (individual conditional expectation: Goldstein et al.,
 * 2015).
 * @param ask answers rows, one answer a row.
 */
export function marginalEffect<Answer extends object>(
  row: Row,
  column: string,
  { marginals, ask }: { marginals: readonly Marginal[]; ask: (rows: Row[]) => readonly Answer[] },
): (Marginal['values'][number] & Answer)[] {
  const values = marginals.find((marginal) => marginal.column === column)?.values ?? [];
  const answers = ask(values.map(({ value }) => ({ ...row, [column]: value })));
  return values.map((value, i) => ({ ...value, ...answers[i] }));
}
