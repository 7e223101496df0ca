import { describe, expect, it } from '@jest/globals';
import type { Column } from '../ask/columns';
import { changesBetween, mapOption, matchColumns, missingOf } from './match-columns';

const text = { en: '', zh: '' };
const column = (name: string, optional?: true): Column => ({
  name,
  optional,
  meaning: text,
  kind: 'identifier',
  missing: 'reject',
  sensitive: false,
});

const how = (columns: Column[], header: string[], mapping = {}) =>
  matchColumns(columns, header, mapping).map((one) => [one.how, one.found]);

describe('the columns of a file', () => {
  it('are found by name, in another case, by what begins alike and by a likely spelling', () => {
    const columns = ['amount', 'duration_months', 'age_years', 'purpose', 'phone'].map((name) =>
      column(name),
    );
    expect(how(columns, ['amount', 'Duration_Months ', 'age', 'purpse', 'x'])).toEqual([
      ['same', 'amount'],
      ['spelling', 'Duration_Months '],
      ['near', 'age'],
      ['near', 'purpse'],
      ['missing', undefined],
    ]);
  });

  it('are what the reader says, of names that the file has', () => {
    expect(how([column('amount')], ['SUM'], { amount: 'SUM' })).toEqual([['mapped', 'SUM']]);
    expect(how([column('amount')], ['SUM'], { amount: 'GONE' })).toEqual([['missing', undefined]]);
    expect(mapOption(matchColumns([column('amount')], ['SUM'], { amount: 'SUM' }))).toEqual({
      SUM: 'amount',
    });
  });

  it('must be there unless they may be absent; a near name is not there until it is confirmed', () => {
    const matches = matchColumns([column('amount'), column('phone', true)], ['amont'], {});
    expect(missingOf(matches).map((one) => one.column.name)).toEqual(['amount']);
  });

  it('are compared by the fewest changes of characters', () => {
    expect(changesBetween('kitten', 'sitting')).toBe(3);
    expect(changesBetween('', 'abc')).toBe(3);
    expect(changesBetween('same', 'same')).toBe(0);
  });
});
