import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../src/core/files/files.js';
import { shippedDatasets } from '../../src/core/paths.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { csvOf, rowsOfSample } from './requests.js';
import type { TrainedScenario } from './trained-scenario.js';

/** What one scenario gives. */
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
  /** What its training entered of danfo. */
  danfo: string[];
}

export async function recordOf(one: TrainedScenario, example: unknown): Promise<GoldenRecord> {
  const { files } = await one.suite.get(ModelRegistry).load(one.trained.model);
  return {
    metrics: Object.fromEntries(
      Object.entries(one.trained.report.metrics).map(([name, { value }]) => [name, value]),
    ),
    weights: sha256(files.get('weights.bin') ?? ''),
    example: digestsOf(await scored(one, 'example.csv', csvOf(example))),
    sample: digestsOf(await scored(one, 'sample.csv', await rowsOfSample(one.scenario, shippedDatasets))),
    endpoints: await endpointsOf(one, example),
    danfo: one.danfo,
  };
}

/** The texts that a CSV is scored to, and what is said with them. @param blockBytes absent: as large as they are usually. */
export async function scored(
  { suite, scenario, home }: TrainedScenario,
  name: string,
  csv: string,
  blockBytes?: number,
) {
  const input = join(home, name);
  await writeFile(input, csv);
  const { paths, notice } = await suite
    .get(ScoreCsv)
    .execute({ scenario: scenario.spec.id, input, blockBytes });
  const text = (path: string) => readFile(path, 'utf8').catch(() => '');
  return { scored: await text(paths.output), rejected: await text(paths.rejects), notice };
}

function digestsOf({ scored: rows, rejected }: { scored: string; rejected: string }) {
  return { scored: sha256(rows), rejected: sha256(rejected) };
}

async function endpointsOf(one: TrainedScenario, example: unknown): Promise<Record<string, string>> {
  const answers = Object.entries(await endpointAnswers(one, example));
  return Object.fromEntries(answers.map(([name, answer]) => [name, sha256(JSON.stringify(answer))]));
}

/** What each endpoint of the industry answers to its own example, under `POST name`. */
export async function endpointAnswers(
  { suite, scenario: { spec, plugin } }: TrainedScenario,
  example: unknown,
): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const { name, method, example: body = example } of plugin.endpoints ?? []) {
    const asked = { name, method, body: method === 'GET' ? undefined : body };
    answers[`${method} ${name}`] = await suite.get(AskEndpoint).execute(spec.id, asked);
  }
  return answers;
}
