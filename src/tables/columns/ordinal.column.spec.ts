import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../../core/errors.js';
import { CellProblem } from './column-kind.js';
import { category, encodeColumn, grades, NoteList, ordinalSpec } from './columns.fixture.js';
import { ordinalColumn } from './ordinal.column.js';

describe('ordinal columns', () => {
  it('reads codes and labels and refuses the rest', () => {
    const read = ordinalColumn.reader(ordinalSpec());
    expect(read('Middle')).toBe('mid');
    expect(read(' HIGH')).toBe('high');
    expect(read('n/a')).toBeNull();
    expect(read('top')).toEqual(new CellProblem('one of low, mid, high', '"top"'));
  });

  it('scales the rank from -1 to 1', () => {
    const column = ordinalSpec();
    const state = ordinalColumn.fit(['low', 'mid', 'high'], column);
    expect(encodeColumn(['low', 'mid', 'high'], { column, state })).toEqual([[-1], [0], [1]]);
  });

  it('fills with the lower median and flags', () => {
    const column = ordinalSpec();
    const state = ordinalColumn.fit(['high', 'low', 'low', 'high', null], column);
    expect(state.fill).toBe('low');
    const notes = new NoteList();
    expect(encodeColumn([null, 'top'], { column, state, notes })).toEqual([
      [-1, 1],
      [-1, 1],
    ]);
    expect(notes.notes.map(([row, code]) => [row, code])).toEqual([
      [0, 'missing'],
      [1, 'unknown-category'],
    ]);
  });

  it('fills with a declared category and refuses another', () => {
    expect(ordinalColumn.fit([], ordinalSpec({ missing: { fill: 'High' } })).fill).toBe('high');
    expect(() => ordinalColumn.fit([], ordinalSpec({ missing: { fill: 'top' } }))).toThrow(
      InvalidSpecificationError,
    );
  });

  it('takes the middle without values and 0 with a single category', () => {
    expect(ordinalColumn.fit([null], ordinalSpec()).fill).toBe('mid');
    const column = ordinalSpec({ categories: [category('only', 'Only')] });
    expect(encodeColumn(['only', null], { column, state: ordinalColumn.fit(['only'], column) })).toEqual([
      [0],
      [0],
    ]);
  });

  it('lists the codes in its schema', () => {
    expect(ordinalColumn.jsonSchema(ordinalSpec({ missing: 'reject' }))).toMatchObject({
      type: 'string',
      enum: grades.map(({ code }) => code),
    });
  });
});
