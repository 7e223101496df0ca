import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CellNote } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { Preparation } from '../../../tables/preparation/preparation.js';
import { Table } from '../../../tables/table.js';
import { windowOptionsOf, type WindowOptions } from './window-options.js';
import { windows } from './windows.js';

interface Row {
  unit: string;
  time: number;
  level: number;
}

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'unit', kind: 'categorical', meaning, missing: 'reject', encoding: 'index' },
  { name: 'time', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'level', kind: 'numeric', meaning, missing: 'median' },
];

const options = (given: Record<string, unknown> = {}): WindowOptions =>
  windowOptionsOf({ group: 'unit', order: 'time', window: 3, history: ['level'], ...given }, columns);

function tableOf(rows: readonly Row[]): Table {
  return Table.fromColumns([
    { name: 'unit', type: 'text', values: rows.map(({ unit }) => unit) },
    { name: 'time', type: 'number', values: rows.map(({ time }) => time) },
    { name: 'level', type: 'number', values: rows.map(({ level }) => level) },
  ]);
}

const fitted = Preparation.fit(
  tableOf([
    { unit: 'a', time: 0, level: -1 },
    { unit: 'b', time: 2, level: 1 },
  ]),
  columns,
);

function inputsOf(rows: readonly Row[], chosen = options()) {
  const table = tableOf(rows);
  const notes: [number, CellNote['code']][] = [];
  const prepared = { table, matrix: fitted.transform(table), features: fitted.features };
  const inputs = windows(chosen).inputs(prepared, undefined, {
    add: (row, { code }) => notes.push([row, code]),
  });
  const { window } = chosen;
  const histories = rows.map((_, row) =>
    Array.from(inputs.history.data.slice(row * window, (row + 1) * window)),
  );
  return { inputs, histories, notes };
}

const a = (time: number, level: number): Row => ({ unit: 'a', time, level });
const b = (time: number, level: number): Row => ({ unit: 'b', time, level });

describe('the windows of rows', () => {
  it('hold the row last and those of its series before it, the first one repeated', () => {
    const { histories, notes } = inputsOf([a(1, 1), b(1, 7), a(2, 2), a(3, 3), b(2, 8), a(9, 4)]);
    expect(histories).toEqual([
      [1, 1, 1],
      [7, 7, 7],
      [1, 1, 2],
      [1, 2, 3],
      [7, 7, 8],
      [2, 3, 4],
    ]);
    expect(notes.filter(([, code]) => code === 'short-history').map(([row]) => row)).toEqual([0, 1, 2, 4]);
  });

  it('follow the order of the series, not of the table', () => {
    expect(inputsOf([a(3, 3), a(1, 1), a(2, 2)]).histories).toEqual([
      [1, 2, 3],
      [1, 1, 1],
      [1, 1, 2],
    ]);
  });

  it('take the last of the rows of one moment, and each of these rows for itself', () => {
    const { histories, notes } = inputsOf([a(1, 1), a(2, 2), a(2, 20), a(3, 3)]);
    expect(histories.slice(1)).toEqual([
      [1, 1, 2],
      [1, 1, 20],
      [1, 20, 3],
    ]);
    expect(notes).toContainEqual([2, 'repeated-step']);
  });

  it('fill absent steps with the last row before them and say so', () => {
    const { histories, notes } = inputsOf([a(0, 0), a(1, 1), a(4, 4), a(4.5, 5)], options({ step: 1 }));
    expect(histories).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [1, 1, 4],
      [1, 1, 5],
    ]);
    expect(notes.filter(([, code]) => code === 'gap-in-history').map(([row]) => row)).toEqual([2, 3]);
  });

  it('come with the features of the row itself and the numbers of its categories', () => {
    const { inputs } = inputsOf([b(2, 0), { unit: 'never seen', time: 0, level: 0 }]);
    expect(inputs.present).toEqual({ data: Float32Array.of(1, -1), shape: [1] });
    expect(inputs.identity).toEqual({ data: Int32Array.of(2, 0), shape: [1], sizes: [3] });
  });
});

const anyRows = fc.array(
  fc.record({
    unit: fc.constantFrom('a', 'b', 'c'),
    time: fc.integer({ min: 0, max: 12 }),
    level: fc.integer({ min: -50, max: 50 }),
  }),
  { minLength: 1, maxLength: 25 },
);
const anyOptions = fc
  .record({
    window: fc.integer({ min: 1, max: 6 }),
    step: fc.option(fc.constantFrom(1, 2, 0.5), { nil: undefined }),
  })
  .map(options);

describe('no window', () => {
  it('reads a later row', () => {
    fc.assert(
      fc.property(anyRows, anyOptions, fc.nat(), (rows, chosen, any) => {
        const row = any % rows.length;
        const before = inputsOf(rows, chosen).histories[row];
        const changed = rows.map((one) =>
          one.time > rows[row].time ? { ...one, level: one.level + 1000 } : one,
        );
        expect(inputsOf(changed, chosen).histories[row]).toEqual(before);
        const cut = rows.filter((one) => one.time <= rows[row].time);
        expect(inputsOf(cut, chosen).histories[cut.indexOf(rows[row])]).toEqual(before);
      }),
    );
  });

  it('reads a row of another series', () => {
    fc.assert(
      fc.property(anyRows, anyOptions, fc.nat(), (rows, chosen, any) => {
        const row = any % rows.length;
        const before = inputsOf(rows, chosen).histories[row];
        const own = rows.filter(({ unit }) => unit === rows[row].unit);
        expect(inputsOf(own, chosen).histories[own.indexOf(rows[row])]).toEqual(before);
      }),
    );
  });
});

