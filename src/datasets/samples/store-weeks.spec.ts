import { describe, expect, it } from '@jest/globals';
import { storeWeeksMechanism, storeWeeksOptions } from './store-weeks.mechanism.js';

const options = storeWeeksOptions.parse({
  mechanism: 'store-weeks',
  seed: 1,
  rows: 6 * 5 * 120,
  start: '2021-02-05',
  stores: 6,
  departments: 5,
  columns: {
    series: 'series',
    store: 'store',
    department: 'department',
    week: 'week',
    sales: 'sales',
    holiday: 'holiday',
    temperature: 'temperature',
    fuel: 'fuel',
    markdowns: ['m1', 'm2', 'm3', 'm4', 'm5'],
    prices: 'prices',
    unemployment: 'unemployment',
    type: 'type',
    size: 'size',
  },
  markdownsFrom: '2022-01-07',
  absent: 0.02,
  returns: 0.02,
});

describe('made-up weeks of stores', () => {
  const { header, records } = storeWeeksMechanism.generate(options);
  const at = (name: string) => header.indexOf(name);
  const sales = (cells: string[]) => Number(cells[at('sales')]);
  const mean = (rows: string[][]) => rows.reduce((sum, cells) => sum + sales(cells), 0) / rows.length;

  it('are the same for the same seed', () => {
    expect(storeWeeksMechanism.generate(options).records).toEqual(records);
    expect(storeWeeksMechanism.generate({ ...options, seed: 2 }).records).not.toEqual(records);
  });

  it('lack some weeks, and in others more comes back than is sold', () => {
    const share = (count: number) => count / (6 * 5 * 120);
    expect(share(3600 - records.length)).toBeCloseTo(0.02, 2);
    expect(share(records.filter((cells) => sales(cells) < 0).length)).toBeCloseTo(0.02, 2);
  });

  it('sell more at Thanksgiving, which is marked', () => {
    const thanksgiving = records.filter((cells) => cells[at('week')] === '2021-11-26');
    const before = records.filter((cells) => cells[at('week')] === '2021-11-05');
    expect(mean(thanksgiving)).toBeGreaterThan(1.2 * mean(before));
    expect(new Set(thanksgiving.map((cells) => cells[at('holiday')]))).toEqual(new Set(['TRUE']));
    expect(new Set(before.map((cells) => cells[at('holiday')]))).toEqual(new Set(['FALSE']));
  });

  it('know mark-downs from their day on', () => {
    const known = (cells: string[]) => cells[at('m3')] !== '';
    for (const cells of records) expect(known(cells)).toBe(cells[at('week')] >= '2022-01-07');
  });
});
