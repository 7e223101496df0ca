import type { Configuration } from '../../core/configuration.js';
import { countActions, type BatchDecision, type BatchOutcome } from '../../decisions/batch.js';
import { CsvOutput } from '../../csv/csv-output.js';
import { openCsv, type CsvBlock, type CsvSource } from '../../csv/source.js';
import { runningEngine } from '../../engine/engine.js';
import type { Predictor } from '../../learning/predictor.js';
import type { ColumnMap } from '../../tables/reading/column-positions.js';
import { outputHeads } from '../csv/output-head.js';
import type { OutputPaths } from '../csv/output-paths.js';
import { composeReceipt, receiptText, type Receipt } from '../csv/receipt.js';
import { samplingOf } from '../csv/sampled-blocks.js';
import { scoreBlocks } from '../csv/score-blocks.js';
import { blockBytesFor, refuseCancelled, workerCount, type ScoreProgress } from '../csv/score-csv.js';
import { publishInOrder } from '../csv/scored-files.js';
import {
  checkHeader,
  checkResultOptions,
  expectedColumns,
  freeResultName,
  outputHeader,
  type ResultOptions,
} from '../csv/table-header.js';
import { addToTotals, noTotals, type Totals } from '../csv/totals.js';
import type { WorkerPool } from '../csv/worker-pool.js';
import { askedRule, type AskedRule, type RuleRequest } from './asked-rule.js';
import { appendDecisions, decidedColumns } from './decided-rows.js';
import { Gathered } from './gathered-rows.js';
import { gatherPlan, tooMuchText } from './gather-plan.js';

export interface DecideRequest extends RuleRequest, ResultOptions {
  /** Path of the CSV file, or `-` for standard input. */
  input: string;
  /** How the receipt calls the input; default: its name. */
  inputName?: string;
  delimiter?: string;
  /** As of `ScoreRequest`. */
  encoding?: string;
  map?: ColumnMap;
  workers?: number;
  pool?: WorkerPool;
  blockBytes?: number;
  /** The most bytes of text, unpacked; absent: any. */
  maxBytes?: number;
  onProgress?: (progress: ScoreProgress) => void;
  signal?: AbortSignal;
}

/** Where a decision is made, and with what. */
export interface DecideContext {
  served: Predictor;
  paths: OutputPaths;
  configuration: Configuration;
  /** Of the clock of this process, in milliseconds. */
  started: number;
}

interface Run extends DecideContext {
  request: DecideRequest;
  source: CsvSource;
  asked: AskedRule;
}

/**
 * Score a CSV, decide on all of it by a rule, and write the scored rows with what was decided: two passes, the scored lines lying on the disk
 * between them, and of each row some numbers in memory. Output, rejects and receipt get their names only when complete.
 * @throws InvalidInputError, UnknownNameError before a row is scored where the rule, an option or the header is wrong; nothing appears then.
 */
export async function decideFile(request: DecideRequest, context: DecideContext): Promise<Receipt> {
  const { served } = context;
  checkResultOptions(served, request);
  const asked = askedRule(served.scenario.spec, request);
  const { delimiter, encoding, map, blockBytes = blockBytesFor(served), signal } = request;
  const expected = { expectedColumns: expectedColumns(served, map) };
  const source = await openCsv(request.input, { delimiter, encoding, ...expected, blockBytes, signal });
  try {
    return await decideSource({ ...context, request, source, asked });
  } finally {
    await source.close();
  }
}

async function decideSource(run: Run): Promise<Receipt> {
  const { paths, source, served, request } = run;
  const { positions, mapped } = checkHeader(source, served, request.map);
  const plan = gatherPlan(run.asked, served, { name: source.name, header: source.header, positions });
  // All that is written, so that nothing stays of a run that fails.
  const output = await CsvOutput.create(paths.output, { alone: true });
  const one = { alone: true, mode: output.mode };
  const opened = [output];
  try {
    const open = async (path: string) => {
      const file = await CsvOutput.create(path, one);
      opened.push(file);
      return file;
    };
    const files = {
      output,
      rejects: await open(paths.rejects),
      lines: await open(`${paths.output}.undecided`),
    };
    const gathered = new Gathered(plan);
    const asked = request.pool ? request.pool.size + 1 : request.workers;
    const workers = workerCount(served, asked, source.bytesTotal);
    const totals = await scoreAll(run, { positions, plan, workers }, { ...files, gathered });
    const { part, spec, options } = run.asked;
    const decision = await part.decide(gathered.rows(), spec, options);
    refuseCancelled(request.signal);
    const columns = await writeDecided(run, { gathered, decision }, files);
    const hasRejects = totals.rejected > 0;
    const outputFile = await output.seal();
    const rejectsFile = hasRejects ? await files.rejects.seal() : undefined;
    const decided = outcomeOf(run.asked, decision, columns);
    const receipt = receiptOf(run, { totals, mapped, workers, decided, outputFile, rejectsFile });
    const receiptFile = await open(paths.receipt);
    await receiptFile.write(receiptText(receipt));
    await receiptFile.seal();
    await publishInOrder({ output, rejects: files.rejects, receipt: receiptFile, hasRejects });
    return receipt;
  } catch (error) {
    refuseCancelled(request.signal);
    throw error;
  } finally {
    await Promise.all(opened.map((file) => file.discard()));
  }
}

