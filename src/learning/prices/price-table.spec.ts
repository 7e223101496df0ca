import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { priceHistory } from './price-history.js';
import { namesOfPrices, readPrices } from './price-table.js';

const names = { prices: { date: 'day', market: 'index' }, assets: ['A', 'B'] };
const header = ['day', 'A', 'B', 'index'];

function read(...lines: string[]) {
  const records = lines.map((line) => line.split(','));
  const at = records.map((_, row) => row + 2);
  return readPrices({ header, records, lines: at, kind: 'file', name: 'prices.csv', sha256: '' }, names);
}

describe('a table of prices', () => {
  it('is read by the day, without a price before an asset was listed', () => {
    const { table } = read('2020-01-03,11,,101', '2020-01-02,10,,100', '2020-01-06,11,5,');
    const { days, returns, market } = priceHistory(table, names);
    expect(days[0]).toBe(Date.UTC(2020, 0, 2));
    expect(returns[2]).toBeCloseTo(Math.log(1.1), 12);
    expect([returns[3], returns[5], market[0]]).toEqual([NaN, NaN, NaN]);
    expect(market[1]).toBeCloseTo(Math.log(1.01), 12);
    // The mean of the assets where the index has no price.
    expect(market[2]).toBe(0);
  });

  it('leaves out what cannot be a price or a day, and says where', () => {
    const { table, rejected, reasons } = read(
      '2020-01-02,10,1,1',
      '2020-01-02,11,1,1',
      '2020-01-03,0,1,1',
      '2020-01-04,much,1,1',
      'today,1,1,1',
    );
    expect(table.rows).toBe(1);
    expect(rejected).toBe(4);
    expect(reasons.map(({ column, line }) => `${column ?? ''} ${line}`)).toEqual([
      'day 3',
      'A 4',
      'A 5',
      'day 6',
    ]);
    expect(reasons[1].expected).toBe('a price above 0');
  });

  it('needs a column for every asset', () => {
    expect(namesOfPrices(names)).toEqual(['day', 'index', 'A', 'B']);
    const table = {
      header: ['day', 'A'],
      records: [],
      lines: [],
      kind: 'file' as const,
      name: 'x',
      sha256: '',
    };
    expect(() => readPrices(table, names)).toThrow(InvalidInputError);
  });
});
