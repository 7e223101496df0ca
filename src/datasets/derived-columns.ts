import { z } from 'zod';
import { listed } from '../core/text/lists.js';

/**
 * A column that is worked out from cells of the others, for a target that the original file spreads over several columns or
 * states more finely than a question needs.
 */
const derivedColumn = z.strictObject({
  name: z.string().min(1),
  /**
   * The first rule whose named cells all hold one of the given texts gives the value; a rule without `when` always holds.
   * Where none holds the cell is empty, that is, missing.
   */
  rules: z
    .array(
      z.strictObject({
        when: z
          .record(z.string().min(1), z.union([z.string(), z.array(z.string()).min(1)]))
          .refine((cells) => Object.keys(cells).length > 0, 'at least one column, or no "when"')
          .optional(),
        value: z.string(),
      }),
    )
    .min(1),
});

export const derivedColumnsSchema = z.array(derivedColumn).default([]);

export type DerivedColumns = z.infer<typeof derivedColumnsSchema>;

interface Records {
  header: string[];
  records: string[][];
}

/** The table with the derived columns behind its own, in their order; a rule may name a derived column above. */
export function withDerivedColumns<Table extends Records>(table: Table, derived: DerivedColumns): Table {
  if (derived.length === 0) return table;
  const header = [...table.header];
  const columns = derived.map(({ name, rules }) => {
    const tests = rules.map(({ when = {}, value }) => {
      const cells = Object.entries(when).map(([column, texts]) => {
        return { at: header.indexOf(column), texts: new Set(typeof texts === 'string' ? [texts] : texts) };
      });
      return { cells, value };
    });
    header.push(name);
    return tests;
  });
  const records = table.records.map((record) => {
    const cells = [...record];
    for (const tests of columns) {
      const holding = tests.find((test) => test.cells.every(({ at, texts }) => texts.has(cells[at])));
      cells.push(holding?.value ?? '');
    }
    return cells;
  });
  return { ...table, header, records };
}

/** Names that nothing bears or that two columns would, and rules that can never be reached. */
export function derivedProblems(
  derived: DerivedColumns,
  header: readonly string[],
): { path: (string | number)[]; message: string }[] {
  const known = new Set(header);
  return derived.flatMap(({ name, rules }, i) => {
    const named = rules.flatMap(({ when = {} }, rule) =>
      Object.keys(when)
        .filter((column) => !known.has(column))
        .map((column) => ({
          path: ['derived', i, 'rules', rule, 'when', column],
          message: `a column of the file or a derived one above (${listed([...known])})`,
        })),
    );
    const always = rules.findIndex(({ when }) => when === undefined);
    const unreached =
      always >= 0 && always < rules.length - 1
        ? [{ path: ['derived', i, 'rules', always + 1], message: 'no rule behind one that always holds' }]
        : [];
    const twice = known.has(name)
      ? [{ path: ['derived', i, 'name'], message: 'a name that no other column has' }]
      : [];
    known.add(name);
    return [...named, ...unreached, ...twice];
  });
}
