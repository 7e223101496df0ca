import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, type Random } from '../../../src/core/random.js';
import { SextantError } from '../../../src/core/errors.js';
import { ScoreCsv, type ScoreResult } from '../../../src/scoring/csv/score-csv.js';
import { outputHeader } from '../../../src/scoring/csv/table-header.js';
import { ServedModels } from '../../../src/scoring/served-models.js';
import type { JobServer } from '../../end-to-end/jobs.fixture.js';
import { batchOf } from './csv-batch.js';
import { judgeFile, keyOf, type KnownScenario, type Outcome } from './csv-judge.js';
import { mangledTable } from './csv-mangling.js';
import { readByPython, type FileToRead } from './csv-reader.js';
import { happens, pick } from './draw.js';
import { repetition, type FuzzHome } from './fuzz-home.js';

export interface CsvFuzzing {
  seed: number;
  files: number;
  /** Number of the first file. */
  from?: number;
  /** A server that is sent every tenth file as a batch, too. */
  server?: JobServer;
}

export interface CsvFinding {
  /** Of the file. */
  number: number;
  scenario: string;
  changes: string[];
  wrong: string[];
  /** The command that scores it once more. */
  repeat?: string;
}

export interface CsvReport {
  files: number;
  /** Of the files, how many were no tables. */
  refused: number;
  rows: { input: number; scored: number; rejected: number };
  batches: number;
  findings: CsvFinding[];
}

interface Scored {
  number: number;
  scenario: string;
  changes: string[];
  bytes: Buffer;
  files: FileToRead;
  outcome: Outcome;
}

/** As many files are scored before Python is asked about them. */
const atOnce = 100;

/** Every so many-th file goes over REST, too. */
const overRest = 10;

/** Mangle tables of every scenario of the home, score them and compare with what Python reads. */
export async function fuzzCsv(
  home: FuzzHome,
  { seed, files, from = 0, server }: CsvFuzzing,
): Promise<CsvReport> {
  const folder = join(home.folder, 'mangled');
  await mkdir(folder, { recursive: true });
  const known = await knownScenarios(home, folder);
  const report: CsvReport = {
    files,
    refused: 0,
    rows: { input: 0, scored: 0, rejected: 0 },
    batches: 0,
    findings: [],
  };
  for (let first = from; first < from + files; first += atOnce) {
    const scored: Scored[] = [];
    for (let number = first; number < Math.min(first + atOnce, from + files); number++)
      scored.push(await scoreMangled(home, folder, { seed, number }));
    await judgeAll(scored, known, report);
    if (server) await compareBatches(server, scored, report);
    // Receipts lie there, too.
    await rm(folder, { recursive: true });
    await mkdir(folder);
  }
  for (const finding of report.findings)
    finding.repeat = repetition('csv', home, { seed, number: finding.number });
  return report;
}

/** The `number`-th file of a seed: the same whichever were drawn before. */
async function scoreMangled(
  home: FuzzHome,
  folder: string,
  { seed, number }: { seed: number; number: number },
): Promise<Scored> {
  const random = createRandom(seed).fork(`file ${number}`);
  const scenario = pick([...home.tables.keys()], random);
  const { bytes, changes } = mangledTable(Buffer.from(home.tables.get(scenario)!), random);
  const input = join(folder, `${number}.csv`);
  const output = join(folder, `${number}.out.csv${happens(10, random) ? '.gz' : ''}`);
  await writeFile(input, bytes);
  try {
    const result = await score(home, { scenario, input, output, blockBytes: blockBytes(random) });
    const { rows, paths } = result;
    const { delimiter } = result.input;
    const rejects = rows.rejected > 0 ? paths.rejects : null;
    return {
      number,
      scenario,
      changes,
      bytes,
      files: { input, delimiter, output, rejects },
      outcome: { rows, delimiter },
    };
  } catch (error) {
    const { message, stack } = error as Error;
    const isForeseen = error instanceof SextantError;
    const refusal = { message: isForeseen ? message : String(stack), isForeseen };
    const files = { input, delimiter: null, output: null, rejects: null };
    return { number, scenario, changes, bytes, files, outcome: { refusal } };
  }
}

