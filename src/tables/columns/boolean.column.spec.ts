import { describe, expect, it } from '@jest/globals';
import { booleanColumn } from './boolean.column.js';
import { CellProblem } from './column-kind.js';
import { booleanSpec, encodeColumn, NoteList } from './columns.fixture.js';

describe('boolean columns', () => {
  const read = booleanColumn.reader(booleanSpec());

  it.each([true, 1, 'true', 'TRUE ', 'yes', 'Y', '1', '1.0', 't', 'on', '是'])('takes %j for true', (input) =>
    expect(read(input)).toBe(1),
  );
  it.each([false, 0, 'false', ' No', 'n', '0', '0.00', 'F', 'off', '否'])('takes %j for false', (input) =>
    expect(read(input)).toBe(0),
  );
  it.each(['', 'NA', '-', null, undefined])('takes %j for missing', (input) =>
    expect(read(input)).toBeNull(),
  );
  it.each([2, 'maybe', [], '10', '1.5', '1.'])('refuses %j', (input) =>
    expect(read(input)).toBeInstanceOf(CellProblem),
  );

  it('fills with the more frequent value, false when even, or as declared', () => {
    const column = booleanSpec();
    expect(booleanColumn.fit([1, 1, 0, null], column)).toEqual({
      count: 3,
      trueCount: 2,
      hasMissing: true,
      fill: 1,
    });
    expect(booleanColumn.fit([1, 0], column).fill).toBe(0);
    expect(booleanColumn.fit([0], booleanSpec({ missing: { fill: true } })).fill).toBe(1);
  });

  it('encodes 0, 1 and the flag', () => {
    const column = booleanSpec();
    const state = booleanColumn.fit([1, 1, 0, null], column);
    const notes = new NoteList();
    expect(encodeColumn([0, 1, null], { column, state, notes })).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(notes.notes).toEqual([[2, 'missing', 'true or false (filled with true)', 'nothing (missing)']]);
  });
});