describe('the rows that later ones can still read', () => {
  it('are enough: a row after them has the window that it has with all', () => {
    fc.assert(
      fc.property(anyRows, anyOptions, fc.nat(), (rows, chosen, any) => {
        const sorted = [...rows].sort((x, y) => x.time - y.time);
        const cut = any % sorted.length;
        const [early, late] = [sorted.slice(0, cut), sorted.slice(cut)];
        const kept =
          cut === 0 ? [] : [...windows(chosen).history.readable(tableOf(early))].map((i) => early[i]);
        const whole = inputsOf(sorted, chosen).histories.slice(cut);
        expect(inputsOf([...kept, ...late], chosen).histories.slice(kept.length)).toEqual(whole);
      }),
    );
  });

  it('are at most the window of each series where no step is declared', () => {
    const rows = Array.from({ length: 50 }, (_, i) => (i % 2 ? a : b)(i, i));
    expect(windows(options()).history.readable(tableOf(rows))).toHaveLength(6);
  });
});

describe('rows out of order', () => {
  it('are those before the latest row of their series', () => {
    const rows = [a(1, 0), b(9, 0), a(5, 0), a(3, 0), a(4, 0), a(5, 0), b(9, 0)];
    const found = windows(options()).history.outOfOrder(tableOf(rows));
    expect([...found.keys()]).toEqual([3, 4]);
    expect(found.get(3)).toEqual({
      column: 'time',
      expected: 'rows of unit "a" in their order: not before 5',
      received: '3',
    });
  });
});

describe('the options of windows', () => {
  it('name the series and its order by columns of any role, and read inputs only', () => {
    const [unit, time, level] = columns;
    const roles: ColumnSpec[] = [
      { ...unit, role: 'identifier' },
      { ...time, role: 'time' } as ColumnSpec,
      level,
    ];
    const given = { group: 'unit', order: 'time', window: 3, history: ['level', 'unit', 'time'] };
    expect(() => windowOptionsOf({ ...given, history: ['level'] }, roles)).not.toThrow();
    expect(() => windowOptionsOf(given, roles)).toThrow(
      expect.objectContaining({
        details: [
          {
            pointer: '/task/options/history/1',
            expected: 'an input',
            received: '"unit" of the role identifier',
          },
          { pointer: '/task/options/history/2', expected: 'an input', received: '"time" of the role time' },
        ],
      }),
    );
  });

  it.each<[Record<string, unknown>, string]>([
    [{ group: 'nobody' }, '/task/options/group'],
    [{ order: 'level' }, '/task/options/order'],
    [{ step: '5min' }, '/task/options/step'],
  ])('are refused: %j', (given, pointer) => {
    expect(problemOf(given)).toMatchObject({ details: [{ pointer }] });
  });
});

it('a series and its order by columns that are no inputs leave nothing but the history to read', () => {
  const [unit, time, level] = columns;
  const roles = [{ ...unit, role: 'context' }, { ...time, role: 'time' }, level] as ColumnSpec[];
  const table = tableOf([a(1, 1), b(1, 7), a(2, 2)]);
  const preparation = Preparation.fit(table, roles);
  const prepared = { table, matrix: preparation.transform(table), features: preparation.features };
  const chosen = windowOptionsOf({ group: 'unit', order: 'time', window: 2, history: ['level'] }, roles);
  const { history, ...others } = windows(chosen).inputs(prepared);
  expect(others).toEqual({});
  const [first, second, third] = preparation.transform(table).data;
  expect(Array.from(history.data)).toEqual([first, first, second, second, first, third]);
});

it('a history of a column that nobody declares or derives is refused', () => {
  const chosen = options({ history: ['level', 'nothing'] });
  expect(() => inputsOf([a(1, 1)], chosen)).toThrow(/has no features/);
});

function problemOf(given: Record<string, unknown>): unknown {
  try {
    return options(given);
  } catch (error) {
    return error;
  }
}

describe('a last known value that is too old', () => {
  const chosen = windowOptionsOf(
    { order: 'time', window: 3, step: 1, fresh: 2, history: ['level'] },
    columns,
  );
  const blank = (time: number) => a(time, null as unknown as number);

  it('is said of the rows that rest on it, and of no other', () => {
    const { notes } = inputsOf([blank(0), a(1, 5), blank(2), blank(3), blank(4), a(9, 6)], chosen);
    const stale = notes.filter(([, code]) => code === 'stale-history').map(([row]) => row);
    expect(stale).toEqual([0, 4]);
  });

  it('is an age in the unit of the step', () => {
    expect(() =>
      windowOptionsOf({ order: 'time', window: 3, fresh: 2, history: ['level'] }, columns),
    ).toThrow();
    expect(() =>
      windowOptionsOf({ order: 'time', window: 3, step: 1, fresh: '1mo', history: ['level'] }, columns),
    ).toThrow();
  });
});
