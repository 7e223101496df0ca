import { describe, expect, it } from '@jest/globals';
import { tinySpec } from '../scenarios/scenario.fixture.js';
import { trainScenario } from './train-scenario.js';
import { csvOf, tinyHome, tinyRows } from './training.fixture.js';
import { whatDecides } from './what-decides.js';

const costly = {
  rule: 'expected-cost',
  costs: { falsePositive: 1, falseNegative: 4, review: 0.5 },
  actions: { negative: 'a', review: 'r', positive: 'b' },
};

describe('what decides', () => {
  it('is told by the report and the card: labels at the threshold, decisions, calibration, groups', async () => {
    const home = await tinyHome(tinySpec({ decision: costly }), csvOf(tinyRows(200)));
    const { report, model } = await trainScenario(home, home.context);
    const stored = JSON.parse(JSON.stringify(report)) as typeof report;
    const tables = whatDecides(stored);
    expect(tables.map(({ title }) => title)).toEqual([
      'Labels at the threshold 0.2000, to which accuracy, precision, recall and F1 belong',
      'Decisions',
      'Calibration: what was predicted beside what happened',
      'Groups of colour, at the threshold',
      'Counts and rates of colour, with 95 % intervals',
      'Too rare to compare in colour',
    ]);
    expect(tables[0].rows[0]).toEqual(['what happened', 'labelled good', 'labelled bad', 'recall']);
    // The metric and the decisions are one computation.
    expect(tables[1].summary).toContain(`Mean cost per decision ${report.metrics.cost?.value?.toFixed(4)} (`);
    expect(whatDecides(report)).toEqual(tables);
    const { files } = await home.context.registry.load(model);
    const card = Buffer.from(files.get('card.md') ?? []).toString('utf8');
    for (const { title } of tables) expect(card).toContain(`### ${title}`);
    await home.remove();
  });

  it('is told of an event about which nothing is decided, as it is stored: without the section', () => {
    const confusion = { truePositive: 1, falsePositive: 2, trueNegative: 3, falseNegative: 4 };
    const target = { threshold: 0.5, confusion, reliability: [] };
    const tables = whatDecides({ details: { targets: { liver: target } } });
    expect(tables.map(({ title }) => title)).toEqual([
      'Labels of liver at the threshold 0.5000, to which accuracy, precision, recall and F1 belong',
      'Calibration of liver: what was predicted beside what happened',
    ]);
  });

  it('has the recall of each of several classes', () => {
    const details = { classes: ['a', 'b', 'c'], confusion: [[3, 1, 0], [0, 0, 2], [0, 0, 0]] }; // prettier-ignore
    expect(whatDecides({ details })).toEqual([
      {
        title: 'Classes',
        rows: [
          ['what happened', 'predicted a', 'predicted b', 'predicted c', 'recall'],
          ['a', '3', '1', '0', '0.7500'],
          ['b', '0', '0', '2', '0.0000'],
          ['c', '0', '0', '0', '–'],
        ],
      },
    ]);
  });

  it('has the intervals of each class, where a version keeps them', () => {
    const share = (value: number | null) => ({ value, lower: value && 0.5, upper: value && 1 });
    const byClass = [
      { class: 'a', rows: 4, recall: share(0.75), precision: share(1), auc: 0.9 },
      { class: 'b', rows: 0, recall: share(null), precision: share(null), auc: null },
    ];
    const details = { classes: ['a', 'b'], confusion: [[3, 1], [0, 0]], byClass }; // prettier-ignore
    expect(whatDecides({ details })[1]).toEqual({
      title: 'Each class',
      rows: [
        ['class', 'rows', 'recall (95 % interval)', 'precision (95 % interval)', 'AUC against the rest'],
        ['a', '4', '0.7500 (0.5000 to 1.0000)', '1.0000 (0.5000 to 1.0000)', '0.9000'],
        ['b', '0', '–', '–', '–'],
      ],
    });
  });

  it('has the groups at each of several classes, and at each of several targets', () => {
    const group = { group: 'f', count: 40, baseRate: 0.5, selectionRate: 0.25, truePositiveRate: 0.5 };
    const own = {
      groups: [{ ...group, falsePositiveRate: null }],
      comparison: { demographicParityRatio: null, equalisedOddsDifference: null },
    };
    const fairness = { sex: { classes: { 'so, so': own } }, age: { targets: { left: own } } };
    expect(whatDecides({ fairness }).map(({ title, rows }) => [title, ...rows])).toEqual([
      [
        'Groups of sex, the class so, so against the rest',
        ['group', 'rows', 'happened', 'labelled so, so', 'of the so, so', 'of the others'],
        ['f', '40', '0.5000', '0.2500', '0.5000', '–'],
      ],
      [
        'Groups of age, left at the threshold',
        ['group', 'rows', 'happened', 'labelled positive', 'of the positive', 'of the negative'],
        ['f', '40', '0.5000', '0.2500', '0.5000', '–'],
      ],
    ]);
  });

  it('is nothing where a report tells nothing of it', () => {
    expect(whatDecides({ details: { interval: { covered: 0.9, halfWidth: 3 } } })).toEqual([]);
    expect(whatDecides({})).toEqual([]);
  });
});
