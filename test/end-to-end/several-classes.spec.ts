import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { threeClassesText, tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { csvOf, threeClassRows } from '../../src/training/training.fixture.js';
import { runHere } from './run-here.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

const rows = threeClassRows(300);

let tiny: TinySuite;

beforeAll(async () => {
  tiny = await openTinySuite({ scenario: tinyScenarioText(...threeClassesText), csv: csvOf(rows) });
});

afterAll(() => tiny.remove());

describe('the figures of several classes', () => {
  const head = /class +rows +recall \(95 % interval\) +precision \(95 % interval\) +AUC against the rest/;

  it('are shown by a training and by the report, each class with its rows', async () => {
    for (const command of ['train', 'evaluate']) {
      const { status, stdout } = await runHere([command, tinyId], tiny.environment);
      expect({ command, status }).toEqual({ command, status: 0 });
      expect(stdout).toContain('Each class:');
      expect(stdout).toMatch(head);
      expect(stdout).toMatch(/\nso, so +\d+ +0\.\d{4} \(0\.\d{4} to [01]\.\d{4}\)/);
    }
    const { stdout } = await runHere(['evaluate', tinyId], tiny.environment);
    expect(stdout).toMatch(/\nauc_ovr +0\.\d{4} +0\.\d{4} to [01]\.\d{4}/);
  });

  it('are those of the rows of a file, where one is judged', async () => {
    const file = await tiny.file('judged.csv', csvOf(rows.slice(0, 90)));
    const { stdout } = await runHere(['evaluate', tinyId, '--data', file, '--json'], tiny.environment);
    const { metrics, details } = JSON.parse(stdout) as {
      metrics: Record<string, unknown>;
      details: { byClass: { class: string; rows: number }[] };
    };
    expect(metrics).toHaveProperty('auc_ovr');
    const counts = ['g', 'x', 'm'].map((code) => rows.slice(0, 90).filter(({ target }) => target === code));
    expect(details.byClass.map((one) => [one.class, one.rows])).toEqual([
      ['good', counts[0].length],
      ['bad', counts[1].length],
      ['so, so', counts[2].length],
    ]);
    const shown = await runHere(['evaluate', tinyId, '--data', file], tiny.environment);
    expect(shown.stdout).toMatch(head);
  });
});
