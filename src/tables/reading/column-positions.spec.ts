import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { columnPositions, matchColumns, namedAsWanted } from './column-positions.js';

const column = (name: string) => ({ name, kind: 'numeric' }) as ColumnSpec;
const where = 'x.csv';

/** What a refusal says. */
function refusal(work: () => unknown): InvalidInputError {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const names = (count: number, letter: string) => Array.from({ length: count }, (_, i) => `${letter}${i}`);

describe('namedAsWanted', () => {
  it('calls a column as it is wanted where its name differs in case and blanks alone, and no other could be meant', () => {
    expect(namedAsWanted(['SIZE', ' The  Colour', 'note'], ['size', 'the colour'])).toEqual([
      ...['size', 'the colour', 'note'],
    ]);
    expect(namedAsWanted(['SIZE', 'Size'], ['size'])).toEqual(['SIZE', 'Size']);
    expect(namedAsWanted(['SIZE', 'size'], ['size'])).toEqual(['SIZE', 'size']);
    expect(namedAsWanted(['SIZE'], ['size', 'Size'])).toEqual(['SIZE']);
  });
});

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

describe('matchColumns', () => {
  const columns = [
    column('size'),
    column('loan_amount'),
    { ...column('note'), optional: true } as ColumnSpec,
  ];

  it('takes the only name that differs in case and blanks alone for a column that must be there', () => {
    const header = [' SIZE', 'Loan_Amount', 'Note'].map((name) => name.trim());
    expect(matchColumns(columns, header, { where })).toEqual({
      positions: [0, 1, -1],
      mapped: { SIZE: 'size', Loan_Amount: 'loan_amount' },
    });
  });

  it('takes none of several, and none where two columns could be meant', () => {
    expect(() => matchColumns(columns, ['Size', 'SIZE', 'loan_amount'], { where })).toThrow(
      'columns are missing',
    );
    const twins = [column('Size'), column('size')];
    expect(() => matchColumns(twins, ['SIZE', 'Size'], { where })).toThrow('columns are missing');
    // The own name goes first.
    expect(matchColumns(columns, ['SIZE', 'size', 'loan_amount'], { where })).toEqual({
      positions: [1, 2, -1],
      mapped: {},
    });
  });

  it('goes by the map, also for a column that may be absent, or is there under its own name', () => {
    const header = ['Grösse', 'amount', 'size', 'Remark'];
    const map = { Grösse: 'size', amount: 'loan_amount', Remark: 'note' };
    expect(matchColumns(columns, header, { where, map })).toEqual({ positions: [0, 1, 3], mapped: map });
  });

  it('refuses a map of names that are not there, or of one column twice', () => {
    const header = ['a', 'b', 'loan_amount'];
    const map = { A: 'size', a: 'Size', b: 'note', loan_amount: 'note' };
    expect(refusal(() => matchColumns(columns, header, { where, map })).details).toEqual([
      { expected: 'a column of the table, such as "a"', received: '"A"' },
      { expected: 'a declared column, such as "size"', received: '"Size"' },
      { column: 'note', expected: 'each declared column once', received: '"note" for a second column' },
    ]);
  });

  it('proposes what may be meant: other words between the same, another order of words, a wrong letter', () => {
    for (const [name, meant] of [
      ['Loan Amount', 'loan_amount'],
      ['amountLoan', 'loan_amount'],
      ['loan_amuont', 'loan_amount'],
    ]) {
      const { hint } = refusal(() => matchColumns(columns, ['size', name], { where }));
      expect(hint).toMatch(new RegExp(`^Did you mean "${name}" for "${meant}"\\? The header has .*--map`));
    }
    const { hint } = refusal(() => columnPositions(columns, ['size', 'zzz'], where));
    expect(hint).toBe('The header has "size", "zzz".');
    // A name that is declared stands for itself.
    expect(
      refusal(() => columnPositions([column('size'), column('sizes')], ['size'], where)).hint,
    ).not.toContain('mean');
  });
});
