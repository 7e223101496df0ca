import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { computeMetrics, metricsOf } from '../metrics/index.js';
import { bootstrapIntervals } from '../resampling/index.js';
import type { MultilabelPredictions, MultioutputPredictions } from './several.predictions.js';

/** Of six rows the first target is known in all, the second in four. */
const labels: MultilabelPredictions = {
  count: 6,
  targets: [
    {
      name: 'a',
      rows: Int32Array.of(0, 1, 2, 3, 4, 5),
      predictions: { labels: [0, 1, 0, 1, 1, 0], probabilities: [0.2, 0.7, 0.6, 0.5, 0.9, 0.1] },
    },
    {
      name: 'b',
      rows: Int32Array.of(0, 2, 3, 5),
      predictions: { labels: [1, 0, 0, 1], probabilities: [0.4, 0.3, 0.5, 0.8] },
    },
  ],
};

const numbers: MultioutputPredictions = {
  count: 3,
  targets: [
    { name: 'a', rows: Int32Array.of(0, 1), predictions: { actual: [1, 3], predicted: [2, 3] } },
    { name: 'b', rows: Int32Array.of(1, 2), predictions: { actual: [10, 20], predicted: [13, 16] } },
  ],
};

describe('figures of several targets', () => {
  it('are means of those of the targets, each on the rows in which it is known', () => {
    // Of the first target 8 of 9 pairs of a yes and a no are in the right order, of the second 3 of 4.
    const { auc, log_loss } = computeMetrics('multilabel', ['auc', 'log_loss'], labels);
    expect(auc).toBeCloseTo((8 / 9 + 3 / 4) / 2, 12);
    const loss = (values: number[]) => values.reduce((sum, p) => sum - Math.log(p), 0) / values.length;
    expect(log_loss).toBeCloseTo((loss([0.8, 0.7, 0.4, 0.5, 0.9, 0.9]) + loss([0.4, 0.7, 0.5, 0.8])) / 2, 12);
    expect(computeMetrics('multioutput', ['mae'], numbers).mae).toBeCloseTo((0.5 + 3.5) / 2, 12);
  });

  it('leave out a target for which they are not defined', () => {
    const one = {
      ...labels.targets[1],
      rows: Int32Array.of(3),
      predictions: { labels: [1], probabilities: [0.5] },
    };
    const given = { ...labels, targets: [labels.targets[0], one] };
    expect(computeMetrics('multilabel', ['auc'], given).auc).toBeCloseTo(8 / 9, 12);
    const none = { ...labels, targets: [one] };
    expect(computeMetrics('multilabel', ['auc'], none).auc).toBeNaN();
    const unknown = { name: 'c', rows: new Int32Array(), predictions: { labels: [], probabilities: [] } };
    const beside = { ...labels, targets: [labels.targets[0], unknown] };
    expect(computeMetrics('multilabel', ['auc'], beside).auc).toBeCloseTo(8 / 9, 12);
  });

  it('have intervals by resampling the rows', () => {
    const { mae } = bootstrapIntervals('multioutput', ['mae'], numbers, { seed: 1, resamples: 200 });
    expect(mae.value).toBe(2);
    expect(mae.lower).toBeLessThan(2);
    expect(mae.upper).toBeGreaterThan(2);
  });

  it('are those of one target', () => {
    expect(metricsOf('multilabel')).toEqual(metricsOf('binary'));
    expect(metricsOf('multioutput')).toEqual(metricsOf('regression'));
  });

  it('are refused where rows and predictions do not belong together', () => {
    const [first] = labels.targets;
    const wrong = (rows: Int32Array) => () =>
      computeMetrics('multilabel', ['auc'], { count: 6, targets: [{ ...first, rows }] });
    expect(wrong(Int32Array.of(0, 1))).toThrow(InvalidInputError);
    expect(wrong(Int32Array.of(0, 1, 2, 3, 4, 6))).toThrow(/do not belong/);
    expect(() => computeMetrics('multilabel', ['auc'], { count: 6, targets: [] })).toThrow(InvalidInputError);
  });
});
