import { describe, expect, it } from '@jest/globals';
import { createRandom, type Random } from '../../core/random.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { profileTable } from '../../tables/profile/profile-table.js';
import { inputBins, outputBins, type Reference } from '../../tables/reference/reference.js';
import { addSketch, createSketcher, type Sketch } from '../../tables/reference/sketch.js';
import { Table } from '../../tables/table.js';
import { OperationEvents } from '../operation-events.js';
import { compareRows } from './compare-rows.js';
import { RequestWindows } from './request-windows.js';

const columns = [
  { name: 'amount', kind: 'numeric', meaning: { en: 'a', zh: 'a' } },
  { name: 'age', kind: 'numeric', meaning: { en: 'a', zh: 'a' } },
  { name: 'purpose', kind: 'categorical', meaning: { en: 'a', zh: 'a' } },
] as unknown as ColumnSpec[];

interface Rows {
  amount?: (random: Random) => number | null;
  purpose?: (random: Random) => string;
}

const purposes = ['car', 'house', 'school', 'travel'];
const usual = {
  amount: (random: Random) => (random.next() < 0.05 ? null : Math.exp(random.normal())),
  purpose: (random: Random) => purposes[Math.floor(4 * random.next() ** 2)],
};

function rowsOf(random: Random, rows: number, { amount, purpose }: Rows = {}): Table {
  const times = <Value>(draw: (random: Random) => Value) => Array.from({ length: rows }, () => draw(random));
  return Table.fromColumns([
    { name: 'amount', type: 'number', values: times(amount ?? usual.amount) },
    { name: 'age', type: 'number', values: times((one) => 18 + one.integer(50)) },
    { name: 'purpose', type: 'text', values: times(purpose ?? usual.purpose) },
  ]);
}

function learntFrom(table: Table): Reference {
  const profile = profileTable(table, columns);
  return { rows: table.rows, inputs: inputBins(columns, profile.columns) };
}

function sketched(reference: Reference, ...tables: Table[]): Sketch {
  const sketch: Sketch = {};
  const count = createSketcher(columns, reference);
  for (const table of tables) count(sketch, table);
  return sketch;
}

describe('rows beside those that were learnt from', () => {
  it('are found to drift at most as often as stated where nothing drifted', () => {
    const random = createRandom(5);
    const trials = 300;
    let alarms = 0;
    for (let trial = 0; trial < trials; trial++) {
      const reference = learntFrom(rowsOf(random, 500));
      if (compareRows(reference, sketched(reference, rowsOf(random, 250))).verdict !== 'ok') alarms++;
    }
    // Three standard errors above the stated level.
    expect(alarms).toBeLessThanOrEqual(trials * (0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials)));
  });

  it.each([
    ['amount', { amount: (random: Random) => 1.8 * Math.exp(random.normal()) + 0.3 }],
    ['amount', { amount: (random: Random) => (random.next() < 0.6 ? null : Math.exp(random.normal())) }],
    ['purpose', { purpose: (random: Random) => purposes[random.integer(4)] }],
    ['purpose', { purpose: (random: Random) => (random.next() < 0.4 ? 'boat' : usual.purpose(random)) }],
  ] as [string, Rows][])('give a planted shift of %s away, and nothing else (%#)', (shifted, rows) => {
    const random = createRandom(6);
    const reference = learntFrom(rowsOf(random, 2000));
    const report = compareRows(reference, sketched(reference, rowsOf(random, 1000, rows)));
    expect(['watch', 'drift']).toContain(report.verdict);
    expect(report.columns[0].column).toBe(shifted);
    expect(report.columns.slice(1).map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
    // The headline has the figure of the table.
    expect(report.sentence).toContain(`${shifted} (PSI ${report.columns[0].index?.value.toFixed(3)})`);
  });

  it('are too few under 200 on either side', () => {
    const random = createRandom(7);
    const reference = learntFrom(rowsOf(random, 500));
    const few = compareRows(reference, sketched(reference, rowsOf(random, 199)));
    expect([few.verdict, few.columns]).toEqual(['too-few', []]);
    expect(compareRows(reference, sketched(reference, rowsOf(random, 200))).verdict).toBe('ok');
    const small = learntFrom(rowsOf(random, 150));
    expect(compareRows(small, sketched(small, rowsOf(random, 900))).verdict).toBe('too-few');
    expect(compareRows(reference, {}).sentence).toContain('Too few rows to tell: 0');
  });

  it('tell which share was missing, and which lies beyond all that was learnt from', () => {
    const random = createRandom(8);
    const reference = learntFrom(rowsOf(random, 1000));
    const far = { amount: (one: Random) => [null, 1e9, 1, 1][one.integer(4)] };
    const { columns: found } = compareRows(reference, sketched(reference, rowsOf(random, 4000, far)));
    const amount = found.find(({ column }) => column === 'amount');
    expect(amount?.missing.reference).toBeCloseTo(0.05, 1);
    expect(amount?.missing.current).toBeCloseTo(0.25, 1);
    expect(amount?.outside).toBeCloseTo(0.25, 1);
  });

  it('count the same in one sketch and in several that are added, and none holds a value', () => {
    const random = createRandom(9);
    const reference = learntFrom(rowsOf(random, 500));
    const [first, second] = [rowsOf(random, 300), rowsOf(random, 500)];
    const added = sketched(reference, first);
    addSketch(added, sketched(reference, second));
    expect(added).toEqual(sketched(reference, first, second));
    expect(added.rows).toBe(800);
    expect(
      Object.keys(added).every((key) => /^(rows|input (\d+|outside) (amount|age|purpose))$/.test(key)),
    ).toBe(true);
  });
});

