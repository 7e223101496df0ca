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

  it('is none for other reports', () => {
    expect(whatDecides({ details: { interval: { coverage: 0.9 } } })).toEqual([]);
  });
});
