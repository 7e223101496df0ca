import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelledError, InvalidInputError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { TrainRequest } from './train-scenario.js';
import {
  csvOf,
  filesOf,
  jsonOf,
  numericRows,
  tinyRows,
  TinyHomes,
  train,
  type TinyHome,
  type TinyRow,
} from './training.fixture.js';

const homes = new TinyHomes();

afterEach(() => homes.remove());

const homeOf = (spec: ScenarioSpec, csv: string) => homes.open(spec, csv);

const rows = tinyRows(120);
const synthetic = tinySpec({ data: { file: 'rows.csv', synthetic: true } });

describe('a trained scenario', () => {
  it('is published whole, with where it comes from', async () => {
    const home = await homeOf(tinySpec(), csvOf(rows));
    const result = await train(home, { seed: 5 });
    expect(result).toMatchObject({ model: 'test/tiny@1', promoted: true });
    const files = await filesOf(home);
    expect([...files.keys()].sort()).toEqual([
      'card.md',
      'model.json',
      'outputs.json',
      'plot.svg',
      'preparation.json',
      'profile.json',
      'references.json',
      'report.json',
      'weights.bin',
    ]);
    expect(Buffer.from(files.get('card.md') ?? '').toString()).toContain(
      '64 of the rows to learn from are kept in the version as they are',
    );
    const { manifest } = await home.context.registry.load('test/tiny@1');
    expect(manifest).toMatchObject({
      scenario: 'test/tiny',
      specHash: home.scenario.specHash,
      dataHash: sha256(csvOf(rows)),
      data: 'file',
      seed: 5,
      splitSeed: home.scenario.spec.seed,
      engine: 'wasm',
      headline: result.headline,
    });
    expect(Object.keys(manifest.libraries as object)).toEqual(
      expect.arrayContaining(['node', '@tensorflow/tfjs', 'danfojs-node', 'csv-parse']),
    );
    expect(jsonOf(files, 'report.json')).toEqual(JSON.parse(JSON.stringify(result.report)));
    expect(result.report.data).toMatchObject({ name: 'rows.csv', rows: 120, rejected: 0 });
  });

  it('is measured on rows held out, beside its baseline and a model that knows nothing', async () => {
    const { report, headline } = await train(await homeOf(tinySpec(), csvOf(rows)));
    expect(report.rows).toEqual({ development: 96, test: 24 });
    expect(headline).toEqual({ metric: 'auc', rows: 24, data: 'file', ...report.metrics.auc });
    expect(report.candidates.map(({ architecture }) => architecture)).toEqual(['mlp', 'linear']);
    expect(report.constant.auc).toBe(0.5);
    const { value, lower, upper } = headline;
    expect(Number(lower)).toBeLessThanOrEqual(Number(value));
    expect(Number(upper)).toBeGreaterThanOrEqual(Number(value));
    expect(report.candidates.find((c) => c.architecture === report.served.architecture)?.test.auc).toBe(
      value,
    );
    expect(Object.keys(report.fairness as object)).toEqual(['colour']);
  });

  it('has a picture where it predicts a number', async () => {
    const home = await homeOf(tinySpec({ ...numericTarget }), csvOf(numericRows(100), 'price'));
    const { report } = await train(home);
    const svg = (await filesOf(home)).get('plot.svg')?.toString('utf8') ?? '';
    expect(svg.match(/<circle /g)).toHaveLength(20);
    expect(svg).toContain('actual price (CNY)');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    // Groups of fewer than 30 rows are listed, and nothing is said of them.
    expect(report.fairness).toMatchObject({ colour: { numbers: { groups: [] } } });
  });

  it('leaves no tensor behind', async () => {
    const home = await homeOf(tinySpec(), csvOf(rows));
    const before = home.context.engine.tensorCount();
    await train(home);
    expect(home.context.engine.tensorCount()).toBe(before);
  });

  it('has the derived columns and the section of its plug-in', async () => {
    const square = { name: 'square', expression: 'size * size', meaning: { en: 'a', zh: 'b' } };
    const derived = [{ ...square, kind: 'numeric' as const, missing: 'median' as const }];
    const home = await homeOf(tinySpec({ derived }), csvOf(rows));
    home.scenario.plugin = {
      report: ({ linear, training, columns, prepare }) => ({
        rows: training.rows,
        declared: columns.map(({ name }) => name),
        width: prepare(training).width,
        weights: linear?.weights.map(({ feature }) => feature.name),
      }),
    };
    const { report } = await train(home);
    const plugin = report.plugin as { rows: number; declared: string[]; width: number; weights: string[] };
    expect(plugin.rows).toBe(96);
    expect(plugin.declared).toEqual(['size', 'colour']);
    expect(plugin.weights).toContain('square');
    expect(plugin.weights).toHaveLength(plugin.width);
  });
});

