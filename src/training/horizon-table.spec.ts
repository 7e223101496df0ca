import { describe, expect, it } from '@jest/globals';
import { forecastDetails } from '../learning/rows/tasks/forecast/details.js';
import { whatDecides } from './what-decides.js';

describe('the table of horizons', () => {
  const scored = {
    horizons: 2,
    actual: Float64Array.of(1, 2, 3, NaN),
    predicted: Float64Array.of(2, 2, 3, 5),
  };
  const baselines = { 'last value': Float64Array.of(1, 4, 3, 3), mean: new Float64Array(4).fill(NaN) };

  it('has the error of the forecast and of each baseline', () => {
    const details = forecastDetails({ names: ['1h', '2h'], scored, baselines });
    const [table] = whatDecides({ details: JSON.parse(JSON.stringify(details)) as unknown });
    expect(table.rows).toEqual([
      ['horizon', 'rows', 'forecast', 'last value', 'mean'],
      ['1h', '2', '0.5000', '0.0000', '–'],
      ['2h', '1', '0.0000', '2.0000', '–'],
    ]);
  });

  it('has shares of the values where the primary metric is one', () => {
    const details = forecastDetails({ names: ['1h', '2h'], scored, baselines });
    const [table] = whatDecides({ details: JSON.parse(JSON.stringify(details)) as unknown, primary: 'mape' });
    expect(table.title).toBe('Mean absolute percentage error at each horizon, beside baselines');
    expect(table.rows[1]).toEqual(['1h', '2', '50.0000', '0.0000', '–']);
  });

  it('is followed by one of the intervals of each level', () => {
    const ends = (half: number) => ({
      lower: scored.predicted.map((value) => value - half),
      upper: scored.predicted.map((value) => value + half),
    });
    const [narrow, wide] = [
      { coverage: 0.8, ...ends(0.5) },
      { coverage: 0.9, ...ends(1) },
    ];
    const leveled = { ...scored, interval: wide, narrower: [narrow] };
    const details = forecastDetails({ names: ['1h', '2h'], scored: leveled, baselines });
    const tables = whatDecides({ details: JSON.parse(JSON.stringify(details)) as unknown }).slice(1);
    expect(tables.map(({ title }) => title)).toEqual([
      'Intervals at each horizon, which are meant to hold 80 % of cases',
      'Intervals at each horizon, which are meant to hold 90 % of cases',
    ]);
    expect(tables.map(({ rows }) => rows[1].slice(0, 3))).toEqual([
      ['1h', '0.5000', '1.0000'],
      ['1h', '1.0000', '2.0000'],
    ]);
  });

  it('is none for other reports', () => {
    expect(whatDecides({ details: { interval: { coverage: 0.9 } } })).toEqual([]);
  });
});
