import { describe, expect, it } from '@jest/globals';
import { CellProblem } from './column-kind.js';
import { listSpec } from './columns.fixture.js';
import { listColumn, listOf, listText } from './list.column.js';

const read = listColumn.reader(listSpec());
const entries = (input: unknown) => {
  const cell = read(input);
  return cell instanceof CellProblem ? cell : listOf(cell);
};

describe('a list', () => {
  it('is an array in JSON, and texts separated by | or ; in a CSV', () => {
    expect(entries(['a, b', ' c ', 7])).toEqual(['a, b', 'c', '7']);
    expect(entries('a, b| c ;7')).toEqual(['a, b', 'c', '7']);
    expect(entries(12)).toEqual(['12']);
  });

  it('is missing when it has no entry', () => {
    for (const input of [[], '', 'NA', null, undefined, ' | ', [null, '']]) expect(read(input)).toBeNull();
    expect(listOf(null)).toEqual([]);
    expect(listOf(undefined)).toEqual([]);
  });

  it('holds texts and numbers only', () => {
    expect(entries([{ id: 1 }])).toBeInstanceOf(CellProblem);
    expect(entries({ id: 1 })).toBeInstanceOf(CellProblem);
    expect(entries(new Array(100_001).fill('a'))).toBeInstanceOf(CellProblem);
  });

  it('keeps what separates entries inside an entry of JSON', () => {
    expect(entries(['Alien | Director’s cut'])).toEqual(['Alien | Director’s cut']);
  });

  it('comes back from the cell that is written of it, whatever separates its texts', () => {
    for (const texts of [['10', '20'], ['A|1;x', 'B'], ['a;b'], ['["a"]', 'b'], ['[REC]'], ['"']])
      expect(entries(listText(texts))).toEqual(texts);
    expect(listText(['10', '20'])).toBe('10|20');
    expect(entries('["1|2", 3]')).not.toEqual(['1|2', '3']);
  });
});
