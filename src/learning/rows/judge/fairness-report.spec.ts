import { describe, expect, it } from '@jest/globals';
import { compareGroups, groupReport, type GroupReport } from '../../../evaluation/fairness/index.js';
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
    const rows = { ...predictions, decisions: [1, 0, 0], groups: ['f', 'm', 'f'] };
    const own = { ...groupReport(rows), ...compareGroups(rows) };
    expect(fairnessReport(scored, { sensitive })).toEqual({ sex: { targets: { left: own } } });
  });

  it('of a number are compared by how far it is from what happens', () => {
    const actual = Array.from({ length: 80 }, (_, row) => row % 4);
    const predicted = actual.map((value, row) => value - (row % 2 === 0 ? 0.5 : 0));
    const scored: ScoredRows = { kind: 'regression', predictions: { actual, predicted } };
    const sexes = actual.map((_, row) => (row % 2 === 0 ? 'f' : 'm'));
    const report = fairnessReport(scored, { sensitive: new Map([['sex', sexes]]) });
    expect(report).toMatchObject({
      sex: {
        numbers: {
          reference: 'f',
          groups: [
            { group: 'f', count: 40, meanResidual: { value: 0.5 }, residualDifference: null },
            { group: 'm', count: 40, meanResidual: { value: 0 }, residualDifference: { value: -0.5 } },
          ],
          notEstimable: [],
        },
      },
    });
  });

  it('of two columns together are compared where two crossings have 30 rows, and listed where they have fewer', () => {
    const rows = Array.from({ length: 130 }, (_, row) => row);
    const sex = rows.map((row) => (row < 65 ? 'f' : 'm'));
    const age = rows.map((row) => (row % 65 < 35 ? 'old' : row % 65 < 64 ? 'young' : 'unknown'));
    const home = rows.map((row) => (row === 0 ? 'none' : 'some'));
    const scored: ScoredRows = {
      kind: 'binary',
      predictions: { labels: rows.map((row) => row % 2), probabilities: rows.map((row) => (row % 3) / 3) },
    };
    const sensitive = new Map(Object.entries({ sex, age, home }));
    const report = fairnessReport(scored, { sensitive });
    const columns = report as Record<string, { reference: string; notEstimable: { group: string }[] }>;
    expect(Object.keys(columns)).toEqual(['sex', 'age', 'home', 'sex × age', 'sex × home', 'age × home']);
    expect(columns['sex × age'].reference).toBe('f × old');
    expect(columns['sex × age'].notEstimable.map(({ group }) => group)).toEqual([
      'f × unknown',
      'f × young',
      'm × unknown',
      'm × young',
    ]);
  });

  it('are not compared where nothing is sensitive, or the answer is a list', () => {
    const event: ScoredRows = { kind: 'binary', predictions: { labels: [1], probabilities: [1] } };
    expect(fairnessReport(event, { sensitive: new Map() })).toBeUndefined();
    const list: ScoredRows = { kind: 'ranking', predictions: { ranks: [], items: 1 } as never };
    expect(fairnessReport(list, { sensitive })).toBeUndefined();
  });
});
