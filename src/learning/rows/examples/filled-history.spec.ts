import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CellNote, CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { Preparation } from '../../../tables/preparation/preparation.js';
import { Table } from '../../../tables/table.js';
import { prepareTable } from './examples.js';
import { windowOptionsOf } from './window-options.js';
import { windows } from './windows.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'unit', kind: 'categorical', meaning, missing: 'reject', encoding: 'index' },
  { name: 'time', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'level', kind: 'numeric', meaning, missing: 'median' },
  { name: 'rain', kind: 'numeric', meaning, missing: { fill: 0 } },
];

interface Row {
  unit: string;
  time: number;
  level: number | null;
  rain?: number | null;
}

const tableOf = (rows: readonly Row[]): Table =>
  Table.fromColumns([
    { name: 'unit', type: 'text', values: rows.map(({ unit }) => unit) },
    { name: 'time', type: 'number', values: rows.map(({ time }) => time) },
    { name: 'level', type: 'number', values: rows.map(({ level }) => level) },
    { name: 'rain', type: 'number', values: rows.map(({ rain = 0 }) => rain) },
  ]);

/** Standardised values are the values themselves; the median of all is 0. */
const preparation = Preparation.fit(
  tableOf([
    { unit: 'a', time: 0, level: -1, rain: -1 },
    { unit: 'b', time: 2, level: 1, rain: 1 },
  ]),
  columns,
);

function read(rows: readonly Row[], given: Record<string, unknown> = {}) {
  const options = windowOptionsOf(
    { group: 'unit', order: 'time', window: 3, history: ['level'], ...given },
    columns,
  );
  const examples = windows(options);
  const notes: [number, CellNote][] = [];
  const collector = { add: (row: number, note: CellNote) => void notes.push([row, note]) };
  const prepared = prepareTable({ preparation, examples }, tableOf(rows), collector);
  const { history } = examples.inputs(prepared, undefined, collector);
  const width = history.data.length / rows.length;
  const histories = rows.map((_, row) => Array.from(history.data.slice(row * width, (row + 1) * width)));
  return { histories, notes, history: examples.history };
}

const a = (time: number, level: number | null): Row => ({ unit: 'a', time, level });
const b = (time: number, level: number | null): Row => ({ unit: 'b', time, level });

describe('a blank in the history', () => {
  it('is the last known value before it in its series, as an absent step is', () => {
    const steps = { step: 1 };
    const blank = read([a(1, 1), b(1, 900), a(2, null), b(2, 901), a(3, 3)], steps).histories;
    const absent = read([a(1, 1), b(1, 900), b(2, 901), a(3, 3)], steps).histories;
    expect(blank.at(-1)).toEqual([1, 1, 3]);
    expect(blank.at(-1)).toEqual(absent.at(-1));
  });

  it('reaches back beyond the window', () => {
    expect(read([a(1, 7), a(2, null), a(3, null), a(4, null), a(5, 5)]).histories.at(-1)).toEqual([7, 7, 5]);
  });

  it('before the first known value is that value, where the row itself comes after it', () => {
    const { histories } = read([a(1, null), a(2, 4), a(3, null)]);
    expect(histories).toEqual([
      [0, 0, 0],
      [4, 4, 4],
      [4, 4, 4],
    ]);
  });

  it('is told with every answer that read it, by the column, and with no other', () => {
    const { notes } = read([a(1, 1), a(2, null), a(3, 3), a(4, 4), a(5, 5), b(6, null)]);
    const told = notes.filter(([, { code }]) => code === 'filled-in-history' || code === 'missing');
    expect(told.map(([row, { code }]) => [row, code])).toEqual([
      [5, 'missing'],
      [1, 'filled-in-history'],
      [2, 'filled-in-history'],
      [3, 'filled-in-history'],
    ]);
    expect(told[1][1]).toEqual({
      code: 'filled-in-history',
      column: 'level',
      expected: 'a value at every step',
      received: '1 blank (the last known value before, in the series, stands for each)',
    });
  });

  it('stays the declared value where one is declared', () => {
    const rows = [
      { ...a(1, 1), rain: 5 },
      { ...a(2, 2), rain: null },
    ];
    const { histories, notes } = read(rows, { history: ['rain'], window: 2 });
    expect(histories.at(-1)).toEqual([5, 0]);
    expect(notes.map(([, { code }]) => code)).not.toContain('filled-in-history');
  });
});

const anyRows = fc.array(
  fc.record({
    unit: fc.constantFrom('a', 'b'),
    time: fc.integer({ min: 0, max: 12 }),
    level: fc.option(fc.integer({ min: -50, max: 50 }), { nil: null }),
  }),
  { minLength: 1, maxLength: 25 },
);
const anyWindow = fc.record({
  window: fc.integer({ min: 1, max: 6 }),
  step: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
});

describe('what is filled', () => {
  it('comes from no later row and from no other series', () => {
    fc.assert(
      fc.property(anyRows, anyWindow, fc.nat(), (rows, given, any) => {
        const row = any % rows.length;
        const { unit, time } = rows[row];
        const own = rows.filter((one) => one.unit === unit && one.time <= time);
        expect(read(own, given).histories[own.indexOf(rows[row])]).toEqual(read(rows, given).histories[row]);
      }),
    );
  });

  it('is the same from the rows alone that later ones can still read', () => {
    fc.assert(
      fc.property(anyRows, anyWindow, fc.nat(), (rows, given, any) => {
        const sorted = [...rows].sort((x, y) => x.time - y.time);
        const [early, late] = [sorted.slice(0, any % sorted.length), sorted.slice(any % sorted.length)];
        if (early.length === 0) return;
        const kept = [...read(early, given).history.readable(tableOf(early))].map((i) => early[i]);
        const whole = read(sorted, given).histories.slice(early.length);
        expect(read([...kept, ...late], given).histories.slice(kept.length)).toEqual(whole);
      }),
    );
  });

  it('needs one row more of a series at most, however long it is silent', () => {
    const rows = Array.from({ length: 50 }, (_, i) => a(i, i === 3 ? 3 : null));
    const values: CellValue[] = [...read(rows).history.readable(tableOf(rows))];
    expect(values).toEqual([3, 47, 48, 49]);
  });
});
