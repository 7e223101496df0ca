import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot, shippedDatasets, shippedScenarios } from '../core/paths.js';
import { profileSchema } from '../tables/profile/profile-schema.js';
import { columnPositions } from '../tables/reading/column-positions.js';
import { openCsv } from '../csv/source.js';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { importDataset } from '../datasets/import-dataset.js';
import { startEngine } from '../engine/engine.js';
import { tf } from '../engine/tf.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { loadScenarios } from '../scenarios/load-scenarios.js';
import { scenarioOf } from '../scenarios/scenario.fixture.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { AnswerEnvelope } from '../learning/answer.js';
import { answerTable } from '../scoring/answer-rows.js';
import { createBlockScorer } from '../scoring/csv/score-block.js';
import { readRows } from '../scoring/predict-rows.js';
import { openVersion } from '../learning/index.js';
import type { Predictor } from '../learning/predictor.js';
import { realDataFolder } from '../../test/real-data.js';
import type { TrainContext, TrainResult } from './train-request.js';
import { trainScenario } from './train-scenario.js';
import { evaluateRatingFold } from '../learning/interactions/judge/evaluate-fold.js';
import { loadInteractions } from '../learning/interactions/load/load-interactions.js';

const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

const shipped = await loadScenarios([shippedScenarios, join(projectRoot, 'bench', 'scenarios')]);

/** A scenario that trains quickly: closed forms only. */
function quick(id: string, change: Partial<Scenario['spec']> = {}): Scenario {
  const found = shipped.find(({ spec }) => spec.id === id);
  if (!found) throw new Error(`There is no scenario ${id}.`);
  const beside = found.spec.model.beside
    ?.filter(({ architecture }) => architecture !== 'two-tower')
    .slice(0, 1);
  return scenarioOf(
    { ...found.spec, model: { ...found.spec.model, ...(beside ? { beside } : {}) }, ...change },
    found.folder,
  );
}

let home: string;
let context: TrainContext;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-recommend-'));
  context = {
    datasets: new DatasetCatalogue([shippedDatasets], home),
    registry: new ModelRegistry(home),
    engine: await startEngine('wasm'),
  };
});
afterAll(() => rm(home, { recursive: true, force: true }));

const serve = async (scenario: Scenario, model: string): Promise<Predictor> =>
  await openVersion(scenario, await context.registry.load(model));

function predict(served: Predictor, ...rows: unknown[]): AnswerEnvelope[] {
  return answerTable(
    served,
    readRows(served, rows, (row) => `/rows/${row}`),
    { newId: () => 'id' },
  );
}