interface FirstPass {
  lines: CsvOutput;
  rejects: CsvOutput;
  gathered: Gathered;
}

/** Scores every row: its line goes to the disk, what the rule needs of it into memory. */
async function scoreAll(
  { request, served, source, configuration, started }: Run,
  { workers, plan, positions }: { workers: number; plan: ReturnType<typeof gatherPlan>; positions: number[] },
  { lines, rejects, gathered }: FirstPass,
): Promise<Totals> {
  const totals = noTotals();
  const { warnings = false, probabilities = false, language = 'en' } = request;
  const { layout, bytesTotal } = source;
  const sampling = samplingOf(served, bytesTotal);
  const format = { layout, positions, sampling, warnings, probabilities, language, gather: plan };
  await rejects.write(outputHeads(source, served, request).rejects);
  const blocks = limited(source, request);
  const pool = workers > 1 ? request.pool : undefined;
  for await (const block of scoreBlocks(blocks, { served, format, workers, configuration, pool })) {
    refuseCancelled(request.signal);
    await lines.write(block.output);
    if (block.rejected > 0) await rejects.write(block.rejects);
    if (block.gathered) gathered.add(block.gathered);
    addToTotals(totals, block);
    const rows = totals.scored + totals.rejected;
    const seconds = (performance.now() - started) / 1000;
    request.onProgress?.({
      rows,
      bytes: source.bytesRead(),
      before: { rows: 0, bytes: 0 },
      bytesTotal,
      seconds,
    });
  }
  refuseCancelled(request.signal);
  const { records } = source.counts();
  if (totals.scored + totals.rejected === records) return totals;
  throw new Error(
    `${records} records were read but ${totals.scored + totals.rejected} accounted for; nothing was written.`,
  );
}

async function* limited(
  source: CsvSource,
  { maxBytes = Infinity }: DecideRequest,
): AsyncGenerator<CsvBlock, void> {
  let bytes = 0;
  for await (const block of source.blocks()) {
    bytes += block.bytes.length;
    if (bytes > maxBytes) throw tooMuchText(source.name, maxBytes);
    yield block;
  }
}

/** @returns the columns that were added, as they are called in the output */
async function writeDecided(
  { request, served, source }: Run,
  { gathered, decision }: { gathered: Gathered; decision: BatchDecision },
  { lines, output }: { lines: CsvOutput; output: CsvOutput },
): Promise<string[]> {
  const header = outputHeader(source.header, served, request);
  const added: string[] = [];
  for (const name of decidedColumns(decision)) added.push(freeResultName(name, [...header, ...added]));
  await output.write(outputHeads(source, served, request, added).output);
  await lines.seal();
  const { delimiter } = source;
  await appendDecisions(
    lines.sealedBytes(),
    { lengths: gathered.lineLengths(), decision, delimiter },
    output,
  );
  return added;
}

function outcomeOf({ name, options }: AskedRule, decision: BatchDecision, columns: string[]): BatchOutcome {
  const { state, sentence, actions, summary } = decision;
  const stated = options as Record<string, unknown>;
  return { rule: name, state, sentence, options: stated, actions: countActions(actions), columns, summary };
}

type ReceiptParts = Parameters<typeof composeReceipt>[0];

function receiptOf(
  { request, served, source, paths, started }: Run,
  parts: Pick<ReceiptParts, 'totals' | 'mapped' | 'workers' | 'decided' | 'outputFile' | 'rejectsFile'>,
): Receipt {
  const { warnings, probabilities, language, inputName = source.name } = request;
  const { header, delimiter, encoding } = source;
  return composeReceipt({
    ...parts,
    ...{ warnings, probabilities, language, served, paths },
    source: {
      ...{ name: inputName, header, delimiter, encoding },
      counts: () => source.counts(),
      sha256: () => source.sha256(),
      bytesRead: () => source.bytesRead(),
    },
    recordsBefore: 0,
    engine: runningEngine()?.name ?? 'none',
    seconds: (performance.now() - started) / 1000,
  });
}
