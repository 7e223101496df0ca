import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import { addsUp } from '../../../../explanation/explanation.js';
import { parseScenario } from '../../../../scenarios/load-scenarios.js';
import { readRows } from '../../../../scoring/predict-rows.js';
import { trainScenario } from '../../../../training/train-scenario.js';
import { tinyHome, type TinyHome } from '../../../../training/training.fixture.js';
import { stepGroups } from '../../examples/window-parts.js';
import { RowPredictor } from '../../open/row-predictor.js';
import { referenceWindowsFile } from './reference-windows.js';

/** What comes next is three times what the push was four steps before. */
const specification = `id: test/lag
title: { en: A, zh: 一 }
question: { en: What?, zh: 何？ }
data: { file: rows.csv }
columns:
  - { name: at, kind: numeric, meaning: { en: Step, zh: 步 }, missing: reject }
  - { name: push, kind: numeric, meaning: { en: Push, zh: 推力 }, missing: median }
  - { name: noise, kind: numeric, meaning: { en: Noise, zh: 噪声 }, missing: median }
  - { name: y, kind: numeric, meaning: { en: Place, zh: 位置 }, unit: m, missing: median }
target: { name: y, kind: numeric, meaning: { en: Place, zh: 位置 }, unit: m }
task: { name: forecast, options: { order: at, step: 1, window: 8, history: [y, push, noise], horizons: [1, 2] } }
model: { architecture: spatial-temporal, options: { hidden: 32, layers: 1, dropout: 0, fromLast: false } }
training: { epochs: 60, batchSize: 64, optimiser: { name: adam, learningRate: 0.005 } }
split: { method: time, column: at, validation: { fraction: 0.2 } }
metrics: { primary: mae }
sensitive: [noise]
`;

const lag = 4;

function rowsOf(count: number) {
  const random = createRandom(3);
  const push = Array.from({ length: count }, () => random.normal());
  return push.map((own, at) => ({
    at,
    push: own,
    noise: random.normal(),
    y: 3 * (push[at - lag - 1] ?? 0) + 0.05 * random.normal(),
  }));
}

describe('the reasons of a forecast of which one step of one column alone decides', () => {
  let home: TinyHome;
  let served: RowPredictor;
  const rows = rowsOf(1200);
  const explain = (last: number) => {
    const table = readRows(served, rows.slice(last - 19, last + 1), (row) => `/${row}`);
    return served.reasons!.explain(table, Int32Array.of(table.rows - 1))[0];
  };

  beforeAll(async () => {
    const csv = `at,push,noise,y\n${rows.map(({ at, push, noise, y }) => [at, push, noise, y].join(',')).join('\n')}\n`;
    home = await tinyHome(parseScenario(specification, 'scenario.yaml'), csv);
    await trainScenario({ scenario: home.scenario }, home.context);
    const { loaded } = await home.context.registry.loadChampion('test/lag');
    served = RowPredictor.load(home.scenario, loaded);
  }, 120_000);
  afterAll(async () => {
    served.dispose();
    await home.remove();
  });

  it('name these steps, with as much as the mechanism has there', () => {
    for (const last of [1100, 1120, 1150]) {
      const { figures, evaluations } = explain(last);
      const [{ reasons, base, unit, quantity }] = figures;
      expect([unit, quantity]).toEqual(['m', 'the forecast for 1']);
      expect(reasons[0]).toMatchObject({ feature: 'push', steps: { from: 3, to: 5 } });
      const truth = 3 * rows[last - lag].push;
      expect(Math.abs(reasons[0].contribution + base - truth)).toBeLessThan(0.25 * Math.abs(truth) + 0.5);
      const others = reasons.slice(1).reduce((sum, { contribution }) => sum + Math.abs(contribution), 0);
      expect(others).toBeLessThan(0.5 * Math.abs(reasons[0].contribution) + 0.5);
      expect(reasons[0].text).toMatch(
        /^Push, 3 to 5 steps before: \S+ on average (raises|lowers) the forecast for 1 by [\d.]+ m$/,
      );
      for (const figure of figures) expect(addsUp(figure)).toBe(true);
      expect(evaluations).toBe(32 * (1 + 3 * stepGroups(8, 3).length + 1));
    }
  });

  it('are of the row alone: whatever else the table holds, the same bits', () => {
    const table = readRows(served, rows.slice(1000, 1101), (row) => `/${row}`);
    expect(served.reasons!.explain(table, Int32Array.of(99))[0]).toEqual(
      served.reasons!.explain(
        table.take(Int32Array.from({ length: 20 }, (_, i) => 80 + i)),
        Int32Array.of(19),
      )[0],
    );
  });

  it('never name a sensitive column, which an auditor is told of', () => {
    const [{ reasons, sensitive = [] }] = explain(1100).figures;
    expect(reasons.map(({ feature }) => feature)).not.toContain('noise');
    expect(new Set(sensitive.map(({ feature }) => feature))).toEqual(new Set(['noise']));
  });

  it('are none of a version without reference windows', async () => {
    const { loaded } = await home.context.registry.loadChampion('test/lag');
    const files = new Map([...loaded.files].filter(([name]) => name !== referenceWindowsFile));
    const older = RowPredictor.load(home.scenario, { ...loaded, files });
    expect(older.reasons).toBeUndefined();
    older.dispose();
  });
});
