import { expect, it } from '@jest/globals';
import { multiclassRows } from '../reference.fixture.js';
import { classReport } from './class-report.js';
import { computeMetrics } from './index.js';

// Recall, precision and AUC: scikit-learn 1.9.1, printed by test/reference/metrics.py (`classes`).
const figures = [
  { recall: 0.45454545454545453, precision: 0.38461538461538464, auc: 0.6583072100313481 },
  { recall: 0.5555555555555556, precision: 0.6666666666666666, auc: 0.7171717171717171 },
  { recall: 0.36363636363636365, precision: 0.3333333333333333, auc: 0.5893416927899686 },
];

it('the figures of each class agree with scikit-learn, and count the rows', () => {
  const rows = { ...multiclassRows(), names: ['a', 'b', 'c'] };
  const { classes, confusion, byClass } = classReport(rows);
  expect(classes).toEqual(['a', 'b', 'c']);
  expect(byClass.map(({ rows: count }) => count)).toEqual([11, 18, 11]);
  expect(confusion.flat().reduce((a, b) => a + b)).toBe(40);
  byClass.forEach((one, c) => {
    expect(one.class).toBe(classes[c]);
    expect(one.recall.value).toBeCloseTo(figures[c].recall, 12);
    expect(one.recall).toMatchObject({ count: confusion[c][c], of: one.rows });
    expect(one.precision.value).toBeCloseTo(figures[c].precision, 12);
    expect(one.auc).toBeCloseTo(figures[c].auc, 12);
  });
});

it('a class without a row has no recall and no AUC, and the mean over the classes is not defined then', () => {
  const rows = {
    labels: [0, 1, 0],
    probabilities: [0.8, 0.1, 0.1, 0.3, 0.6, 0.1, 0.2, 0.7, 0.1],
    classes: 3,
  };
  const [first, , absent] = classReport(rows).byClass;
  expect(first).toMatchObject({ class: '0', rows: 2, recall: { value: 0.5 }, precision: { value: 1 } });
  expect(absent).toMatchObject({ rows: 0, recall: { value: null }, precision: { value: null }, auc: null });
  expect(computeMetrics('multiclass', ['auc_ovr'], rows).auc_ovr).toBeNaN();
});
