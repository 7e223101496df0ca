import { describe, expect, it } from '@jest/globals';
import { CellProblem } from './column-kind.js';
import { encodeColumn, identifierSpec } from './columns.fixture.js';
import { identifierColumn } from './identifier.column.js';

describe('identifier columns', () => {
  it('carries texts and numbers through and has no features', () => {
    const column = identifierSpec();
    const read = identifierColumn.reader(column);
    expect(read(' A-1 ')).toBe('A-1');
    expect(read(42)).toBe('42');
    expect(read('')).toBeNull();
    expect(read({})).toBeInstanceOf(CellProblem);
    expect(identifierColumn.features({}, column)).toEqual([]);
    expect(encodeColumn(['A-1'], { column, state: identifierColumn.fit(['A-1'], column) })).toEqual([[]]);
  });
});
