import { availableParallelism } from 'node:os';
import { rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../core/configuration.js';
import { CancelledError, InvalidInputError, shown } from '../../core/errors.js';
import { CONFIGURATION } from '../../core/tokens.js';
import { columnPositions } from '../../data/csv/column-positions.js';
import { openCsv, type CsvSource } from '../../data/csv/source.js';
import { CsvOutput } from '../../data/csv/csv-output.js';
import { formatRow } from '../../data/csv/writer.js';
import { runningEngine, startEngine } from '../../engine/engine.js';
import type { Served } from '../served.js';
import { ServedModels } from '../served-models.js';
import { outputPaths, refuseOverwrite, type OutputPaths } from './output-paths.js';
import { composeReceipt, receiptText, type Receipt, type Totals } from './receipt.js';
import { rejectColumns, type ScoredBlock } from './score-block.js';
import { scoreBlocks } from './score-blocks.js';

export interface ScoreRequest {
  scenario: string;
  /** Path of the CSV file, or `-` for standard input. */
  input: string;
  /** Default: the input's name with `.scored` before its ending. */
  output?: string;
  /** Absent: found out from the header. */
  delimiter?: string;
  /** Threads that score, this one among them; default: the number of cores. Small files are scored in this one alone. */
  workers?: number;
  /** About how many bytes are scored together; no answer depends on it. */
  blockBytes?: number;
  onProgress?: (progress: ScoreProgress) => void;
  signal?: AbortSignal;
}

export interface ScoreProgress {
  rows: number;
  bytes: number;
  bytesTotal?: number;
  seconds: number;
}

export interface ScoreResult extends Receipt {
  paths: OutputPaths;
}

/** Blocks of about 1,000 rows: small enough for the processor's cache and for flat memory, large enough to predict at full speed. */
const defaultBlockBytes = 128 * 1024;

/** Files below this size are scored sooner than threads start. */
const smallFile = 4 * 1024 * 1024;

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

  /** @throws InvalidInputError when the file cannot be scored as a whole; nothing appears then. */
  async execute(request: ScoreRequest): Promise<ScoreResult> {
    const started = performance.now();
    const paths = outputPaths(request.input, request.output);
    await refuseOverwrite(request.input, paths);
    await startEngine();
    const served = await this.models.get(request.scenario);
    const expectedColumns = served.scenario.spec.columns.map(({ name }) => name);
    const { delimiter, blockBytes = blockBytesFor(served), signal } = request;
    const source = await openCsv(request.input, { delimiter, expectedColumns, blockBytes, signal });
    try {
      return await this.score({ request, paths, served, source, started });
    } finally {
      await source.close();
    }
  }

  private async score({ request, paths, served, source, started }: Run): Promise<ScoreResult> {
    const positions = checkHeader(source, served);
    const output = await CsvOutput.create(paths.output);
    const rejects = await CsvOutput.create(paths.rejects);
    const totals: Totals = { scored: 0, rejected: 0, notes: {} };
    try {
      await output.write(`${formatRow(outputHeader(source.header, served), source.delimiter)}\n`);
      await rejects.write(`${formatRow(rejectColumns, ',')}\n`);
      const workers = workerCount(served, request.workers, source.bytesTotal);
      const format = { layout: source.layout, positions };
      const scored = scoreBlocks(source.blocks(), {
        served,
        format,
        workers,
        configuration: this.configuration,
      });
      for await (const block of scored) {
        refuseCancelled(request.signal);
        await output.write(block.output);
        if (block.rejected > 0) await rejects.write(block.rejects);
        add(totals, block);
        request.onProgress?.(progressOf(totals, source, started));
      }
      // Who pressed Ctrl+C has often ended the program that writes the standard input, too.
      refuseCancelled(request.signal);
      return await finish({ request, paths, served, source, started }, { output, rejects, totals, workers });
    } catch (error) {
      await Promise.all([output.discard(), rejects.discard()]);
      refuseCancelled(request.signal);
      throw error;
    }
  }
}

interface Run {
  request: ScoreRequest;
  paths: OutputPaths;
  served: Served;
  source: CsvSource;
  started: number;
}

interface Finished {
  output: CsvOutput;
  rejects: CsvOutput;
  totals: Totals;
  workers: number;
}

/** Everything is made ready before the first file gets its name; the scored one gets it last: where it stands, all is there. */
async function finish(
  { paths, served, source, started }: Run,
  { output, rejects, totals, workers }: Finished,
): Promise<ScoreResult> {
  checkAccounts(totals, source);
  const outputFile = await output.seal();
  const rejectsFile = totals.rejected > 0 ? await rejects.seal() : undefined;
  const receipt = composeReceipt({
    served,
    source,
    paths,
    outputFile,
    rejectsFile,
    totals,
    workers,
    engine: runningEngine()?.name ?? 'none',
    seconds: (performance.now() - started) / 1000,
  });
  const receiptFile = await CsvOutput.create(paths.receipt);
  try {
    await receiptFile.write(receiptText(receipt));
    await receiptFile.seal();
    await (rejectsFile ? rejects.publish() : rm(paths.rejects, { force: true }));
    await receiptFile.publish();
    await output.publish();
  } finally {
    await Promise.all([receiptFile.discard(), rejects.discard()]);
  }
  return { ...receipt, paths };
}

function checkAccounts({ scored, rejected }: Totals, source: CsvSource): void {
  const { records } = source.counts();
  if (scored + rejected === records) return;
  throw new Error(
    `${records} records were read but ${scored + rejected} accounted for; nothing was written.`,
  );
}

function refuseCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) throw new CancelledError('Scoring was cancelled; nothing was written.');
}

/** The input's columns, the task's figures, the model. */
export function outputHeader(header: readonly string[], served: Served): string[] {
  return [...header, ...served.columns, 'model'];
}

/** Positions of the declared columns; refuses a header that lacks one or has a result column already. */
export function checkHeader(source: Pick<CsvSource, 'name' | 'header'>, served: Served): number[] {
  const positions = columnPositions(served.scenario.spec.columns, source.header, source.name);
  const results = [...served.columns, 'model'];
  const taken = source.header.filter((name) => results.includes(name));
  if (taken.length === 0) return positions;
  throw new InvalidInputError(`${source.name}: the header already has columns that scoring adds.`, {
    details: taken.map((name) => ({ column: name, expected: `no column ${shown(name)}`, received: 'one' })),
    hint: 'It may be a scored file already; remove or rename these columns.',
  });
}

/** With each block the rows kept from before are prepared again, so there should be few blocks. */
export function blockBytesFor({ history }: Served): number {
  return history ? 8 * defaultBlockBytes : defaultBlockBytes;
}

/** Rows that are read with those before them are scored one block after the other, by one thread. */
function workerCount({ history }: Served, asked: number | undefined, bytesTotal?: number): number {
  if (history) return 1;
  if (asked !== undefined) return asked;
  return bytesTotal !== undefined && bytesTotal < smallFile ? 1 : availableParallelism();
}

export function add(
  totals: Totals,
  { scored, rejected, notes }: Pick<ScoredBlock, 'scored' | 'rejected' | 'notes'>,
): void {
  totals.scored += scored;
  totals.rejected += rejected;
  for (const [key, count] of Object.entries(notes)) totals.notes[key] = (totals.notes[key] ?? 0) + count;
}

function progressOf({ scored, rejected }: Totals, source: CsvSource, started: number): ScoreProgress {
  return {
    rows: scored + rejected,
    bytes: source.bytesRead(),
    bytesTotal: source.bytesTotal,
    seconds: (performance.now() - started) / 1000,
  };
}
