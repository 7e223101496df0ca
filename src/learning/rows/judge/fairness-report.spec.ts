import { describe, expect, it } from '@jest/globals';
import { groupReport, type GroupReport } from '../../../evaluation/fairness/index.js';
import type { ScoredRows } from '../../scored-rows.js';
import { fairnessReport } from './fairness-report.js';

const groups = ['f', 'm', 'f', 'm', 'f', 'm'];
const sensitive = new Map([['sex', groups]]);

describe('groups under a model', () => {
  it('of several classes are compared by each class against the rest', () => {
    const scored: ScoredRows = {
      kind: 'multiclass',
      predictions: {
        labels: [0, 0, 1, 1, 2, 2],
        probabilities: [
          ...[0.8, 0.1, 0.1, 0.3, 0.6, 0.1, 0.2, 0.7, 0.1],
          ...[0.1, 0.6, 0.3, 0.6, 0.2, 0.2, 0.1, 0.1, 0.8],
        ],
        classes: 3,
        names: ['a', 'b', 'c'],
      },
    };
    const report = fairnessReport(scored, { sensitive }) as Record<
      string,
      { classes: Record<string, GroupReport> }
    >;
    const { classes } = report.sex;
    expect(Object.keys(classes)).toEqual(['a', 'b', 'c']);
    // Of the class a that of f was predicted as it, that of m was not; one c of f was taken for it.
    expect(classes.a.groups).toMatchObject([
      { group: 'f', count: 3, selectionRate: 2 / 3, truePositiveRate: 1, falsePositiveRate: 0.5 },
      { group: 'm', count: 3, selectionRate: 0, truePositiveRate: 0, falsePositiveRate: 0 },
    ]);
    expect(classes.c.groups.map(({ truePositiveRate }) => truePositiveRate)).toEqual([0, 1]);
  });

  it('of several targets are compared at each, by the rows of which it is known', () => {
    const predictions = { labels: [1, 0, 1], probabilities: [0.9, 0.2, 0.4] };
    const scored: ScoredRows = {
      kind: 'multilabel',
      predictions: {
        count: 6,
        targets: [
          { name: 'left', rows: Int32Array.of(0, 1, 4), predictions },
          {
            name: 'none',
            rows: new Int32Array(),
            predictions: { labels: [], probabilities: [] },
          },
        ],
      },
    };
    const own = groupReport({ ...predictions, decisions: [1, 0, 0], groups: ['f', 'm', 'f'] });
    expect(fairnessReport(scored, { sensitive })).toEqual({ sex: { targets: { left: own } } });
  });

  it('are not compared where the answers are numbers, or nothing is sensitive', () => {
    const numbers: ScoredRows = { kind: 'regression', predictions: { actual: [1], predicted: [1] } };
    expect(fairnessReport(numbers, { sensitive })).toBeUndefined();
    const event: ScoredRows = { kind: 'binary', predictions: { labels: [1], probabilities: [1] } };
    expect(fairnessReport(event, { sensitive: new Map() })).toBeUndefined();
  });
});
