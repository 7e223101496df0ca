import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { binaryRows, regressionRows } from '../reference.fixture.js';
import { operatingCurve, residualBands } from './index.js';

const close = (value: number) => expect.closeTo(value, 12) as unknown;
const points = (rows: readonly number[][]) =>
  rows.map(([threshold, selected, truePositiveRate, falsePositiveRate, precision]) => ({
    threshold: close(threshold),
    selected: close(selected),
    truePositiveRate: close(truePositiveRate),
    falsePositiveRate: close(falsePositiveRate),
    precision: close(precision),
  }));

describe('operatingCurve', () => {
  // The figures: roc_curve and precision_recall_curve of scikit-learn 1.9.1, printed by test/reference/metrics.py.
  it('agrees with scikit-learn at every fifth threshold', () => {
    const { labels, probabilities, weights } = binaryRows();
    const curve = operatingCurve({ labels, probabilities });
    expect(curve).toHaveLength(20);
    expect(curve.filter((_, i) => i % 5 === 0)).toEqual(
      points([
        [1, 0.06666666666666667, 0.09090909090909091, 0.037037037037037035, 0.75],
        [0.7, 0.35, 0.48484848484848486, 0.18518518518518517, 0.7619047619047619],
        [0.45, 0.5666666666666667, 0.696969696969697, 0.4074074074074074, 0.6764705882352942],
        [0.2, 0.8, 0.9090909090909091, 0.6666666666666666, 0.625],
      ]),
    );
    const weighted = operatingCurve({ labels, probabilities, weights });
    expect(weighted.filter((_, i) => i % 5 === 0)).toEqual(
      points([
        [1, 0.05673758865248227, 0.0759493670886076, 0.03225806451612903, 0.75],
        [0.7, 0.3404255319148936, 0.45569620253164556, 0.1935483870967742, 0.75],
        [0.45, 0.5673758865248227, 0.6708860759493671, 0.43548387096774194, 0.6625],
        [0.2, 0.7872340425531915, 0.8987341772151899, 0.6451612903225806, 0.6396396396396397],
      ]),
    );
  });

  it('keeps so many points, the ends and the served threshold among them, each of them of the whole curve', () => {
    const bit = fc.constantFrom(0, 1);
    const row = fc.tuple(bit, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 80 }), (rows) => {
        const [labels, probabilities] = [rows.map(([label]) => label), rows.map(([, p]) => p)];
        const served = 0.31;
        const whole = operatingCurve({ labels, probabilities }, { most: 1000, served });
        const kept = operatingCurve({ labels, probabilities }, { most: 7, served });
        if (new Set(labels).size === 1) return expect(kept).toEqual([]);
        expect(kept.length).toBeLessThanOrEqual(7);
        expect(whole).toEqual(expect.arrayContaining(kept));
        expect(kept.at(-1)?.selected === 1 || kept.at(-1)?.threshold === served).toBe(true);
        const chosen = probabilities.filter((p) => p >= served).length / rows.length;
        expect(kept.find(({ threshold }) => threshold === served)?.selected).toBeCloseTo(chosen, 12);
      }),
    );
  });

  it('has no point without both classes, and refuses fewer than three', () => {
    expect(operatingCurve({ labels: [1, 1], probabilities: [0.2, 0.4] })).toEqual([]);
    expect(() => operatingCurve({ labels: [1, 0], probabilities: [0.2, 0.4] }, { most: 2 })).toThrow(
      /most must be an integer of 3 or more/,
    );
  });
});

describe('residualBands', () => {
  // numpy 2.4.6: array_split of the rows by rising prediction, quantile; test/reference/metrics.py.
  it('agrees with NumPy', () => {
    const bands = residualBands(regressionRows(), 5);
    const rows = bands.map(({ count, predicted, actual, lower, median, upper }) => {
      return [count, predicted, actual, lower, median, upper];
    });
    expect(rows).toEqual(
      [
        [10, 0.6345778449599527, 0.9142798087160475, -0.8656797541611267, 0.17108879339466276, 1.3278877236544562],
        [10, 3.361484917980379, 3.521961016823519, -0.4135289739880379, 0.12834114959851872, 1.0757124479281306],
        [10, 5.40014734547592, 5.136113529156946, -1.31649462604732, -0.3062601789395605, 1.1790403768322621],
        [10, 7.40072229923714, 7.399536084104113, -1.7986419553862143, 0.23566738154537425, 1.430103630679707],
        [10, 9.304092263665092, 8.988682603923921, -1.7909937712321962, -0.1413133536192177, 0.8068328220429057],
      ].map((row) => row.map(close)), // prettier-ignore
    );
  });

  it('has fewer groups where they would be small, each row in one', () => {
    const counts = (rows: number) => {
      const values = Array.from({ length: rows }, (_, i) => i);
      return residualBands({ actual: values, predicted: values }).map(({ count }) => count);
    };
    expect(counts(3)).toEqual([3]);
    expect(counts(14)).toEqual([7, 7]);
    expect(counts(2000)).toEqual(Array.from({ length: 20 }, () => 100));
  });
});
