import { createReadStream } from 'node:fs';
import type { Configuration } from '../../../core/configuration.js';
import { writeFileAtomic } from '../../../core/files/files.js';
import { BlockSplitter, type CsvBlock } from '../../../csv/block-splitter.js';
import { CsvOutput } from '../../../csv/csv-output.js';
import { defaultMaxRecordBytes } from '../../../csv/read-limits.js';
import { runningEngine } from '../../../engine/engine.js';
import type { Predictor } from '../../../learning/predictor.js';
import { addToTotals, noTotals, type Totals } from '../totals.js';
import { samplingOf } from '../sampled-blocks.js';
import { scoreBlocks } from '../score-blocks.js';
import { blockBytesFor } from '../score-csv.js';
import { checkUnchanged } from './plan-parts.js';
import { partPaths, type PartReport } from './part-files.js';
import type { PartRange, PartsPlan } from './plan.js';

export interface PartRequest {
  plan: PartsPlan;
  place: number;
  /** Where the part's files are written. */
  folder: string;
  /** Who scores it, for the report. */
  worker: string;
  onProgress?: (rows: number) => void;
}

/**
 * Score one part and write its files; the report comes last, so a part that a killed worker left is scored again. Scoring a part
 * twice, also at once, writes the same bytes under the same names.
 * @throws InvalidInputError when the input was changed since it was planned.
 */
export async function scorePart(
  { plan, place, folder, worker, onProgress }: PartRequest,
  served: Predictor,
  configuration: Configuration,
): Promise<PartReport> {
  const started = performance.now();
  const range = plan.parts[place];
  await checkUnchanged(plan);
  const paths = partPaths(folder, place);
  const output = await CsvOutput.create(paths.output);
  const rejects = await CsvOutput.create(paths.rejects);
  const totals = noTotals();
  try {
    const { layout, positions, warnings, probabilities, reasons, language } = plan;
    const sampling = samplingOf(served, plan.plain.bytes);
    const format = { layout, positions, sampling, warnings, probabilities, reasons, language };
    const blocks = rangeBlocks(plan, range, blockBytesFor(served));
    for await (const block of scoreBlocks(blocks, { served, format, workers: 1, configuration })) {
      await output.write(block.output);
      if (block.rejected > 0) await rejects.write(block.rejects);
      addToTotals(totals, block);
      onProgress?.(totals.scored + totals.rejected);
    }
    checkRows(totals, range);
    await checkUnchanged(plan);
    const files = { output: await output.commit(), rejects: await rejects.commit() };
    const engine = runningEngine()?.name ?? 'none';
    const seconds = (performance.now() - started) / 1000;
    const report: PartReport = { format: 3, place, ...totals, ...files, engine, worker, seconds };
    await writeFileAtomic(paths.report, JSON.stringify(report));
    return report;
  } finally {
    await Promise.all([output.discard(), rejects.discard()]);
  }
}

/** The records of a range in blocks, with their lines and offsets in the whole file. */
async function* rangeBlocks(
  { plain, input, layout }: PartsPlan,
  { firstByte, firstLine, bytes }: PartRange,
  blockBytes: number,
): AsyncGenerator<CsvBlock, void> {
  const limits = { blockBytes, maxRecordBytes: defaultMaxRecordBytes };
  const splitter = new BlockSplitter(layout, { ...limits, name: input.file, firstByte, firstLine });
  const range = { start: firstByte, end: firstByte + bytes - 1, highWaterMark: blockBytes };
  for await (const chunk of createReadStream(plain.path, range) as AsyncIterable<Buffer>) {
    yield* splitter.push(chunk);
  }
  yield* splitter.end();
}

function checkRows({ scored, rejected }: Totals, { place, records }: PartRange): void {
  if (scored + rejected === records) return;
  throw new Error(
    `Part ${place} has ${records} records but ${scored + rejected} were accounted for; nothing was written.`,
  );
}