describe('answers', () => {
  it('are compared with those to the rows held out', () => {
    const random = createRandom(10);
    const held = Float64Array.from({ length: 400 }, () => random.next() ** 2);
    const bins = outputBins({ values: held, width: 1 });
    expect(bins.columns[0].counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    const reference = { ...learntFrom(rowsOf(random, 600)), outputs: bins };
    const table = rowsOf(random, 300);
    const higher = Float64Array.from({ length: 300 }, () => random.next());
    const sketch: Sketch = {};
    createSketcher(columns, reference)(sketch, table, () => ({ values: higher, width: 1 }));
    const [worst] = compareRows(reference, sketch).columns;
    expect(worst).toMatchObject({ column: 'answer', of: 'answer', verdict: 'drift' });
  });

  it('are told from a column of their name', () => {
    const values = Float64Array.from({ length: 400 }, (_, row) => row);
    const column = {
      name: 'answer',
      kind: 'numeric',
      meaning: { en: 'a', zh: 'a' },
    } as unknown as ColumnSpec;
    const table = Table.fromColumns([{ name: 'answer', type: 'number', values: Array.from(values) }]);
    const inputs = inputBins([column], profileTable(table, [column]).columns);
    const reference = { rows: 400, inputs, outputs: outputBins({ values, width: 1 }) };
    const sketch: Sketch = {};
    createSketcher([column], reference)(sketch, table, () => ({ values: values.map(() => 7), width: 1 }));
    const verdicts = compareRows(reference, sketch).columns.map(({ of, verdict }) => [of, verdict]);
    expect(verdicts).toEqual([
      ['answer', 'drift'],
      ['input', 'ok'],
    ]);
  });
});

describe('the window of requests', () => {
  it('keeps the latest rows of a version, and forgets the oldest', () => {
    const events = new OperationEvents();
    const windows = new RequestWindows(events);
    const reference: Reference = { rows: 10, inputs: [] };
    const tell = (version: number, rows: number) =>
      events.emit('seen', { scenario: 'a/b', version, reference, sketch: { rows } });
    tell(1, 400);
    tell(1, 700);
    expect(windows.of('a/b', 1)?.sketch.rows).toBe(1100);
    for (let part = 0; part < 20; part++) tell(1, 1000);
    expect(windows.of('a/b', 1)?.sketch.rows).toBe(10_000);
    expect(windows.of('a/b', 1, Date.now() + 25 * 3600 * 1000)).toBeUndefined();
    for (const version of [2, 3, 4, 5]) tell(version, 1);
    expect(windows.asked().map(({ version }) => version)).toEqual([2, 3, 4, 5]);
  });
});
