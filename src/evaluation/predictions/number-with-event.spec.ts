import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { computeMetrics, metricsOf } from '../metrics/index.js';
import { bootstrapIntervals } from '../resampling/index.js';

const number = { actual: [8, 12, 9, 15], predicted: [9, 12, 11, 14] };
const event = { labels: [1, 0, 1, 0], probabilities: [0.8, 0.2, 0.4, 0.1] };

describe('a number with an event', () => {
  it('is measured by the metrics of both', () => {
    expect(metricsOf('number-with-event')).toEqual(
      expect.arrayContaining([...metricsOf('regression'), ...metricsOf('binary')]),
    );
    const both = computeMetrics('number-with-event', ['rmse', 'auc', 'brier'], { number, event });
    expect(both).toEqual({
      ...computeMetrics('regression', ['rmse'], number),
      ...computeMetrics('binary', ['auc', 'brier'], event),
    });
    expect(() => computeMetrics('number-with-event', ['macro_f1'], { number, event })).toThrow(
      /macro_f1 does not apply/,
    );
  });

  it('is resampled row by row, so that all metrics see the same rows', () => {
    const { rmse, auc } = bootstrapIntervals(
      'number-with-event',
      ['rmse', 'auc'],
      { number, event },
      { seed: 1, resamples: 50, stratified: true },
    );
    expect(rmse.value).toBeCloseTo(Math.sqrt(6 / 4), 12);
    expect(auc).toMatchObject({ value: 1, lower: 1, upper: 1 });
  });

  it('is refused when its parts are not of the same rows', () => {
    const short = { labels: [1, 0], probabilities: [0.8, 0.2] };
    expect(() => computeMetrics('number-with-event', ['rmse'], { number, event: short })).toThrow(
      InvalidInputError,
    );
    const impossible = { ...event, probabilities: [2, 0, 0, 0] };
    expect(() => computeMetrics('number-with-event', ['rmse'], { number, event: impossible })).toThrow(
      InvalidInputError,
    );
  });
});