describe('the choice between the network and its baseline', () => {
  const crossed: TinyRow[] = tinyRows(400).map((row) => {
    const bad = Number(row.size) > 5 === (row.colour === 'b');
    return { ...row, target: bad ? 'x' : 'g' };
  });

  it('falls on the baseline when the network loses, and the report says so', async () => {
    const crippled = { epochs: 1, optimiser: { name: 'sgd', learningRate: 1e-9 } };
    const spec = tinySpec({ training: crippled, model: { architecture: 'mlp', options: { hidden: [1] } } });
    const home = await homeOf(spec, csvOf(tinyRows(200)));
    const { report } = await train(home);
    expect(report.served.architecture).toBe('linear');
    expect(report.served.reason).toMatch(/^highest auc .*\(mlp 0\.\d{4}, linear 0\.\d{4}\)$/);
    expect(jsonOf(await filesOf(home), 'model.json')).toMatchObject({
      architecture: 'linear',
      link: 'sigmoid',
    });
  });

  it('falls on the network where the answer is not linear', async () => {
    const training = { epochs: 150, batchSize: 32, optimiser: { name: 'adam', learningRate: 0.02 } };
    const spec = tinySpec({ training, model: { architecture: 'mlp', options: { hidden: [16] } } });
    const home = await homeOf(spec, csvOf(crossed));
    const { report } = await train(home);
    const [network, baseline] = report.candidates;
    expect(Number(network.validation)).toBeGreaterThan(0.9);
    expect(Number(baseline.validation)).toBeLessThan(0.7);
    expect(report.served.architecture).toBe('mlp');
    expect(jsonOf(await filesOf(home), 'model.json')).toMatchObject({ architecture: 'mlp' });
  });

  it('falls on the smaller error where less is better', async () => {
    const spec = tinySpec({ ...numericTarget, training: { epochs: 1 } });
    const { report } = await train(await homeOf(spec, csvOf(numericRows(200), 'price')));
    const [network, baseline] = report.candidates;
    expect(Number(network.validation)).toBeGreaterThan(Number(baseline.validation));
    expect(report.served).toMatchObject({ architecture: 'linear' });
    expect(report.served.reason).toMatch(/^lowest rmse/);
  });

  it('is none where the network is the linear model', async () => {
    const spec = tinySpec({ model: { architecture: 'linear', options: {} } });
    const { report } = await train(await homeOf(spec, csvOf(rows)));
    expect(report.candidates).toHaveLength(1);
    expect(report.served.reason).toBe('linear is the only candidate');
  });
});

