import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { numericSpec } from '../../tables/columns/columns.fixture.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { columnAxis, type ColumnAxis } from './column-axis.js';
import { inquiryOf } from './column-effects.js';
import type { Effect } from './effects.js';

type Row = Readonly<Record<string, number | string | null>>;
type Model = (row: Row) => number;

/** The effects of a column on what a model says of rows. */
function effectsOf(model: Model, column: string, { axis, rows }: { axis: ColumnAxis; rows: readonly Row[] }) {
  const inquiry = inquiryOf(axis, rows.length);
  const answers = inquiry.questions.map(({ row, value }) => model({ ...rows[row], [column]: value }));
  return inquiry.effects(answers);
}

const means = (effects: readonly (Effect | null)[]) => effects.map((one) => one?.effect ?? NaN);

const meaning = { en: 'a column of a test', zh: '测试列' };

function axisOf(rows: readonly Row[], column: string, edges: number[], counts: number[]) {
  const cells = rows.map((row) => row[column]);
  const bins = { type: 'number' as const, name: column, edges, counts, missing: 0 };
  return columnAxis(numericSpec({ name: column }), bins, cells);
}

describe('accumulated local effects', () => {
  it('are those of an independent calculation (test/reference/accumulated_local_effects.py)', () => {
    const rows = Array.from({ length: 24 }, (_, i) => ({
      x: (4 * ((i * 7) % 24)) / 24 + 0.05,
      z: ((i * 5) % 11) / 5 - 1,
    }));
    const model: Model = ({ x, z }) => Math.sin(Number(x)) * Number(z) + 0.5 * Number(x) ** 2;
    const axis = axisOf(rows, 'x', [0, 1.3, 2.6, 4.1], [8, 8, 8]);
    const expected = [-2.52928864825, -1.97335610387, 0.539241055449, 5.39751874509];
    expect(means(effectsOf(model, 'x', { axis, rows }))).toEqual(
      expected.map((value) => expect.closeTo(value, 9)),
    );
  });

  it('of a product of two columns that go together are half the square, where no row is asked what cannot be', () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ a: i / 399, b: i / 399 }));
    const edges = Array.from({ length: 11 }, (_, i) => i / 10);
    const axis = axisOf(rows, 'a', edges, new Array<number>(10).fill(40));
    const found = means(effectsOf(({ a, b }) => Number(a) * Number(b), 'a', { axis, rows }));
    // The mean of z²/2 over [0, 1] is 1/6; that of a trapezium in each bin a little more.
    edges.forEach((edge, i) => expect(found[i]).toBeCloseTo(edge ** 2 / 2 - 1 / 6, 2));
  });

  it('find slope, saturation and nothing where a mechanism has these', () => {
    const random = createRandom(11);
    const rows = Array.from({ length: 64 }, () => ({
      linear: 4 * random.next(),
      saturating: 6 * random.next() - 3,
      unused: random.normal(),
    }));
    const model: Model = ({ linear, saturating }) =>
      2 * Number(linear) + 3 * Math.tanh(2 * Number(saturating));
    const along = (column: string, edges: number[]) =>
      effectsOf(model, column, {
        axis: axisOf(
          rows,
          column,
          edges,
          edges.slice(1).map(() => 6),
        ),
        rows,
      });
    const linear = along('linear', [0, 1, 2, 3, 4]);
    expect(means(linear).map((value) => value + 4)).toEqual([0, 2, 4, 6, 8].map((v) => expect.closeTo(v, 9)));
    const saturating = means(along('saturating', [-3, -1.5, 0, 1.5, 3]));
    const steps = saturating.slice(1).map((value, i) => value - saturating[i]);
    expect(steps[1]).toBeCloseTo(3 * Math.tanh(3), 9);
    expect(steps[0]).toBeLessThan(0.02 * steps[1]);
    expect(steps[3]).toBeLessThan(0.02 * steps[2]);
    for (const one of along('unused', [-2, 0, 2])) expect(one).toEqual({ effect: 0, lower: 0, upper: 0 });
  });

  it('of rows that differ hold the effect within an interval that is not empty', () => {
    const rows = Array.from({ length: 64 }, (_, i) => ({ x: i / 63, sign: i % 3 === 0 ? -1 : 1 }));
    const axis = axisOf(rows, 'x', [0, 0.5, 1], [32, 32]);
    const found = effectsOf(({ x, sign }) => Number(x) * Number(sign), 'x', { axis, rows });
    for (const one of found) {
      expect(one!.lower).toBeLessThan(one!.effect);
      expect(one!.upper).toBeGreaterThan(one!.effect);
    }
  });

  it('ask the nearest rows where hardly one lies in a bin, and say so', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ x: i / 10 }));
    const axis = axisOf(rows, 'x', [0, 2, 50], [20, 1]);
    const { own, questions } = inquiryOf(axis, rows.length);
    expect(own).toEqual([20, 0]);
    const asked = new Set(questions.filter(({ value }) => value === 50).map(({ row }) => row));
    expect([...asked].sort((a, b) => a - b)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('leave out rows without a value', () => {
    const rows: Row[] = Array.from({ length: 20 }, (_, i) => ({ x: i < 10 ? null : i / 10 }));
    const axis = axisOf(rows, 'x', [1, 2], [10]);
    expect(inquiryOf(axis, rows.length).questions.every(({ row }) => row >= 10)).toBe(true);
  });
});

