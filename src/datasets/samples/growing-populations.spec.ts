import { describe, expect, it } from '@jest/globals';
import { growingPopulationsMechanism, growingPopulationsOptions } from './growing-populations.mechanism.js';

const options = growingPopulationsOptions.parse({
  mechanism: 'growing-populations',
  seed: 3,
  rows: 200 * 60,
  places: 200,
  firstYear: 1960,
  columns: { name: 'name', code: 'code', year: 'year', value: 'people' },
  size: { mean: 15, deviation: 2 },
  growth: { mean: 0.03, deviation: 0.005, end: 0 },
});

/** The logarithmic growth of every year, place by place. */
function growthOf(given: typeof options): number[][] {
  const { records } = growingPopulationsMechanism.generate(given);
  const years = given.rows / given.places;
  return Array.from({ length: given.places }, (_, place) => {
    const people = records.slice(place * years, (place + 1) * years).map(([, , , value]) => Number(value));
    return people.slice(1).map((value, year) => Math.log(value / people[year]));
  });
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the mechanism growing-populations', () => {
  it('follows every place through the same years', () => {
    const { header, records } = growingPopulationsMechanism.generate(options);
    expect(header).toEqual(['name', 'code', 'year', 'people']);
    expect(records).toHaveLength(200 * 60);
    expect(records[60].slice(0, 3)).toEqual(['Place 002', 'P002', '1960']);
    expect(records[59][2]).toBe('2019');
    expect(growingPopulationsMechanism.problems(options)).toEqual([]);
    expect(growingPopulationsMechanism.problems({ ...options, rows: 199 })).toHaveLength(1);
  });

  it('lets growth fade to its end, from year to year by little', () => {
    const growth = growthOf(options);
    expect(meanOf(growth.map(([first]) => first))).toBeCloseTo(0.03, 2);
    // 58 years of 2 % of the distance each.
    expect(meanOf(growth.map((all) => all[58]))).toBeCloseTo(0.03 * 0.98 ** 58, 2);
    const steps = growth.flatMap((all) => all.slice(1).map((rate, year) => Math.abs(rate - all[year])));
    expect(Math.max(...steps)).toBeLessThan(0.02);
  });

  it('has years in which people leave where there are crises', () => {
    const falls = (given: typeof options) =>
      growthOf(given).filter((all) => all.some((rate) => rate < -0.005));
    const growing = { ...options, growth: { ...options.growth, end: 0.02 } };
    expect(falls(growing)).toHaveLength(0);
    const shaken = falls({ ...growing, crises: 0.01 });
    expect(shaken.length).toBeGreaterThan(20);
    expect(shaken.length).toBeLessThan(140);
  });
});
