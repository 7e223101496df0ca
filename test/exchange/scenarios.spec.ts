import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../src/core/configuration.js';
import { sha256 } from '../../src/core/files/files.js';
import { createRandom } from '../../src/core/random.js';
import { exportVersion } from '../../src/exchange/export-version.js';
import { interfaceSchema } from '../../src/exchange/interface.js';
import { openVersion } from '../../src/learning/index.js';
import type { Predictor } from '../../src/learning/predictor.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue } from '../../src/scenarios/scenario-catalogue.js';
import { openSuite } from '../../src/suite.js';
import { readObjects } from '../../src/tables/reading/rows.js';
import type { Table } from '../../src/tables/table.js';
import { trainQuickly } from '../quick-training.fixture.js';
import { generatedRow } from './generated-rows.js';
import { prepareRows, type TableRow } from './prepare-rows.js';
import {
  askOnnx,
  askTfjs,
  hasOnnxRuntime,
  largestDifference,
  needsOnnxRuntime,
  sideBySide,
  type GraphFile,
} from './runtimes.fixture.js';

const exported = [
  'basics/linear-regression',
  'education/student-outcome',
  'finance/credit-rating',
  'finance/credit-scoring',
  'manufacturing/concrete-mix',
  'manufacturing/failure-prediction',
  'manufacturing/production-optimisation',
  'manufacturing/supply-chain',
  'medical/disease-risk',
  'retail/purchase-intent',
];

const refused = {
  'city/hourly-traffic': 'An answer is read from the rows before its row, too.',
  'education/exam-grading': 'becomes features cannot be written down as data.',
  'education/personalised-learning': 'It reads all answers of a learner',
  'finance/market-risk': 'It simulates what a portfolio loses',
  'medical/drug-properties': 'becomes features cannot be written down as data.',
  'medical/personalised-treatment': 'It weighs several networks against each other',
  'retail/product-recommendation': 'It ranks products',
};

let home: string;
let suite: INestApplicationContext;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-exports-'));
  suite = await openSuite(readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' }));
});
afterAll(async () => {
  await suite.close();
  await rm(home, { recursive: true, force: true });
});

async function trained(id: string) {
  await trainQuickly({ suite, home }, id);
  const scenario = suite.get(ScenarioCatalogue).get(id);
  const { loaded: version } = await suite.get(ModelRegistry).loadChampion(id);
  return { scenario, version };
}

/** Rows of the example and 40 made of it, as the suite reads them. */
async function rowsOf({ scenario }: Predictor): Promise<Table> {
  const text = await readFile(join(scenario.folder, 'examples/predict.json'), 'utf8');
  const { features, rows = [features] } = JSON.parse(text) as { features?: object; rows?: object[] };
  const [example] = rows as Record<string, unknown>[];
  const random = createRandom(5);
  const made = Array.from({ length: 40 }, () => generatedRow(example, scenario.spec.columns, random));
  return readObjects(scenario.spec.columns, [...rows, ...made], 0).table;
}

function tableRows(table: Table): TableRow[] {
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(table.names.map((name) => [name, table.column(name)[row]])),
  );
}

describe('a version as one graph', () => {
  for (const id of exported) {
    it(`says of ${id} what is served, in TensorFlow.js${hasOnnxRuntime ? ' and onnxruntime' : needsOnnxRuntime}`, async () => {
      const { scenario, version } = await trained(id);
      const folders = { tfjs: join(home, 'out', id, 'tfjs'), onnx: join(home, 'out', id, 'onnx') };
      for (const format of ['tfjs', 'onnx'] as const)
        await exportVersion({ scenario, version, format, out: folders[format] });
      const told = interfaceSchema.parse(
        JSON.parse(await readFile(join(folders.tfjs, 'interface.json'), 'utf8')),
      );
      const predictor = await openVersion(scenario, version);
      const table = await rowsOf(predictor);
      expect(table.rows).toBeGreaterThan(10);
      const served = predictor.figures(table);
      const features = prepareRows(tableRows(predictor.derive(table)), told.preparation);
      expect(largestDifference(features, predictor.portable().asked(table).features)).toBeLessThan(1e-6);
      predictor.dispose();

      const { rows } = table;
      const { width } = told.input;
      const file = JSON.parse(await readFile(join(folders.tfjs, 'model.json'), 'utf8')) as GraphFile;
      const weights = await readFile(join(folders.tfjs, 'weights.bin'));
      const outputs = await askTfjs(file, weights, tf.tensor2d(features, [rows, width]));
      const { figures } = told.answers;
      expect(figures.reduce((sum, one) => sum + one.width, 0)).toBe(served.width);
      expect(new Set(served.values).size).toBeGreaterThan(5);
      expect(largestDifference(sideBySide(outputs, figures, rows), served.values)).toBeLessThan(1e-5);
      if (!hasOnnxRuntime) return;
      const others = await askOnnx(join(folders.onnx, 'model.onnx'), { rows, width, features });
      expect(largestDifference(sideBySide(others, figures, rows), served.values)).toBeLessThan(1e-5);
    });
  }

  it('is a folder whose files are listed, with examples', async () => {
    const { scenario, version } = await trained('finance/credit-scoring');
    const out = join(home, 'listed');
    await exportVersion({ scenario, version, format: 'onnx', out });
    const names = (await readdir(out)).sort();
    expect(names).toEqual([
      'README.md',
      'SHA256SUMS',
      'card.md',
      'examples.json',
      'interface.json',
      'model.onnx',
    ]);
    const sums = (await readFile(join(out, 'SHA256SUMS'), 'utf8')).trim().split('\n');
    expect(sums).toHaveLength(names.length - 1);
    for (const line of sums) {
      const [digest, name] = line.split('  ');
      expect(sha256(await readFile(join(out, name)))).toBe(digest);
    }
    const examples = JSON.parse(await readFile(join(out, 'examples.json'), 'utf8')) as Record<
      string,
      unknown[]
    >;
    expect(examples.rows).toHaveLength(examples.figures.length);
    await expect(exportVersion({ scenario, version, format: 'onnx', out })).rejects.toThrow('exists already');
  });

  for (const [id, reason] of Object.entries(refused)) {
    it(`is refused for ${id}, in words, and nothing is left`, async () => {
      const { scenario, version } = await trained(id);
      const out = join(home, 'refused', id);
      await expect(exportVersion({ scenario, version, format: 'tfjs', out })).rejects.toThrow(reason);
      expect(await readdir(join(out, '..'))).toEqual([]);
    });
  }
});
