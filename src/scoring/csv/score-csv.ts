import { access } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../core/configuration.js';
import { CancelledError, NotFoundError } from '../../core/errors.js';
import { CONFIGURATION } from '../../core/tokens.js';
import {
  ChangedInputError,
  openCsv,
  type CsvBlock,
  type CsvSource,
  type InputMark,
} from '../../csv/source.js';
import type { ColumnMap } from '../../tables/reading/column-positions.js';
import { CsvOutput } from '../../csv/csv-output.js';
import { runningEngine, startEngine } from '../../engine/engine.js';
import type { Predictor } from '../../learning/predictor.js';
import { ServedModels } from '../served-models.js';
import { refuseFilesOfOthers } from './earlier-run.js';
import { holdingOutputs } from './held-outputs.js';
import { outputPaths, refuseOverwrite, type OutputPaths } from './output-paths.js';
import { outputHeads } from './output-head.js';
import { composeReceipt, receiptText, type Receipt } from './receipt.js';
import { findProgress, type Asked } from './progress-file.js';
import { samplingOf } from './sampled-blocks.js';
import { scoreBlocks } from './score-blocks.js';
import { ScoredFiles } from './scored-files.js';
import { threadCount, type WorkerPool } from './worker-pool.js';
import { checkHeader, checkResultOptions, expectedColumns, type ResultOptions } from './table-header.js';

export interface ScoreRequest extends ResultOptions {
  scenario: string;
  /** Absent: the champion. */
  version?: number;
  /** Path of the CSV file, or `-` for standard input. */
  input: string;
  /** Default: the input's name and `.scored.csv`. */
  output?: string;
  /** Absent: found out from the header. */
  delimiter?: string;
  /** Of the input, by a name of the WHATWG encoding standard; absent: UTF-8. */
  encoding?: string;
  /** Columns of the input that are declared ones under another name. */
  map?: ColumnMap;
  /** Threads that score, this one among them; default: the number of cores. Small files are scored in this one alone. */
  workers?: number;
  /** The other threads where they are started already, as many as `workers` says; whoever started them ends them. */
  pool?: WorkerPool;
  /** About how many bytes are scored together; no answer depends on it. */
  blockBytes?: number;
  onProgress?: (progress: ScoreProgress) => void;
  signal?: AbortSignal;
}

export interface ScoreProgress {
  rows: number;
  bytes: number;
  /** What of it a killed run before this one had done; the seconds are this run's alone. */
  before: { rows: number; bytes: number };
  bytesTotal?: number;
  seconds: number;
}

export interface ScoreResult extends Receipt {
  paths: OutputPaths;
}

/** Blocks of about 1,000 rows: small enough for the processor's cache and for flat memory, large enough to predict at full speed. */
const defaultBlockBytes = 128 * 1024;

/** How far the scoring is, is noted after so many bytes of input and, as a note takes some milliseconds, so long after the one before. */
const progressBytes = 1024 * 1024;
const progressMilliseconds = 250;

/**
 * Score a CSV file of any size in constant memory. Rows that cannot be scored go to `OUT.rejects.csv` with line, column, reason
 * and original text; `OUT.receipt.json` accounts for every row. All three get their names only when complete.
 */
@Injectable()
export class ScoreCsv {
  constructor(
    private readonly models: ServedModels,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Where a killed run of the same command left its progress, this one goes on from there; the files come out the same to the byte.
   * @throws InvalidInputError when the file cannot be scored as a whole; nothing appears then.
   * @throws ConflictError when another process writes the same files, or files are in the way that are of no earlier run.
   */
  async execute(request: ScoreRequest): Promise<ScoreResult> {
    const started = performance.now();
    const paths = outputPaths(request.input, request.output);
    await refuseOverwrite(request.input, paths);
    await startEngine();
    return this.models.use(request, async (served) => {
      checkResultOptions(served, request);
      await requireInput(request.input);
      const run = { request, paths, served, started };
      return holdingOutputs(paths, async () => {
        await refuseFilesOfOthers(paths, request.output !== undefined);
        return this.read(run, true).catch((error: unknown) => {
          // Another input than the killed run's under the same name.
          if (!(error instanceof ChangedInputError)) throw error;
          return this.read({ ...run, request: { ...request, pool: undefined } }, false);
        });
      });
    });
  }

  /** @throws ChangedInputError when it would go on with outputs of another input; they are removed then. */
  private async read(run: Asking, goOn: boolean): Promise<ScoreResult> {
    const { paths, served } = run;
    const source = await openSource(run);
    let reading = source;
    try {
      const { positions, mapped } = checkHeader(source, served, run.request.map);
      const asked = { ...askedOf(run, source), mapped };
      const left = goOn && mayGoOn(source, served) ? await findProgress(paths, asked) : undefined;
      const kept = left && (await ScoredFiles.goOn(paths, left));
      if (left && kept) {
        await source.close();
        reading = await openSource(run, left.progress.input).catch(async (error: unknown) => {
          await kept.discard();
          throw error;
        });
      }
      const files = kept ?? (await ScoredFiles.begin(paths, outputHeads(source, served, run.request)));
      return await this.score({ ...run, source: reading, asked, positions }, files);
    } finally {
      await reading.close();
    }
  }

  private async score(run: Run, files: ScoredFiles): Promise<ScoreResult> {
    const { request, served, source, positions } = run;
    try {
      const asked = request.pool ? request.pool.size + 1 : request.workers;
      const workers = workerCount(served, asked, source.bytesTotal);
      const scored = scoreBlocks(blocksAfter(source, files.before.rows), {
        served,
        format: {
          layout: source.layout,
          positions,
          sampling: samplingOf(served, source.bytesTotal),
          ...resultOptions(request),
        },
        workers,
        configuration: this.configuration,
        pool: workers > 1 ? request.pool : undefined,
      });
      const keeper = progressKeeper(run, files);
      for await (const block of scored) {
        refuseCancelled(request.signal);
        await files.add(block);
        await keeper.after();
        request.onProgress?.(progressOf(files, run));
      }
      // Who pressed Ctrl+C has often ended the program that writes the standard input, too.
      refuseCancelled(request.signal);
      return await finish(run, files, workers);
    } catch (error) {
      await files.discard();
      refuseCancelled(request.signal);
      throw error;
    }
  }
}

/** A scoring that is asked for. */
interface Asking {
  request: ScoreRequest;
  paths: OutputPaths;
  served: Predictor;
  started: number;
}

/** A scoring whose input is open. */
interface Run extends Asking {
  source: CsvSource;
  asked: Asked;
  positions: number[];
}

/** Without it nothing is to be made where the outputs would stand. */
export async function requireInput(input: string): Promise<void> {
  if (input === '-') return;
  await access(input).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new NotFoundError(`There is no file ${input}.`, { cause });
  });
}