describe('whether a version serves', () => {
  const championOf = async ({ context }: TinyHome) => (await context.registry.champion('test/tiny'))?.version;

  it('it does not when it was asked not to', async () => {
    const home = await homeOf(tinySpec(), csvOf(rows));
    expect(await train(home, { promote: false })).toMatchObject({
      promoted: false,
      promotion: 'asked not to',
    });
    expect(await championOf(home)).toBeUndefined();
    expect(await home.context.registry.versions('test/tiny')).toEqual([1]);
  });

  it.each<[string, ScenarioSpec, string, string]>([
    ['below', tinySpec({ metrics: { primary: 'auc', floor: 1.01 } }), csvOf(rows), 'auc'],
    [
      'above',
      tinySpec({ ...numericTarget, metrics: { primary: 'rmse', floor: 1e-6 } }),
      csvOf(numericRows(100), 'price'),
      'rmse',
    ],
  ])('it does not when its figure is %s the floor, and the champion stays', async (_, spec, csv, metric) => {
    const home = await homeOf({ ...spec, metrics: { primary: spec.metrics.primary } }, csv);
    await train(home);
    home.scenario.spec = spec;
    const { promoted, promotion } = await train(home);
    expect(promoted).toBe(false);
    expect(promotion).toMatch(new RegExp(`^${metric} \\d+\\.\\d{4} misses the floor`));
    expect(await championOf(home)).toBe(1);
    expect(await home.context.registry.versions('test/tiny')).toEqual([1, 2]);
  });

  it('it does when it just reaches the floor', async () => {
    const home = await homeOf(tinySpec(), csvOf(rows));
    const { headline } = await train(home);
    home.scenario.spec = tinySpec({ metrics: { primary: 'auc', floor: Number(headline.value) } });
    expect((await train(home)).promoted).toBe(true);
  });

  it('it does not when it would put the synthetic sample in the place of real rows', async () => {
    const home = await homeOf(synthetic, csvOf(rows));
    const real = await home.write('real.csv', csvOf(tinyRows(120, 2)));
    const steps: [Partial<TrainRequest>, boolean][] = [
      [{}, true],
      [{}, true],
      [{ file: real }, true],
      [{}, false],
      [{ file: real }, true],
    ];
    for (const [request, promoted] of steps) expect((await train(home, request)).promoted).toBe(promoted);
    expect(await championOf(home)).toBe(5);
    const { promotion, headline } = await train(home);
    expect(headline.data).toBe('synthetic-sample');
    expect(promotion).toBe('the champion was trained on real data, this version on the synthetic sample');
  });
});

describe('a training that fails', () => {
  async function published(home: TinyHome): Promise<number[]> {
    return home.context.registry.versions('test/tiny');
  }

  it.each(['mlp', 'linear'])(
    'when it is cancelled in the %s publishes nothing and frees all',
    async (where) => {
      const home = await homeOf(tinySpec(), csvOf(rows));
      const before = home.context.engine.tensorCount();
      const controller = new AbortController();
      const training = train(home, {
        signal: controller.signal,
        onProgress: ({ architecture }) => {
          if (architecture === where) controller.abort();
        },
      });
      await expect(training).rejects.toThrow(CancelledError);
      expect(await published(home)).toEqual([]);
      expect(home.context.engine.tensorCount()).toBe(before);
    },
  );

  it('when it is cancelled behind its last epoch publishes nothing', async () => {
    const home = await homeOf(tinySpec(), csvOf(rows));
    const controller = new AbortController();
    home.scenario.plugin = { report: () => controller.abort() };
    await expect(train(home, { signal: controller.signal })).rejects.toThrow(CancelledError);
    expect(await published(home)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a column is missing', 'size,class\n1,x\n2,g\n', 'rows.csv: columns are missing'],
    ['most rows cannot be read', csvOf(rows.map((row) => ({ ...row, size: 'big' }))), '120 of 120 rows'],
    ['there is no row', csvOf([]), 'there are no rows: expected at least one row below the header'],
    ['a class has no row', csvOf(rows.map((row) => ({ ...row, target: 'g' }))), 'A class has no row'],
    ['a record is not well formed', `${csvOf(rows)}1,2,3,4\n`, 'records that are not well formed'],
  ])('because %s says so and publishes nothing', async (_, csv, message) => {
    const home = await homeOf(tinySpec(), csv);
    const training = train(home);
    await expect(training).rejects.toThrow(InvalidInputError);
    await expect(training).rejects.toThrow(message);
    expect(await published(home)).toEqual([]);
  });

  it('names line, column and value of the first rows that cannot be read', async () => {
    const home = await homeOf(tinySpec(), 'size,colour,class\nbig,b,x\n1,b,y\n');
    await expect(train(home)).rejects.toMatchObject({
      details: [
        { line: 2, row: 1, column: 'size', received: '"big"' },
        { line: 3, row: 2, column: 'class', received: '"y"' },
      ],
    });
  });
});
