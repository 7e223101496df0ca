import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { readConfiguration, type Configuration } from '../../src/core/configuration.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { startEngine } from '../../src/engine/engine.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue } from '../../src/scenarios/scenario-catalogue.js';
import { tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import { ScoreCsv, type ScoreRequest, type ScoreResult } from '../../src/scoring/csv/score-csv.js';
import { openSuite } from '../../src/suite.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { trainScenario } from '../../src/training/train-scenario.js';

export const tinyId = 'test/tiny';

/** The values of one row of the tiny scenario. */
export interface TinyFeatures {
  size: number | null;
  colour: string | null;
}

/** What a scoring left on the disk. */
export interface Scored {
  result: ScoreResult;
  /** The scored file as it is. */
  text: string;
  /** Its records, by column. */
  rows: Record<string, string>[];
  header: string[];
  rejects: Record<string, string>[];
  /** Names of the files in the output's folder. */
  files: string[];
}

/** The suite over a home of its own, with the tiny scenario trained. */
export interface TinySuite {
  root: string;
  /** What a process needs to see the same scenario and model. */
  environment: Record<string, string>;
  configuration: Configuration;
  suite: INestApplicationContext;
  /** Write a file and give its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Train another version, which does not serve, and give its tag. */
  train(): Promise<string>;
  /** Score text (or bytes) through the use case, in a folder of its own. */
  score(content: string | Uint8Array, options?: Partial<ScoreRequest>): Promise<Scored>;
  predict(features: TinyFeatures): Promise<AnswerEnvelope>;
  remove(): Promise<void>;
}

/** A missing value is filled; a text that is no size and a colour that is not declared are refused. */
const scenarioText = tinyScenarioText(
  ['missing: most-frequent', 'missing: most-frequent\n    unknown: reject'],
  [
    'metrics: { primary: auc }',
    `metrics: { primary: auc }
decision:
  rule: expected-cost
  costs: { falsePositive: 1, falseNegative: 3 }
  actions: { negative: keep, positive: return }
batchDecisions:
  - rule: budget
    cost: 1
    margin: 10
    actions: { offer: visit, none: leave }`,
  ],
);

/** @param own the scenario's text and its rows where they are others than those of every test. */
export async function openTinySuite(own: { scenario?: string; csv?: string } = {}): Promise<TinySuite> {
  const root = await mkdtemp(join(tmpdir(), 'sextant-end-to-end-'));
  const scenarios = join(root, 'scenarios');
  const folder = join(scenarios, tinyId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'scenario.yaml'), own.scenario ?? scenarioText);
  await writeFile(join(folder, 'rows.csv'), own.csv ?? csvOf(tinyRows(300)));
  const environment = {
    SEXTANT_HOME: join(root, 'home'),
    SEXTANT_SCENARIOS: scenarios,
    SEXTANT_LOG_LEVEL: 'warn',
  };
  const configuration = readConfiguration(environment);
  const suite = await openSuite(configuration);
  const context = {
    datasets: suite.get(DatasetCatalogue),
    registry: suite.get(ModelRegistry),
    engine: await startEngine('wasm'),
  };
  const train = (promote?: false) =>
    trainScenario({ scenario: suite.get(ScenarioCatalogue).get(tinyId), promote }, context);
  await train();
  let count = 0;
  const file = async (name: string, content: string | Uint8Array) => {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return path;
  };
  return {
    root,
    environment,
    configuration,
    suite,
    file,
    train: async () => (await train(false)).model,
    score: async (content, options = {}) => {
      const input = await file(join('files', String(++count), 'input.csv'), content);
      const result = await suite.get(ScoreCsv).execute({ scenario: tinyId, input, workers: 1, ...options });
      return readScored(result);
    },
    predict: async (features) =>
      (await suite.get(PredictRows).execute(tinyId, { features })) as AnswerEnvelope,
    remove: async () => {
      await suite.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Read back what a scoring wrote; not for gzip. */
export async function readScored(result: ScoreResult): Promise<Scored> {
  const { output, rejects } = result.paths;
  const text = await readFile(output, 'utf8');
  const [header = [], ...records] = parse(text.replace(/^\ufeff?(?:sep=.\n)?/, ''), {
    delimiter: result.input.delimiter,
  });
  return {
    result,
    text,
    header,
    rows: records.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]]))),
    rejects:
      result.rows.rejected === 0
        ? []
        : parse<Record<string, string>>(await readFile(rejects, 'utf8'), { columns: true, bom: true }),
    files: (await readdir(dirname(output))).sort(),
  };
}
