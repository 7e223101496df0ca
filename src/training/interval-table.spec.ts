import { afterEach, describe, expect, it } from '@jest/globals';
import { createRandom } from '../core/random.js';
import type { IntervalFigures } from '../evaluation/conformal/index.js';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { csvOf, tinyHome, type TinyHome, type TinyRow } from './training.fixture.js';
import { trainScenario } from './train-scenario.js';
import { whatDecides } from './what-decides.js';

let home: TinyHome | undefined;
afterEach(() => home?.remove());

/** 20 x size with noise of a tenth of that and more, so that it grows with what is predicted. */
function noisyRows(count: number): TinyRow[] {
  const random = createRandom(12);
  return Array.from({ length: count }, () => {
    const size = 10 * random.next();
    const price = 20 * size + (1 + 2 * size) * random.normal();
    return { size: size.toFixed(3), colour: random.next() < 0.5 ? 'b' : 'r', target: price.toFixed(3) };
  });
}

async function trained(changes: Partial<ScenarioSpec>) {
  const spec = tinySpec({
    ...numericTarget,
    model: { architecture: 'linear', options: {} },
    training: { epochs: 60, batchSize: 128, optimiser: { name: 'adam', learningRate: 0.05 } },
    split: { method: 'random', test: 0.4, validation: { folds: 2 } },
    ...changes,
  });
  home = await tinyHome(spec, csvOf(noisyRows(4000), 'price'));
  const { report, model } = await trainScenario(home, home.context);
  const { files } = await home.context.registry.load(model);
  const card = Buffer.from(files.get('card.md') ?? []).toString('utf8');
  return { report, card, interval: (report.details as { interval: IntervalFigures }).interval };
}

describe('the intervals of a scenario whose noise grows with the prediction', () => {
  it('hold too few of the high values where all have one width, which report and card show', async () => {
    const { interval, card, report } = await trained({});
    const [low, , high] = interval.thirds ?? [];
    expect(low.covered).toBeGreaterThan(0.98);
    expect(high.covered).toBeLessThan(0.82);
    const [table] = whatDecides(JSON.parse(JSON.stringify(report)) as typeof report);
    expect(table.title).toBe('Intervals, which are meant to hold 90 % of cases');
    expect(table.rows.map(([, rows]) => rows)).toEqual(['rows', '533', '533', '534', '1600']);
    expect(table.rows[3].slice(2)).toEqual([high.covered.toFixed(4), high.medianWidth.toFixed(4)]);
    expect(card).toContain(`### ${table.title}`);
    expect(card).toContain(
      `| all | 1600 | ${interval.covered.toFixed(4)} | ${interval.medianWidth.toFixed(4)} |`,
    );
  });

  it('hold what they are meant to where widths are by case', async () => {
    const { covered, thirds = [] } = (await trained({ intervals: 'by-case' })).interval;
    expect(Math.abs(covered - 0.9)).toBeLessThan(0.03);
    for (const third of thirds) expect(Math.abs(third.covered - 0.9)).toBeLessThan(0.08);
    expect(thirds[2].medianWidth / thirds[0].medianWidth).toBeGreaterThan(2);
  });
});

describe('the tables of intervals', () => {
  const figures = { rows: 30, covered: 0.9, medianWidth: 2, score: 3 };
  const thirds = [1, 2, 3].map((at) => ({
    from: at,
    to: at + 1,
    rows: 10,
    covered: at / 10,
    medianWidth: at,
  }));

  it('are one for each of several targets', () => {
    const own = { interval: { coverage: 0.9, ...figures } };
    const tables = whatDecides({ details: { targets: { a: own, b: own } } });
    expect(tables.map(({ title }) => title)).toEqual([
      'Intervals of a, which are meant to hold 90 % of cases',
      'Intervals of b, which are meant to hold 90 % of cases',
    ]);
    expect(tables[0].rows.at(-1)).toEqual(['all', '30', '0.9000', '2.0000']);
  });

  it('have a line for each horizon of a forecast', () => {
    const horizons = ['1h', '2h'].map((horizon) => {
      const interval = { coverage: 0.9, ...figures, ...(horizon === '1h' && { thirds }) };
      return { horizon, rows: 30, mae: 1, baselines: {}, interval };
    });
    expect(whatDecides({ details: { horizons } }).at(-1)?.rows).toEqual([
      ['horizon', 'inside', 'median width', 'inside: low forecasts', 'middle', 'high'],
      ['1h', '0.9000', '2.0000', '0.1000', '0.2000', '0.3000'],
      ['2h', '0.9000', '2.0000', '–', '–', '–'],
    ]);
  });
});
