import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { createRandom } from '../core/random.js';
import type { AnswerEnvelope } from '../learning/answer.js';
import { RowPredictor } from '../learning/rows/open/row-predictor.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { parseScenario } from '../scenarios/load-scenarios.js';
import { tinyHome, type TinyHome } from '../training/training.fixture.js';
import { trainScenario } from '../training/train-scenario.js';
import { ScoreCsv } from './csv/score-csv.js';
import { PredictRows } from './predict-rows.js';
import type { ServedModels } from './served-models.js';
import { Turns } from './turns.js';

const text = `id: test/towns
title: Towns
question: How many people?
data: { file: rows.csv }
columns:
  - { name: town, kind: identifier, meaning: Where, missing: reject }
  - { name: year, kind: numeric, role: time, meaning: When }
  - { name: people, kind: numeric, meaning: How many, transform: log1p }
derived:
  - { name: growth, expression: "where(is_missing(lag(people, 1)), 0, log(people) - log(lag(people, 1)))", meaning: Growth }
target: { name: people, kind: numeric, meaning: How many, transform: log1p }
task:
  name: forecast
  options:
    { group: town, order: year, step: 1, window: 3, leastHistory: 5, history: [people, growth], horizons: [1, 4], differences: true, levels: [0.8, 0.9], trend: 3 }
model: { architecture: spatial-temporal, options: { hidden: 8, layers: 1, fromLast: false } }
training: { epochs: 25, batchSize: 32, optimiser: { name: adamw, learningRate: 0.005 } }
split: { method: time, column: year, test: 0.3, validation: { fraction: 0.3 } }
metrics: { primary: mape }
`;

interface Row {
  town: string;
  year: number;
  people: number;
}

/** Towns of very different size, each with a growth of its own. */
function townRows(towns: number, years: number): Row[] {
  const random = createRandom(7);
  return Array.from({ length: towns }, (_, town) => {
    const rate = 0.04 * random.next();
    let people = Math.exp(4 + 10 * random.next());
    return Array.from({ length: years }, (_row, year): Row => {
      people *= Math.exp(rate + 0.002 * random.normal());
      return { town: `t${town}`, year: 2000 + year, people };
    });
  }).flat();
}

const grown = (town: string, first: number, years: number): Row[] =>
  Array.from({ length: years }, (_, year) => ({ town, year: 2000 + year, people: first * 1.03 ** year }));

const csvOf = (rows: readonly Row[]): string =>
  ['town,year,people', ...rows.map(({ town, year, people }) => `${town},${year},${people}`)].join('\n') +
  '\n';

describe('many short series, learnt as differences', () => {
  let home: TinyHome;
  let served: RowPredictor;
  let folder: string;
  let predict: PredictRows;
  let score: ScoreCsv;

  beforeAll(async () => {
    home = await tinyHome(parseScenario(text, 'scenario.yaml'), csvOf(townRows(30, 30)));
    await trainScenario({ scenario: home.scenario }, home.context);
    const { loaded } = await home.context.registry.loadChampion('test/towns');
    served = RowPredictor.load(home.scenario, loaded);
    folder = await mkdtemp(join(tmpdir(), 'sextant-towns-'));
    const models = {
      get: () => Promise.resolve(served),
      use: (_: string, work: (one: RowPredictor) => unknown) => work(served),
    } as unknown as ServedModels;
    const configuration = readConfiguration({});
    predict = new PredictRows(models, configuration, new Turns(), new OperationEvents());
    score = new ScoreCsv(models, configuration);
  });
  afterAll(async () => {
    served.dispose();
    await home.remove();
    await rm(folder, { recursive: true });
  });

  const ask = async (body: unknown) => (await predict.execute('test/towns', body)) as AnswerEnvelope;
  const valueOf = async (rows: readonly Row[]) => (await ask({ history: rows })).prediction.horizons ?? [];

  it('carry on the growth of a series that was not there in training, whatever its size', async () => {
    for (const first of [300, 3e6]) {
      const rows = grown('new', first, 8);
      const last = rows[7].people;
      const [next, later] = await valueOf(rows);
      expect(next.value / last).toBeGreaterThan(1.015);
      expect(next.value / last).toBeLessThan(1.045);
      expect(later.value / last).toBeGreaterThan(1.06);
      expect(later.value / last).toBeLessThan(1.2);
      const width = ({ interval: [low, high] = [0, 0] }: typeof next) => (high - low) / last;
      expect(width(later)).toBeGreaterThan(width(next));
    }
    const { applicability } = await ask({ history: grown('new', 5000, 8) });
    expect(applicability).toEqual({ in_domain: true, warnings: [] });
  });

  it('are refused where they are too short, with what was expected', async () => {
    const error = {
      message: 'A series is too short to say what comes next.',
      details: [
        {
          pointer: '/history/3/year',
          expected: 'at least 5 rows of its series up to it, itself among them',
          received: '4',
        },
      ],
    };
    await expect(ask({ history: grown('new', 5000, 4) })).rejects.toMatchObject(error);
    await expect(ask({ features: grown('new', 5000, 1)[0] })).rejects.toMatchObject({
      details: [{ pointer: '/features/year', received: '1' }],
    });
    await expect(ask({ rows: grown('new', 5000, 6) })).rejects.toMatchObject({
      details: [0, 1, 2, 3].map((row) => ({ pointer: `/rows/${row}/year`, received: String(row + 1) })),
    });
  });

  it('leave the lines of a file that come too early to the rejects, however it is cut into blocks', async () => {
    const rows = [...grown('a', 5000, 9), ...grown('b', 90, 3), ...grown('c', 7e5, 8)];
    const [next] = await valueOf(rows.slice(0, 9));
    const outputs = await Promise.all(
      [undefined, 60].map(async (blockBytes) => {
        const input = join(folder, `towns-${blockBytes ?? 'whole'}.csv`);
        await writeFile(input, csvOf(rows));
        await score.execute({ scenario: 'test/towns', input, blockBytes });
        const text = async (what: string) =>
          (await readFile(join(folder, `towns-${blockBytes ?? 'whole'}.csv.${what}.csv`), 'utf8'))
            .trim()
            .split('\n');
        return { scored: await text('scored'), rejects: await text('scored.rejects') };
      }),
    );
    const [{ scored, rejects }, inBlocks] = outputs;
    expect(inBlocks).toEqual({ scored, rejects });
    expect(scored).toHaveLength(1 + 5 + 4);
    expect(rejects).toHaveLength(1 + 4 + 3 + 4);
    expect(rejects[1]).toContain('at least 5 rows of its series up to it');
    expect(scored[0]).toContain('value_1,lower_1,upper_1,lower_80_1,upper_80_1,value_4');
    expect(scored[5]).toContain(`,${next.value},`);
  });
});
