import { describe, expect, it } from '@jest/globals';
import { binaryRows } from '../reference.fixture.js';
import { groupReport } from './index.js';

const { labels, probabilities } = binaryRows();
const decisions = probabilities.map((p) => Number(p >= 0.5));
const groups = labels.map((_, i) => ['x', 'y', 'z'][i % 3]);

describe('groupReport', () => {
  // The figures: scikit-learn 1.9.1, printed by test/reference/metrics.py.
  it('agrees with scikit-learn on each group', () => {
    const report = groupReport({ labels, probabilities, decisions, groups }, { minimumCount: 20 });
    const close = (value: number) => expect.closeTo(value, 12) as unknown;
    expect(report.groups).toEqual([
      {
        group: 'x',
        count: 20,
        small: false,
        baseRate: close(0.4),
        meanProbability: close(0.5325),
        auc: close(0.7395833333333334),
        selectionRate: close(0.6),
        truePositiveRate: close(0.75),
        falsePositiveRate: close(0.5),
      },
      {
        group: 'y',
        count: 20,
        small: false,
        baseRate: close(0.7),
        meanProbability: close(0.535),
        auc: close(0.6369047619047619),
        selectionRate: close(0.5),
        truePositiveRate: close(0.5),
        falsePositiveRate: close(0.5),
      },
      {
        group: 'z',
        count: 20,
        small: false,
        baseRate: close(0.55),
        meanProbability: close(0.37),
        auc: close(0.7626262626262625),
        selectionRate: close(0.35),
        truePositiveRate: close(0.5454545454545454),
        falsePositiveRate: close(0.1111111111111111),
      },
    ]);
    expect(report.comparison).toEqual({
      comparedGroups: ['x', 'y', 'z'],
      demographicParityRatio: close(0.35 / 0.6),
      demographicParityDifference: close(0.25),
      equalOpportunityDifference: close(0.25),
      equalisedOddsDifference: close(0.5 - 1 / 9),
    });
  });

  it('flags small groups and compares without them', () => {
    const renamed = groups.map((group, i) => (i < 2 ? 'few' : group === 'z' ? 'y' : group));
    const report = groupReport({ labels, probabilities, decisions, groups: renamed }, { minimumCount: 15 });
    expect(report.groups.map(({ group, small }) => [group, small])).toEqual([
      ['few', true],
      ['x', false],
      ['y', false],
    ]);
    expect(report.comparison.comparedGroups).toEqual(['x', 'y']);
    const all = groupReport({ labels, probabilities, decisions, groups }, { minimumCount: 21 });
    expect(all.groups.every((group) => group.small)).toBe(true);
    expect(
      Object.values(all.comparison)
        .filter((value) => typeof value === 'number')
        .every(Number.isNaN),
    ).toBe(true);
  });

  it('leaves undefined figures undefined and out of the comparison', () => {
    const report = groupReport(
      {
        labels: [1, 0, 0, 0, 1, 0],
        probabilities: [0.9, 0.1, 0.2, 0.3, 0.8, 0.7],
        decisions: [1, 0, 0, 0, 0, 1],
        groups: 'aabbcc',
      },
      { minimumCount: 2 },
    );
    expect(report.groups[1]).toMatchObject({
      group: 'b',
      auc: NaN,
      truePositiveRate: NaN,
      falsePositiveRate: 0,
    });
    expect(report.comparison).toMatchObject({ demographicParityRatio: 0, equalOpportunityDifference: 1 });
  });

  it('refuses ragged input and decisions other than 0 and 1', () => {
    const input = { labels, probabilities, decisions, groups };
    expect(() => groupReport({ ...input, groups: ['x'] })).toThrow(/groups must have 60 elements, but has 1/);
    expect(() => groupReport({ ...input, decisions: probabilities })).toThrow(/decisions\[/);
  });
});
