import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import {
  ClusteredReturns,
  clusteredReturnsMechanism,
  clusteredReturnsOptions,
} from './clustered-returns.mechanism.js';

const options = clusteredReturnsOptions.parse({
  ...{ mechanism: 'clustered-returns', seed: 3, rows: 600, firstDay: '2021-01-01', date: 'day' },
  market: { name: 'INDEX', volatility: 0.2 },
  assets: [
    { name: 'A', exposure: 1, volatility: 0.2 },
    { name: 'B', exposure: 0, volatility: 0.4, listed: 100 },
  ],
  garch: { alpha: 0.1, beta: 0.85 },
  degrees: 6,
});

const { header, records } = clusteredReturnsMechanism.generate(options);
const returnsOf = (column: number) => {
  const prices = records
    .map((cells) => cells[column])
    .filter((cell) => cell !== '')
    .map(Number);
  return prices.slice(1).map((price, i) => Math.log(price / prices[i]));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => value ** 2)));

describe('clustered returns', () => {
  it('are prices of weekdays, empty before a share was listed', () => {
    expect(header).toEqual(['day', 'A', 'B', 'INDEX']);
    expect(records.slice(0, 3).map(([day]) => day)).toEqual(['2021-01-01', '2021-01-04', '2021-01-05']);
    expect(records.filter((cells) => cells[2] === '')).toHaveLength(100);
    expect(records.every((cells) => Number(cells[1]) > 0 && Number(cells[3]) > 0)).toBe(true);
    expect(clusteredReturnsMechanism.generate(options).records).toEqual(records);
  });

  it('go along with the index by their exposure, and are as wide as they are told to be', () => {
    const [a, index] = [returnsOf(1), returnsOf(3)];
    const together = mean(a.map((value, i) => value * index[i])) / (deviation(a) * deviation(index));
    expect(together).toBeGreaterThan(0.5);
    const alone = returnsOf(2);
    const beside = index.slice(-alone.length);
    const apart = mean(alone.map((value, i) => value * beside[i])) / (deviation(alone) * deviation(beside));
    expect(Math.abs(apart)).toBeLessThan(0.15);
    expect(deviation(index) * Math.sqrt(252)).toBeGreaterThan(0.12);
    expect(deviation(index) * Math.sqrt(252)).toBeLessThan(0.3);
  });

  it('tell the volatility of the next return, which large returns raise', () => {
    const series = new ClusteredReturns(0.2, options, createRandom(1));
    const drawn = Array.from({ length: 20_000 }, () => ({
      forecast: series.volatility,
      value: series.next(),
    }));
    const standardised = drawn.map(({ forecast, value }) => value / forecast);
    expect(deviation(standardised)).toBeCloseTo(1, 1);
    const after = drawn.slice(1).filter((_, i) => Math.abs(standardised[i]) > 3);
    expect(mean(after.map(({ forecast }) => forecast))).toBeGreaterThan(
      1.2 * mean(drawn.map(({ forecast }) => forecast)),
    );
  });

  it('need variances that come back, and prices', () => {
    const wrong = { ...options, garch: { alpha: 0.2, beta: 0.8 }, rows: 50 };
    const paths = clusteredReturnsMechanism.problems(wrong).map(({ path }) => path.join('/'));
    expect(paths).toEqual(['garch', 'assets/1/listed']);
  });
});
