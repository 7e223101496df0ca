import { basename } from 'node:path';
import type { Configuration } from '../../core/configuration.js';
import { InvalidInputError } from '../../core/errors.js';
import { CsvOutput } from '../../csv/csv-output.js';
import { openCsv, type CsvBlock, type CsvSource } from '../../csv/source.js';
import { runningEngine } from '../../engine/engine.js';
import type { Predictor } from '../../learning/predictor.js';
import type { BlockFormat } from '../csv/block-records.js';
import { outputHeads } from '../csv/output-head.js';
import type { OutputPaths } from '../csv/output-paths.js';
import { composeReceipt, receiptText, type Receipt } from '../csv/receipt.js';
import { samplingOf } from '../csv/sampled-blocks.js';
import { createBlockScorer } from '../csv/score-block.js';
import { scoreBlocks } from '../csv/score-blocks.js';
import { blockBytesFor, refuseCancelled, workerCount, type ScoreProgress } from '../csv/score-csv.js';
import { publishInOrder } from '../csv/scored-files.js';
import { checkHeader, checkResultOptions, expectedColumns } from '../csv/table-header.js';
import { addToTotals, noTotals, type Totals } from '../csv/totals.js';
import { AgainRecords, type AgainBlock } from './again-records.js';
import { areRejectsAsWritten, requireUnchanged, type EarlierScoring } from './earlier-scoring.js';
import { MergedRows } from './merged-rows.js';
import { readRepairedRows, type RepairedRows } from './repaired-rows.js';
import { createSampler } from './sampled-rows.js';
import { ScoredLines } from './scored-lines.js';

export interface RescoreRequest {
  /** The table that was scored. */
  input: string;
  /** How messages and the receipt call it; default: as the receipt before does. */
  inputName?: string;
  /** The repaired rejects; default: those beside the receipt. */
  rejects?: string;
  /** How messages call them; default: their path. */
  rejectsName?: string;
  /** Of the repaired rejects; absent: UTF-8. */
  encoding?: string;
  workers?: number;
  onProgress?: (progress: ScoreProgress) => void;
  signal?: AbortSignal;
}

export interface RescoreContext {
  earlier: EarlierScoring;
  served: Predictor;
  paths: OutputPaths;
  configuration: Configuration;
  /** Of the clock of this process, in milliseconds. */
  started: number;
}

interface Run extends RescoreContext {
  request: RescoreRequest;
  source: CsvSource;
  positions: number[];
  again: AgainRecords;
  repairs: RepairedRows;
}

/**
 * Score the rejected rows of a scoring again, as they were repaired, and put them where they stood in the input: the scored file comes out
 * as if the input had held the repaired rows. Where rows are read with those before them, every row is scored again. The files of the
 * scoring before stay as they are; the new ones get their names only when complete.
 * @throws NotFoundError, InvalidInputError naming a file that is not what it was; InvalidInputError for rejects that are not those of the scoring
 */
export async function rescoreFile(request: RescoreRequest, context: RescoreContext): Promise<Receipt> {
  const { served, earlier } = context;
  const { receipt, paths } = earlier;
  checkResultOptions(served, receipt.options ?? {});
  const { input, inputName = input } = request;
  await requireUnchanged({ path: input, name: inputName }, 'input', earlier);
  await requireUnchanged({ path: paths.scored, name: receipt.output.file }, 'output', earlier);
  const { delimiter, encoding } = receipt.input;
  const source = await openCsv(request.input, {
    ...{ delimiter, encoding, signal: request.signal },
    expectedColumns: expectedColumns(served, receipt.mapped),
    blockBytes: blockBytesFor(served),
  });
  try {
    const repairs = await repairsOf(request, earlier, source);
    const { layout } = source;
    const { positions } = checkHeader(source, served, receipt.mapped);
    const all = served.history !== undefined;
    const score = createBlockScorer(served, { layout, positions });
    const isRejected = (block: CsvBlock) => score(block).scored === 0;
    const options = { layout, repairs, all, ...(!all && served.tag === receipt.model && { isRejected }) };
    const again = new AgainRecords(options, inputName);
    return await rescoreSource({ ...context, request, source, positions, again, repairs });
  } finally {
    await source.close();
  }
}

async function repairsOf(
  { rejects, rejectsName: name, encoding }: RescoreRequest,
  earlier: EarlierScoring,
  { header }: CsvSource,
): Promise<RepairedRows> {
  const own = earlier.paths.rejects;
  const written = (await areRejectsAsWritten(earlier)) ? own : undefined;
  const { rejected } = earlier.receipt.rows;
  return readRepairedRows({ path: rejects ?? own, name, encoding, written, rejected, header });
}

async function rescoreSource(run: Run): Promise<Receipt> {
  const { paths, source, served, request, earlier } = run;
  const opened: { discard(): Promise<void> }[] = [];
  const open = async (path: string, mode?: number) => {
    const file = await CsvOutput.create(path, { alone: true, mode });
    opened.push(file);
    return file;
  };
  const heads = outputHeads(source, served, earlier.receipt.options);
  const before = served.history
    ? undefined
    : await ScoredLines.open(earlier.paths.scored, source, heads.output);
  try {
    const output = await open(paths.output);
    const rejects = await open(paths.rejects, output.mode);
    await output.write(heads.output);
    await rejects.write(heads.rejects);
    const { totals, workers } = await mergeAll(run, { output, rejects, before });
    const outputFile = await output.seal();
    const hasRejects = totals.rejected > 0;
    const rejectsFile = hasRejects ? await rejects.seal() : undefined;
    const receipt = receiptOf(run, { totals, workers, outputFile, rejectsFile });
    const receiptFile = await open(paths.receipt, output.mode);
    await receiptFile.write(receiptText(receipt));
    await receiptFile.seal();
    await publishInOrder({ output, rejects, receipt: receiptFile, hasRejects });
    return receipt;
  } catch (error) {
    refuseCancelled(request.signal);
    throw error;
  } finally {
    await before?.close();
    await Promise.all(opened.map((file) => file.discard()));
  }
}

