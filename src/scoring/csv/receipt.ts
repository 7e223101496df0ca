import { basename } from 'node:path';
import { systemClock } from '../../core/clock.js';
import type { CsvSource } from '../../csv/source.js';
import type { Predictor } from '../../learning/predictor.js';
import type { OutputPaths } from './output-paths.js';
import type { NoteCounts } from './score-block.js';

/** Rows of a run so far. */
export interface Totals {
  scored: number;
  rejected: number;
  notes: NoteCounts;
}

/** Count the rows of a block, or of a part, too. */
export function addToTotals(totals: Totals, { scored, rejected, notes }: Totals): void {
  totals.scored += scored;
  totals.rejected += rejected;
  for (const [key, count] of Object.entries(notes)) totals.notes[key] = (totals.notes[key] ?? 0) + count;
}

interface FileReceipt {
  /** Name without its folder. */
  file: string;
  sha256: string;
  bytes: number;
}

/** Accounts for every row of the input: `rows.input = rows.scored + rows.rejected`. */
export interface Receipt {
  format: 1;
  scenario: string;
  model: string;
  finishedAt: string;
  rows: { input: number; scored: number; rejected: number; blankLines: number };
  input: FileReceipt & { delimiter: string };
  output: FileReceipt;
  /** Absent when no row was rejected. */
  rejects?: FileReceipt;
  /** How often a value was remarked on although its row was scored, by `code column`. */
  notes: Record<string, number>;
  /** What results of this scenario must not be read without. */
  notice?: string;
  /** True when no real row stands behind the model. */
  syntheticModel: boolean;
  engine: string;
  workers: number;
  /** Of this run; a run that went on from a killed one did only the rest. */
  seconds: number;
  rowsPerSecond: number;
  /** Records that a killed run before this one had done. */
  goneOnAfter?: number;
  /** The most memory that the process held until then, threads included (resident set). */
  peakMemoryBytes: number;
}

interface ReceiptParts {
  served: Predictor;
  source: Pick<CsvSource, 'name' | 'delimiter' | 'counts' | 'sha256' | 'bytesRead'>;
  paths: OutputPaths;
  outputFile: { sha256: string; bytes: number };
  rejectsFile?: { sha256: string; bytes: number };
  totals: Totals;
  /** Records that a killed run before this one had done; 0 without. */
  recordsBefore: number;
  workers: number;
  engine: string;
  seconds: number;
}

export function composeReceipt(parts: ReceiptParts): Receipt {
  const { served, source, paths, outputFile, rejectsFile, totals, workers, engine, seconds } = parts;
  const { recordsBefore } = parts;
  const { records, blankLines } = source.counts();
  const { scored, rejected, notes } = totals;
  const { id: scenario, notice } = served.scenario.spec;
  const inputFile = { file: basename(source.name), sha256: source.sha256(), bytes: source.bytesRead() };
  return {
    format: 1,
    scenario,
    model: served.tag,
    finishedAt: systemClock.now().toISOString(),
    rows: { input: records, scored, rejected, blankLines },
    input: { ...inputFile, delimiter: source.delimiter },
    output: { file: basename(paths.output), ...outputFile },
    ...(rejectsFile ? { rejects: { file: basename(paths.rejects), ...rejectsFile } } : {}),
    notes,
    ...(notice && { notice: notice.en }),
    syntheticModel: served.synthetic,
    engine,
    workers,
    seconds,
    rowsPerSecond: Math.round((records - recordsBefore) / seconds),
    ...(recordsBefore > 0 && { goneOnAfter: recordsBefore }),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
}

export function receiptText(receipt: Receipt): string {
  return `${JSON.stringify(receipt, null, 2)}\n`;
}