describe('values', () => {
  const categories = ['low', 'middle', 'high', 'never'].map((code) => ({ code, label: meaning }));
  const column = (kind: string) =>
    ({ name: 'c', kind, meaning, categories, missing: 'reject' }) as ColumnSpec;
  const bins = {
    type: 'text' as const,
    name: 'c',
    values: ['low', 'middle', 'high'],
    counts: [50, 30, 20],
    others: 0,
    missing: 0,
  };
  const height: Readonly<Record<string, number>> = { low: 0, middle: 1, high: 5, never: 9 };
  const rows = Array.from({ length: 30 }, (_, i) => ({ c: ['low', 'middle', 'high'][i % 3], x: i }));
  const cells = rows.map(({ c }) => c);
  const model: Model = ({ c, x }) => height[String(c)] + 0.1 * Number(x);

  it.each(['categorical', 'ordinal'])(
    'of a %s column are told less the mean of the rows learnt from',
    (kind) => {
      const axis = columnAxis(column(kind), bins, cells);
      const found = effectsOf(model, 'c', { axis, rows });
      // The mean of 0, 1 and 5 by 50, 30 and 20 rows is 1.3.
      expect(means(found.slice(0, 3))).toEqual([-1.3, -0.3, 3.7].map((value) => expect.closeTo(value, 9)));
      expect(found[3]).toBeNull();
      expect(inquiryOf(axis, rows.length).questions.map(({ value }) => value)).not.toContain('never');
    },
  );

  it('that few rows have are not told one by one, and have no effect', () => {
    const axis = columnAxis(column('categorical'), { ...bins, others: 3 }, cells);
    expect('levels' in axis && axis.levels[3]).toEqual({ value: 'never', rows: null });
    expect(effectsOf(model, 'c', { axis, rows })[3]).toBeNull();
  });

  it('of a number with few of them are its own, not the edges between them', () => {
    const spec = numericSpec({ name: 'n' });
    const counted = {
      type: 'number' as const,
      name: 'n',
      edges: [1, 1.5, 3, 4],
      counts: [4, 4, 2],
      missing: 0,
    };
    const numbers = rows.map((_, i) => ({ n: [1, 2, 4][i % 3] }));
    const axis = columnAxis(
      spec,
      { ...counted, values: [1, 2, 4] },
      numbers.map(({ n }) => n),
    );
    const found = means(effectsOf(({ n }) => Number(n) ** 2, 'n', { axis, rows: numbers }));
    // The mean of 1, 4 and 16 by 4, 4 and 2 rows is 5.2.
    expect(found).toEqual([-4.2, -1.2, 10.8].map((value) => expect.closeTo(value, 9)));
  });

  it('of yes and no are both', () => {
    const axis = columnAxis(
      { name: 'b', kind: 'boolean', meaning, missing: 'reject' },
      { type: 'text', name: 'b', values: ['false', 'true'], counts: [3, 1], others: 0, missing: 0 },
      [0, 1],
    );
    const found = effectsOf(({ b }) => 4 * Number(b), 'b', { axis, rows: [{ b: 0 }, { b: 1 }] });
    expect(means(found)).toEqual([-1, 3]);
  });
});