interface Merging {
  output: CsvOutput;
  rejects: CsvOutput;
  before?: ScoredLines;
}

/** Scores what is to be scored again, and writes all rows in the order of the input. */
async function mergeAll(run: Run, files: Merging): Promise<{ totals: Totals; workers: number }> {
  const { source, positions, served, configuration, again, repairs, earlier, request } = run;
  const { options } = earlier.receipt;
  const { layout } = source;
  const sampling = samplingOf(served, source.bytesTotal);
  // Rows that keep their answers are not read again but for the sample.
  const sampler = served.history
    ? undefined
    : createSampler(served, { layout, positions, sampling, repairs });
  const format: BlockFormat = { ...options, layout, positions, ...(served.history && { sampling }) };
  const workers = workerCount(served, request.workers, repairs.rows.size * layout.columnCount * bytesOfCell);
  const merged = new MergedRows(files, layout.delimiter);
  const waiting: AgainBlock[] = [];
  const blocks = async function* () {
    for await (const block of source.blocks()) {
      sampler?.add(block);
      const found = again.take(block);
      waiting.push(...found);
      for (const one of found) yield one.block;
    }
  };
  const totals = noTotals();
  for await (const scored of scoreBlocks(blocks(), { served, format, workers, configuration })) {
    refuseCancelled(request.signal);
    const [one] = waiting.splice(0, 1);
    await merged.add(one, scored);
    addToTotals(totals, scored);
    request.onProgress?.(progressOf(run));
  }
  refuseCancelled(request.signal);
  again.checkAllMet();
  await merged.end(again.kept);
  await files.before?.end();
  checkFiles(run, files);
  if (sampler) totals.sketch = sampler.sketch;
  return { totals: served.history ? totals : withKept(totals, earlier.receipt), workers };
}

/** Of a cell, where nothing is known of it. */
const bytesOfCell = 8;

/** The rows that keep their answers count as they did. */
function withKept(totals: Totals, { rows, notes, labels, decisions }: Receipt): Totals {
  const kept = { scored: rows.scored, rejected: 0, notes, labels, decisions, rejectReasons: {}, sketch: {} };
  const all = noTotals();
  addToTotals(all, kept);
  addToTotals(all, totals);
  return all;
}

/** @throws InvalidInputError where a file became another while it was read; nothing was written then. */
function checkFiles({ source, request, earlier, again, served }: Run, { before }: Merging): void {
  const { receipt, paths } = earlier;
  const changed =
    source.sha256() !== receipt.input.sha256
      ? (request.inputName ?? request.input)
      : before && before.sha256() !== receipt.output.sha256
        ? basename(paths.scored)
        : undefined;
  if (changed !== undefined) throw new InvalidInputError(`${changed} was changed while it was read.`);
  if (again.repaired > 0 || served.tag !== receipt.model) return;
  throw new InvalidInputError('No row of the rejects was repaired.', {
    details: [
      { expected: 'a row with another cell', received: `the rows as ${receipt.model} rejected them` },
    ],
    hint: 'Repair the cells that the column of reasons tells of, in their own columns.',
    withoutData: true,
  });
}

function progressOf({ source, started }: Run): ScoreProgress {
  return {
    rows: source.counts().records,
    bytes: source.bytesRead(),
    before: { rows: 0, bytes: 0 },
    bytesTotal: source.bytesTotal,
    seconds: (performance.now() - started) / 1000,
  };
}

type ReceiptParts = Parameters<typeof composeReceipt>[0];

function receiptOf(
  run: Run,
  parts: Pick<ReceiptParts, 'totals' | 'workers' | 'outputFile' | 'rejectsFile'>,
): Receipt {
  const { earlier, source, served, paths, again, started } = run;
  const { receipt, receiptSha256 } = earlier;
  const { rejected } = receipt.rows;
  const { header, delimiter, encoding } = source;
  // Of rows that keep their answers the version before is the one that gave them.
  const isMixed = !served.history && served.tag !== receipt.model;
  const composed = composeReceipt({
    ...{ ...parts, ...receipt.options, served, paths },
    source: {
      ...{ name: receipt.input.file, header, delimiter, encoding },
      counts: () => source.counts(),
      sha256: () => source.sha256(),
      bytesRead: () => source.bytesRead(),
    },
    mapped: receipt.mapped ?? {},
    recordsBefore: 0,
    engine: runningEngine()?.name ?? 'none',
    seconds: (performance.now() - started) / 1000,
    rescored: {
      ...{ receipt: receiptSha256, model: served.tag, rejected, repaired: again.repaired },
      scored: rejected - parts.totals.rejected,
    },
  });
  if (!isMixed) return composed;
  const { drift, ...rest } = composed;
  void drift;
  return { ...rest, model: receipt.model, syntheticModel: receipt.syntheticModel || served.synthetic };
}