describe('training on interactions', () => {
  const scenario = quick('retail/product-recommendation');
  let result: TrainResult;
  let served: Predictor;
  beforeAll(async () => {
    result = await trainScenario({ scenario }, context);
    served = await serve(scenario, result.model);
  });
  afterAll(() => served.dispose());

  it('beats popularity on what was held out, reports both, and serves', () => {
    const { report, headline, promoted } = result;
    expect(promoted).toBe(true);
    expect(headline).toMatchObject({ metric: 'ndcg_10', data: 'synthetic-sample' });
    expect(headline.value).toBeGreaterThan((report.constant.ndcg_10 ?? 1) + 0.05);
    expect(report.candidates.map(({ architecture }) => architecture)).toEqual([
      'item-autoencoder',
      'item-autoencoder-2',
      'popularity',
      'item-cosine',
    ]);
    expect(report.details).toMatchObject({ ties: 'count against the model', products: 150 });
  });

  it('says what the ratings were like that it learnt from, and names no customer and no product', async () => {
    const { files } = await context.registry.load(result.model);
    const text = new TextDecoder().decode(files.get('profile.json'));
    const { columns, rowsPer } = profileSchema.parse(JSON.parse(text));
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['user', 'counts'],
      ['item', 'counts'],
      ['rating', 'number'],
      ['timestamp', 'number'],
      ['title', 'counts'],
    ]);
    expect(rowsPer.map(({ name, count }) => [name, count])).toEqual([
      ['user', columns[0].distinct],
      ['item', columns[1].distinct],
    ]);
  });

  it('answers its example', async () => {
    const text = await readFile(join(scenario.folder, 'examples', 'predict.json'), 'utf8');
    const { features } = JSON.parse(text) as { features: { k: number } };
    const [{ prediction, applicability }] = predict(served, features);
    expect(prediction.items).toHaveLength(features.k);
    expect(prediction.items?.[0]).toMatchObject({
      title: expect.any(String),
      reason: { text: expect.any(String) },
    });
    expect(applicability.in_domain).toBe(true);
  });

  it('never shows what a customer rated, held out or not', async () => {
    const { interactions } = await loadInteractions(scenario, context.datasets);
    for (const customer of [0, 1, 2, 50]) {
      const [{ prediction }] = predict(served, { customer: interactions.customers[customer], k: 100 });
      const shown = new Set(prediction.items?.map(({ item }) => item));
      const rated = interactions.item.filter((_, row) => interactions.customer[row] === customer);
      expect([...rated].filter((item) => shown.has(interactions.items[item].id))).toEqual([]);
    }
  });

  it('gives a row the same answer alone, among others, and in a CSV', async () => {
    const rows = [
      { customer: '3', k: 4 },
      { liked: ['12', '40'], k: 3, diversity: 0.5 },
      { customer: 'nobody' },
    ];
    const together = predict(served, ...rows);
    rows.forEach((row, i) => expect(predict(served, row)[0]).toEqual(together[i]));
    const path = join(home, 'requests.csv');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path, 'customer,liked,k,diversity\n3,,4,\n,12|40,3,0.5\nnobody,,,\n');
    const columns = scenario.spec.columns;
    const source = await openCsv(path, {
      expectedColumns: columns.map(({ name }) => name),
      blockBytes: 4096,
    });
    const format = { layout: source.layout, positions: columnPositions(columns, source.header, path) };
    const score = createBlockScorer(served, format);
    const lines: string[] = [];
    for await (const block of source.blocks()) {
      lines.push(...new TextDecoder().decode(score(block).output).trimEnd().split('\n'));
    }
    await source.close();
    together.forEach(({ prediction: { items = [] } }, i) => {
      const cells = lines[i].split(',').slice(4);
      const ids = items.map(({ item }) => item);
      expect(cells).toEqual([
        ids[0],
        ids.join('|'),
        items.map(({ score: value }) => value).join('|'),
        served.tag,
      ]);
    });
  });

  it('answers the endpoints of its industry: similar products and ratings', () => {
    const { recommender } = served.abilities((rows) => readRows(served, rows, () => '/features'));
    const similar = recommender?.similar('12', 5);
    expect(similar?.similar).toHaveLength(5);
    expect(similar?.similar[0].similarity).toBeGreaterThanOrEqual(similar?.similar[4].similarity ?? 1);
    expect(similar?.similar.every(({ item }) => item !== '12')).toBe(true);
    expect(recommender?.rate('3', '12').rating).toBeGreaterThanOrEqual(1);
    expect(() => recommender?.rate('3', 'no such film')).toThrow('known product');
    expect(() => recommender?.similar('no such film', 3)).toThrow('no such product');
    expect(recommender?.recommend({ liked: ['12'], k: 2 })).toHaveLength(2);
  });

  it('trains the same from the same seed and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const again = await trainScenario({ scenario }, context);
    expect(tf.memory().numTensors).toBe(before);
    expect(again.headline).toEqual(result.headline);
    const files = await Promise.all(
      [result, again].map(async ({ model }) => (await context.registry.load(model)).files),
    );
    for (const name of ['model.json', 'weights.bin', 'preparation.json']) {
      expect(files[1].get(name)).toEqual(files[0].get(name));
    }
  });

  it('can be cancelled, and publishes nothing then', async () => {
    const signal = AbortSignal.abort();
    const versions = await context.registry.versions(scenario.spec.id);
    await expect(trainScenario({ scenario, signal }, context)).rejects.toThrow(/[Cc]ancelled/);
    expect(await context.registry.versions(scenario.spec.id)).toEqual(versions);
  });

  it('keeps no customer in the artefact when told so', async () => {
    const { interactions } = scenario.spec;
    if (!interactions) throw new Error('no interactions');
    const spec = {
      ...scenario.spec,
      id: 'test/private',
      interactions: { ...interactions, keepHistories: false },
    };
    const without = scenarioOf(spec, scenario.folder);
    const { model } = await trainScenario({ scenario: without }, context);
    const loaded = await context.registry.load(model);
    const state = JSON.parse(new TextDecoder().decode(loaded.files.get('preparation.json'))) as Record<
      string,
      unknown
    >;
    expect(state.histories).toBeNull();
    expect(state.ratings).toBeNull();
    const open = await openVersion(without, loaded);
    expect(predict(open, { liked: ['12'], k: 3 })[0].prediction.items).toHaveLength(3);
    open.dispose();
  });
});

describe('a division that a dataset brings', () => {
  it('is the test: the held-out product among the given others', async () => {
    const scenario = quick('retail/artist-ranking');
    const { report, headline } = await trainScenario({ scenario }, context);
    expect(headline.rows).toBe(60);
    expect(report.details).toMatchObject({ protocol: expect.stringContaining('among 60') });
  });
});

describe('a rating', () => {
  const scenario = quick('retail/movie-rating', {
    training: { epochs: 15, batchSize: 512, optimiser: { name: 'adam', learningRate: 0.01 } },
    split: { method: 'random', test: 0.2, validation: { fraction: 0.2 } },
  });

  it('is predicted better than by the mean, with an interval, for one pair a row', async () => {
    const { report, headline, model } = await trainScenario({ scenario }, context);
    expect(headline.metric).toBe('rmse');
    expect(headline.value).toBeLessThan((report.constant.rmse ?? 0) - 0.03);
    const served = await serve(scenario, model);
    const [known, unknown] = predict(served, { customer: '3', item: '12' }, { customer: 'x', item: '12' });
    expect(known.prediction.value).toBeGreaterThanOrEqual(1);
    expect(known.prediction.interval?.[0]).toBeLessThanOrEqual(known.prediction.value ?? 0);
    expect(known.applicability.in_domain).toBe(true);
    expect(unknown.applicability.warnings[0]).toMatchObject({ column: 'customer' });
    served.dispose();
  });

  it('is evaluated over folds without learning from the fold', async () => {
    const loaded = await loadInteractions(scenario, context.datasets);
    const folds = Int32Array.from({ length: loaded.source.rows }, (_, row) => row % 5);
    const result = await evaluateRatingFold(scenario, loaded, {
      seed: scenario.spec.seed,
      repeat: 0,
      fold: 2,
      folds,
      metric: 'rmse',
    });
    expect(result.value).toBeGreaterThan(0.3);
    expect(result.value).toBeLessThan(1);
  });
});

describe('real baskets', () => {
  withRealData(`teach a closed form more than popularity${note}`, async () => {
    const datasets = new DatasetCatalogue([shippedDatasets], join(home, 'real'));
    await importDataset(datasets, join(String(real), 'retail', 'groceries'));
    const scenario = quick('retail/grocery-baskets');
    const { report, headline } = await trainScenario({ scenario }, { ...context, datasets });
    expect(report.data.kind).toBe('original');
    expect(headline.value).toBeGreaterThan((report.constant.ndcg_10 ?? 1) + 0.01);
  });
});