function openSource({ request, served }: Asking, begins?: InputMark): Promise<CsvSource> {
  const { delimiter, encoding, map, blockBytes = blockBytesFor(served), signal } = request;
  const expected = { expectedColumns: expectedColumns(served, map) };
  return openCsv(request.input, { delimiter, encoding, ...expected, blockBytes, signal, begins });
}

function askedOf(
  { request, served }: Asking,
  { delimiter, encoding, header }: CsvSource,
): Omit<Asked, 'mapped'> {
  const { blockBytes = blockBytesFor(served), scenario } = request;
  const read = { delimiter, encoding, header: [...header] };
  return { ...resultOptions(request), scenario, model: served.tag, blockBytes, ...read };
}

function resultOptions({
  warnings = false,
  probabilities = false,
  reasons = 0,
  language = 'en',
}: ResultOptions) {
  return { warnings, probabilities, reasons, language };
}

/**
 * The blocks behind so many records.
 * @throws ChangedInputError when no block begins there.
 */
async function* blocksAfter(source: CsvSource, records: number): AsyncGenerator<CsvBlock, void> {
  let index = 0;
  for await (const block of source.blocks()) {
    if (block.firstRecord + block.records <= records) continue;
    if (block.firstRecord < records)
      throw new ChangedInputError(`${source.name} has changed: it is cut into other blocks than before.`);
    yield { ...block, index: index++ };
  }
}

/** What comes through a pipe cannot be asked for again, and what was read with its past cannot be read without it. */
function mayGoOn({ bytesTotal }: CsvSource, { history }: Predictor): boolean {
  return bytesTotal !== undefined && !history;
}

/** Keeps the progress now and then. */
function progressKeeper({ asked, source, served }: Run, files: ScoredFiles) {
  const isKept = files.canGoOn && mayGoOn(source, served);
  let next = source.bytesRead() + progressBytes;
  let noted = 0;
  return {
    async after(): Promise<void> {
      const now = performance.now();
      if (!isKept || source.bytesRead() < next || now < noted + progressMilliseconds) return;
      next = source.bytesRead() + progressBytes;
      noted = now;
      await files.keepProgress({ asked, input: source.mark() });
    },
  };
}

/** Everything is made ready before the first file gets its name. */
async function finish(
  { request, paths, served, source, asked, started }: Run,
  files: ScoredFiles,
  workers: number,
): Promise<ScoreResult> {
  const { output, rejects, totals } = files;
  checkAccounts(files, source);
  const outputFile = await output.seal();
  const rejectsFile = totals.rejected > 0 ? await rejects.seal() : undefined;
  const receipt = composeReceipt({
    served,
    source,
    paths,
    outputFile,
    rejectsFile,
    totals,
    mapped: asked.mapped,
    ...resultOptions(request),
    recordsBefore: files.before.rows,
    workers,
    engine: runningEngine()?.name ?? 'none',
    seconds: (performance.now() - started) / 1000,
  });
  const receiptFile = await CsvOutput.create(paths.receipt, { alone: true, mode: output.mode });
  try {
    await receiptFile.write(receiptText(receipt));
    await receiptFile.seal();
    await files.publish(receiptFile);
  } finally {
    await Promise.all([receiptFile.discard(), rejects.discard()]);
  }
  return { ...receipt, paths };
}

/** @throws ChangedInputError when what a killed run left does not fit: the scoring begins anew then. */
function checkAccounts({ totals: { scored, rejected }, before }: ScoredFiles, source: CsvSource): void {
  const { records } = source.counts();
  if (scored + rejected === records) return;
  const words = `${records} records were read but ${scored + rejected} accounted for; nothing was written.`;
  throw before.rows > 0 ? new ChangedInputError(words) : new Error(words);
}

export function refuseCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) throw new CancelledError('Scoring was cancelled; nothing was written.');
}

/** With each block the rows kept from before are prepared again, so there should be few blocks. */
export function blockBytesFor({ history }: Predictor): number {
  return history ? 8 * defaultBlockBytes : defaultBlockBytes;
}

/** Rows that are read with those before them are scored one block after the other, by one thread. */
export function workerCount({ history }: Predictor, asked: number | undefined, bytesTotal?: number): number {
  return history ? 1 : threadCount(asked, bytesTotal);
}

function progressOf({ totals, before }: ScoredFiles, { source, started }: Run): ScoreProgress {
  return {
    rows: totals.scored + totals.rejected,
    bytes: source.bytesRead(),
    before,
    bytesTotal: source.bytesTotal,
    seconds: (performance.now() - started) / 1000,
  };
}
