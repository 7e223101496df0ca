import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { columnPositions } from './column-positions.js';

const column = (name: string) => ({ name, kind: 'numeric' }) as ColumnSpec;
const names = (count: number, letter: string) => Array.from({ length: count }, (_, i) => `${letter}${i}`);

describe('columnPositions', () => {
  it('finds columns, and repeats neither a long header nor a long list of what is missing', () => {
    expect(columnPositions([column('b'), column('a')], ['a', 'b'], 'x.csv')).toEqual([1, 0]);
    const wanted = names(50, 'w').map(column);
    const header = [...names(10_000, 'h'), 'n'.repeat(100_000)];
    let error: unknown;
    try {
      columnPositions(wanted, header, 'x.csv');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidInputError);
    const { message, hint, details } = error as InvalidInputError;
    expect(message).toBe('x.csv: columns are missing (20 of 50 are listed).');
    expect(details).toHaveLength(20);
    expect(hint).toBe('The header has "h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7" and 9993 more.');
  });
});
