import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeMetrics, metricsOf } from './index.js';
import type { MetricName } from './names.js';

const costs = { falsePositive: 1, falseNegative: 5 };

/** Rows of both classes; probabilities on a grid, so that ties are common. */
const anyRows = fc
  .array(fc.record({ label: fc.constantFrom(0, 1), step: fc.integer({ min: 0, max: 16 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .map((rows) => [{ label: 0, step: 3 }, { label: 1, step: 3 }, ...rows])
  .map((rows) => ({ labels: rows.map((row) => row.label), probabilities: rows.map((row) => row.step / 16) }));
const ranking: MetricName[] = ['auc', 'gini', 'ks', 'average_precision'];
const everyBinary = metricsOf('binary');

describe('properties of the metrics', () => {
  it('AUC is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(anyRows, ({ labels, probabilities }) => {
        let sum = 0;
        let pairs = 0;
        labels.forEach((positive, i) =>
          labels.forEach((other, j) => {
            if (positive !== 1 || other !== 0) return;
            pairs++;
            sum += probabilities[i] > probabilities[j] ? 1 : probabilities[i] === probabilities[j] ? 0.5 : 0;
          }),
        );
        expect(computeMetrics('binary', ['auc'], { labels, probabilities }).auc).toBeCloseTo(sum / pairs, 12);
      }),
    );
  });

  it('ranking metrics do not change under a rising transformation', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const bent = { ...rows, probabilities: rows.probabilities.map((p) => p ** 3 / 2) };
        expect(computeMetrics('binary', ranking, bent)).toEqual(computeMetrics('binary', ranking, rows));
      }),
    );
  });

  it('AUC of the reverse is its complement', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const reverse = { ...rows, probabilities: rows.probabilities.map((p) => 1 - p) };
        const sum =
          computeMetrics('binary', ['auc'], rows).auc + computeMetrics('binary', ['auc'], reverse).auc;
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });

  it('the order of rows does not matter, and an integer weight is a repeated row', () => {
    const options = { costs, threshold: 0.4 };
    fc.assert(
      fc.property(
        anyRows,
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 42, maxLength: 42 }),
        (rows, drawn) => {
          const weights = rows.labels.map((_, i) => drawn[i]);
          const repeat = (values: number[]) =>
            values.flatMap((v, i) => new Array<number>(weights[i]).fill(v)).reverse();
          const repeated = { labels: repeat(rows.labels), probabilities: repeat(rows.probabilities) };
          const one = computeMetrics('binary', everyBinary, { ...rows, ...options, weights });
          const other = computeMetrics('binary', everyBinary, { ...repeated, ...options });
          for (const name of everyBinary) {
            // Precision is undefined on both sides or on none.
            if (Number.isNaN(one[name])) expect(other[name]).toBeNaN();
            else expect(one[name]).toBeCloseTo(other[name], 10);
          }
        },
      ),
    );
  });

  it('two classes as several classes give the same log loss and twice the Brier score', () => {
    fc.assert(
      fc.property(anyRows, ({ labels, probabilities }) => {
        const rows = { labels, probabilities: probabilities.flatMap((p) => [1 - p, p]), classes: 2 };
        const several = computeMetrics('multiclass', ['log_loss', 'brier'], rows);
        const binary = computeMetrics('binary', ['log_loss', 'brier'], { labels, probabilities });
        expect(several.log_loss).toBeCloseTo(binary.log_loss, 12);
        expect(several.brier).toBeCloseTo(2 * binary.brier, 12);
      }),
    );
  });

  it('RMSE² is MSE, and no less than MAE²', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), (pairs) => {
        const rows = { actual: pairs.map(([a]) => a), predicted: pairs.map(([, p]) => p) };
        const { mse, rmse, mae } = computeMetrics('regression', ['mse', 'rmse', 'mae'], rows);
        expect(Math.abs(rmse ** 2 - mse)).toBeLessThanOrEqual(1e-12 * mse);
        expect(mae ** 2).toBeLessThanOrEqual(mse * (1 + 1e-9));
      }),
    );
  });
});
