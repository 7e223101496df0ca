import { describe, expect, it } from '@jest/globals';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { leversOf } from './moves.js';
import { searchCounterfactuals, type Changed, type Judge, type Verdict } from './search.js';

const meaning = { en: 'x', zh: 'x' };
const number = (name: string, actionable: object | string): ColumnSpec =>
  ({ name, kind: 'numeric', meaning, range: [0, 100], missing: 'median', actionable }) as ColumnSpec;

const columns = [
  number('a', { step: 1 }),
  number('b', { direction: 'down', step: 1 }),
  number('c', 'up'),
  { name: 'd', kind: 'boolean', meaning, missing: 'most-frequent', actionable: 'up' } as ColumnSpec,
  number('given', { step: 1 }),
];
delete columns[4].actionable;

const row = { a: 50, b: 50, c: 50, d: false, given: 50 };
const levers = leversOf(columns, row);
const limits = { evaluations: 2000, changes: 3, told: 3 };

/** The row after changes. */
function valuesOf(changes: Changed): Record<'a' | 'b' | 'c' | 'd', number> {
  const values = { a: 50, b: 50, c: 50, d: 0 };
  for (const { column, value } of changes)
    values[levers[column].column.name as keyof typeof values] = Number(value);
  return values;
}

function judgeOf(judged: (values: ReturnType<typeof valuesOf>) => Verdict): Judge {
  return (rows) => Promise.resolve(rows.map((changes) => judged(valuesOf(changes))));
}

/** What is reached from a figure on. */
const from = (least: number, figure: (values: ReturnType<typeof valuesOf>) => number) =>
  judgeOf((values) => ({ isReached: figure(values) >= least, isInDomain: true, figures: [figure(values)] }));

const told = (ways: readonly Changed[]) =>
  ways.map((changes) =>
    Object.fromEntries(changes.map(({ column, to }) => [levers[column].column.name, to])),
  );

describe('the search of counterfactuals', () => {
  it('moves only what is actionable, and only the way that is', async () => {
    const seen: ReturnType<typeof valuesOf>[] = [];
    const judge: Judge = (rows) => {
      seen.push(...rows.map(valuesOf));
      return Promise.resolve(rows.map(() => ({ isReached: false, isInDomain: true, figures: [0] })));
    };
    const { ways, evaluations } = await searchCounterfactuals(levers, judge, limits);
    expect(ways).toEqual([]);
    expect(evaluations).toBe(seen.length);
    expect(levers.map(({ column }) => column.name)).toEqual(['a', 'b', 'c', 'd']);
    for (const { a, b, c } of seen) {
      expect(a >= 0 && a <= 100 && Number.isInteger(a)).toBe(true);
      expect(b <= 50 && b >= 0).toBe(true);
      expect(c >= 50 && c <= 100).toBe(true);
    }
    const changed = ({ a, b, c, d }: (typeof seen)[number]) =>
      [a !== 50, b !== 50, c !== 50, d !== 0].filter(Boolean).length;
    expect(Math.max(...seen.map(changed))).toBe(3);
  });

  it('finds the least move of a column that suffices alone, on its scale', async () => {
    const { ways } = await searchCounterfactuals(
      levers,
      from(63.4, ({ a }) => a),
      limits,
    );
    expect(told(ways)).toEqual([{ a: 64 }]);
  });

  it('tells several ways that change other columns, the shortest first', async () => {
    const figure = ({ a, b, d }: ReturnType<typeof valuesOf>) => Math.max(a - 50, 50 - b) + 4 * d;
    const { ways } = await searchCounterfactuals(levers, from(10, figure), limits);
    expect(told(ways).toSorted((x, y) => Object.keys(x)[0].localeCompare(Object.keys(y)[0]))).toEqual([
      { a: 60 },
      { b: 40 },
    ]);
  });

  it('finds what needs three columns at once, and draws each of them back', async () => {
    const figure = ({ a, b, c }: ReturnType<typeof valuesOf>) => a - b + c - 50;
    const { ways } = await searchCounterfactuals(levers, from(120, figure), limits);
    expect(ways).toHaveLength(1);
    const { a, b, c } = valuesOf(ways[0]);
    expect(ways[0]).toHaveLength(3);
    expect(a - b + c - 50).toBeGreaterThanOrEqual(120);
    expect(a - b + c - 50).toBeLessThan(121.5);
  });

  it('says none where more columns would have to change than may', async () => {
    const figure = ({ a, b, c, d }: ReturnType<typeof valuesOf>) => Math.min(a - 50, 50 - b, c - 50, 50 * d);
    const { ways } = await searchCounterfactuals(levers, from(5, figure), limits);
    expect(ways).toEqual([]);
  });

  it('never leaves what the model knows', async () => {
    const judge = judgeOf(({ a, b }) => ({
      isReached: a + 50 - b >= 70,
      isInDomain: a <= 60,
      figures: [a - b],
    }));
    const { ways } = await searchCounterfactuals(levers, judge, limits);
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) expect(valuesOf(way).a).toBeLessThanOrEqual(60);
  });

  it('asks no more rows than it may, and none twice', async () => {
    const seen: string[] = [];
    const judge: Judge = (rows) => {
      seen.push(...rows.map((changes) => JSON.stringify(valuesOf(changes))));
      return Promise.resolve(
        rows.map((changes) => ({ isReached: false, isInDomain: true, figures: [valuesOf(changes).a] })),
      );
    };
    const { evaluations } = await searchCounterfactuals(levers, judge, { ...limits, evaluations: 60 });
    expect(evaluations).toBeLessThanOrEqual(60);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
