import { describe, expect, it } from '@jest/globals';
import { DamagedFileError } from '../../core/errors.js';
import { categoricalSpec, NoteList, numericSpec } from '../columns/columns.fixture.js';
import { Preparation } from './preparation.js';
import { createRowReader } from '../reading/rows.js';
import { fitPreparation, loadPreparation } from './staged-preparation.js';
import { asKnownAt, stagesOfRows } from './stages.js';

const columns = [
  numericSpec({ name: 'size' }),
  categoricalSpec({ missing: 'most-frequent', unknown: 'reject' }),
  numericSpec({ name: 'first' }),
  numericSpec({ name: 'second' }),
];
const stages = [
  { name: 'early', without: ['first', 'second'] },
  { name: 'middle', without: ['second'] },
  { name: 'late', without: [] },
];
const read = (rows: readonly (readonly unknown[])[]) =>
  createRowReader(columns).read(rows.length, (row, column) => rows[row][column]).table;
const training = read([
  [1, 'A40', 10, 20],
  [2, 'A41', 12, 25],
  [3, 'A40', 14, 30],
  [4, 'A42', 11, ''],
  [5, 'A40', '', ''],
]);
const mixed = read([
  [1, 'A40', 10, 20],
  [2, 'A41', 12, ''],
  [3, 'A40', '', ''],
  [3, 'A40', '', 30],
]);

describe('the stage of a row', () => {
  it('is the last one whose columns the row has', () => {
    expect([...stagesOfRows(mixed, stages)]).toEqual([2, 1, 0, 0]);
    expect([...stagesOfRows(training, stages)]).toEqual([2, 2, 2, 1, 0]);
  });

  it('goes back when what came later is taken away', () => {
    for (const [place, stage] of stages.entries()) {
      const known = asKnownAt(read([[1, 'A40', 10, 20]]), stage);
      expect([...stagesOfRows(known, stages)]).toEqual([place]);
      expect(known.column('size')).toEqual([1]);
    }
  });
});

describe('a preparation with stages', () => {
  const preparation = fitPreparation(training, columns, stages);
  const alone = stages.map(({ without }, place) => {
    const rows = [5, 4, 3][place];
    return Preparation.fit(
      training.take(Int32Array.from({ length: rows }, (_, row) => row)),
      columns.filter(({ name }) => !without.includes(name)),
    );
  });

  it('puts the features of each stage side by side, fitted on the rows that reach it', () => {
    expect(preparation.width).toBe(alone.reduce((sum, { width }) => sum + width, 0));
    expect(preparation.features).toHaveLength(preparation.width);
    expect(new Set(preparation.features.map(({ name }) => name)).size).toBe(preparation.width);
    expect(preparation.features[0]).toMatchObject({ name: 'size@early', column: 'size' });
  });

  it('fills the features of the row’s own stage and leaves the others 0', () => {
    const { data, rows, width } = preparation.transform(mixed);
    expect([rows, width]).toEqual([4, preparation.width]);
    const offsets = [0, alone[0].width, alone[0].width + alone[1].width];
    [2, 1, 0, 0].forEach((place, row) => {
      const whole = [...data.subarray(row * width, (row + 1) * width)];
      const own = [...alone[place].transform(mixed.take([row])).data];
      const expected = new Array<number>(width).fill(0);
      own.forEach((value, i) => (expected[offsets[place] + i] = value));
      expect(whole).toEqual(expected);
    });
  });

  it('notes what is unusual under the row’s number in the table', () => {
    const notes = new NoteList();
    preparation.transform(
      read([
        [1, 'A40', '', ''],
        [99, 'A40', 10, 20],
        ['', 'A41', 12, ''],
      ]),
      notes,
    );
    expect(notes.notes.map(([row, code]) => [row, code])).toEqual([
      [2, 'missing'],
      [1, 'out-of-range'],
    ]);
  });

  it('comes back from JSON bit by bit, and not for other stages', () => {
    const json: unknown = JSON.parse(JSON.stringify(preparation.toJSON()));
    const loaded = loadPreparation(json, columns, stages);
    expect(loaded.transform(mixed)).toEqual(preparation.transform(mixed));
    expect(loaded.toJSON()).toEqual(preparation.toJSON());
    expect(() => loadPreparation(json, columns, stages.slice(0, 2))).toThrow(DamagedFileError);
    expect(() => loadPreparation({ format: 1 }, columns, stages)).toThrow(DamagedFileError);
    expect(() => loadPreparation(json, columns)).toThrow(DamagedFileError);
  });

  it('is the plain preparation where there are no stages', () => {
    const plain = fitPreparation(training, columns);
    expect(plain).toBeInstanceOf(Preparation);
    expect(loadPreparation(plain.toJSON(), columns).transform(mixed)).toEqual(plain.transform(mixed));
  });
});
