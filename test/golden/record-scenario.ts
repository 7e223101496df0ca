import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfiguration } from '../../src/core/configuration.js';
import { sha256 } from '../../src/core/files/files.js';
import { shippedDatasets } from '../../src/core/paths.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { startEngine } from '../../src/engine/engine.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { openSuite } from '../../src/suite.js';
import { trainScenario } from '../../src/training/train-scenario.js';
import { csvOf, rowsOfSample } from './requests.js';

/** What one scenario gives, trained on its sample with its own seed. */
export interface GoldenRecord {
  /** Figures of the report, compared with a tolerance. */
  metrics: Record<string, number | null>;
  /** sha256 of the champion's weights. */
  weights: string;
  /** sha256 of the scored rows and of the rejected ones. */
  example: { scored: string; rejected: string };
  sample: { scored: string; rejected: string };
  /** sha256 of the answer of each endpoint of the industry to its own example, as JSON. */
  endpoints: Record<string, string>;
}

/** Train a shipped scenario in a home of its own and record what comes out. */
export async function recordScenario(id: string): Promise<GoldenRecord> {
  const home = await mkdtemp(join(tmpdir(), 'sextant-golden-'));
  const suite = await openSuite(
    readConfiguration({ SEXTANT_HOME: home, SEXTANT_ENGINE: 'wasm', SEXTANT_LOG_LEVEL: 'silent' }),
  );
  try {
    return await recordIn(suite, home, suite.get(ScenarioCatalogue).get(id));
  } finally {
    await suite.close();
    await rm(home, { recursive: true, force: true });
  }
}

async function recordIn(
  suite: INestApplicationContext,
  home: string,
  scenario: Scenario,
): Promise<GoldenRecord> {
  const engine = await startEngine('wasm');
  const registry = suite.get(ModelRegistry);
  const { model, report } = await trainScenario(
    { scenario },
    { datasets: suite.get(DatasetCatalogue), registry, engine },
  );
  const { files } = await registry.load(model);
  const example: unknown = JSON.parse(
    await readFile(join(scenario.folder, 'examples', 'predict.json'), 'utf8'),
  );
  const score = (name: string, csv: string) => scoreText(suite, scenario.spec.id, join(home, name), csv);
  return {
    metrics: Object.fromEntries(Object.entries(report.metrics).map(([name, { value }]) => [name, value])),
    weights: sha256(files.get('weights.bin') ?? ''),
    example: await score('example.csv', csvOf(example)),
    sample: await score('sample.csv', await rowsOfSample(scenario, shippedDatasets)),
    endpoints: await endpointsOf(suite, scenario, example),
  };
}

async function scoreText(suite: INestApplicationContext, scenario: string, input: string, csv: string) {
  await writeFile(input, csv);
  const { paths } = await suite.get(ScoreCsv).execute({ scenario, input });
  const digest = async (path: string) => sha256(await readFile(path).catch(() => ''));
  return { scored: await digest(paths.output), rejected: await digest(paths.rejects) };
}

async function endpointsOf(suite: INestApplicationContext, { spec, plugin }: Scenario, example: unknown) {
  const digests: Record<string, string> = {};
  for (const { name, method, example: body = example } of plugin.endpoints ?? []) {
    const asked = { name, method, body: method === 'GET' ? undefined : body };
    const answer = await suite.get(AskEndpoint).execute(spec.id, asked);
    digests[`${method} ${name}`] = sha256(JSON.stringify(answer));
  }
  return digests;
}