/** Small blocks end anywhere in a file. */
function blockBytes(random: Random): number | undefined {
  return happens(50, random) ? 16 + random.integer(5000) : undefined;
}

function score(
  { server }: FuzzHome,
  request: { scenario: string; input: string; output: string; blockBytes?: number },
): Promise<ScoreResult> {
  return server.application.get(ScoreCsv).execute({ ...request, workers: 1 });
}

async function judgeAll(
  scored: readonly Scored[],
  known: ReadonlyMap<string, KnownScenario>,
  report: CsvReport,
): Promise<void> {
  const read = await readByPython(scored.map(({ files }) => files));
  for (const [i, { number, scenario, changes, outcome }] of scored.entries()) {
    const { rows, refusal } = outcome;
    if (refusal) report.refused++;
    for (const key of ['input', 'scored', 'rejected'] as const) report.rows[key] += rows?.[key] ?? 0;
    const wrong = judgeFile(outcome, read[i], known.get(scenario)!);
    if (wrong.length > 0) report.findings.push({ number, scenario, changes, wrong });
  }
}

/** The same files as batches: what comes out is the same to the byte. */
async function compareBatches(
  server: JobServer,
  scored: readonly Scored[],
  report: CsvReport,
): Promise<void> {
  for (const { number, scenario, changes, bytes, files, outcome } of scored) {
    if (number % overRest !== 0 || files.output?.endsWith('.gz')) continue;
    report.batches++;
    const batch = await batchOf(server, scenario, bytes);
    const wrong = [...batch.wrong];
    if (outcome.refusal && batch.output !== undefined) wrong.push('refused here, but scored as a batch');
    if (files.output && batch.output === undefined)
      wrong.push(`scored here, but as a batch ${batch.refusal}`);
    else if (files.output && batch.output !== (await readFile(files.output, 'utf8')))
      wrong.push('a batch gives another scored file');
    else if (
      files.output &&
      batch.rejects !== (files.rejects ? await readFile(files.rejects, 'utf8') : undefined)
    )
      wrong.push('a batch gives other rejects');
    if (wrong.length > 0)
      report.findings.push({ number, scenario, changes: [...changes, 'as a batch'], wrong });
  }
}

async function knownScenarios(home: FuzzHome, folder: string): Promise<Map<string, KnownScenario>> {
  const known = new Map<string, KnownScenario>();
  for (const [scenario, text] of home.tables) {
    const served = await home.server.application.get(ServedModels).get(scenario);
    const { columns: specs } = served.scenario.spec;
    const columns = specs.map(({ name }) => name);
    const needed = specs.filter(({ optional }) => optional !== true).map(({ name }) => name);
    const added = outputHeader([], served);
    const answers = home.isAlone(scenario) ? await answersOf(home, folder, { scenario, text }) : new Map();
    known.set(scenario, { columns, needed, added, answers });
  }
  return known;
}

/** The answers to the rows of a table that nothing was done to. */
async function answersOf(
  home: FuzzHome,
  folder: string,
  { scenario, text }: { scenario: string; text: string },
): Promise<Map<string, string[]>> {
  const input = join(folder, `known.${scenario.replace('/', '.')}.csv`);
  const output = join(folder, `known.${scenario.replace('/', '.')}.out.csv`);
  await writeFile(input, text);
  const { rows } = await score(home, { scenario, input, output });
  if (rows.rejected > 0) throw new Error(`${rows.rejected} sample rows of ${scenario} are rejected.`);
  const [read] = await readByPython([{ input, delimiter: ',', output, rejects: null }]);
  const { header, records = [], output: written } = read;
  if (!header || !written || written.fault !== undefined) throw new Error(`Python cannot read ${scenario}.`);
  const { names } = header;
  return new Map(
    records.map(({ cells }, i) => [keyOf(names, cells), written.rows[i + 1].slice(names.length)]),
  );
}
