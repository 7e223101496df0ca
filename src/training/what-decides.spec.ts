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

  it('is nothing where a report tells nothing of it', () => {
    expect(whatDecides({ details: { interval: { covered: 0.9, halfWidth: 3 } } })).toEqual([]);
    expect(whatDecides({})).toEqual([]);
  });
});
