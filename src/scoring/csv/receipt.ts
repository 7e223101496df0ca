import { basename } from 'node:path';
import { z } from 'zod';
import { batchOutcomeSchema, type BatchOutcome } from '../../decisions/batch.js';
import { systemClock } from '../../core/clock.js';
import { languages } from '../../core/language/language.js';
import type { CsvSource } from '../../csv/source.js';
import { compareRows } from '../../monitoring/drift/compare-rows.js';
import { driftSchema } from '../../monitoring/drift/drift-report.js';
import type { Predictor } from '../../learning/predictor.js';
import type { OutputPaths } from './output-paths.js';
import { resultColumns, type ResultOptions } from './table-header.js';
import { countedSchema, type Totals } from './totals.js';

const fileSchema = z.object({
  file: z.string().describe('Name without its folder'),
  sha256: z.string(),
  bytes: z.int().min(0),
});

const count = z.int().min(0);

/** Of a scored file whose rejects were repaired and scored again. */
const rescoredSchema = z.object({
  receipt: z.string().describe('sha256 of the receipt of the scoring before'),
  model: z.string().describe('The version that scored the repaired rows'),
  rejected: count.describe('Rows that the scoring before had rejected'),
  repaired: count.describe('Rows of them that were repaired'),
  scored: count.describe('Rows of them that are scored now'),
});

/** Accounts for every row of the input: `rows.input = rows.scored + rows.rejected`. */
export const receiptSchema = z.object({
  format: z.literal(1),
  scenario: z.string(),
  model: z.string(),
  finishedAt: z.iso.datetime(),
  rows: z.object({ input: count, scored: count, rejected: count, blankLines: count }),
  input: fileSchema.extend({
    delimiter: z.string(),
    encoding: z.string().optional().describe('By its WHATWG name; absent for UTF-8'),
  }),
  output: fileSchema,
  rejects: fileSchema.optional().describe('Absent when no row was rejected'),
  mapped: z
    .record(z.string(), z.string())
    .optional()
    .describe('Declared columns that the input has under another name, by that name'),
  options: z
    .object({
      warnings: z.boolean(),
      probabilities: z.boolean(),
      reasons: count,
      language: z.enum(languages),
    })
    .optional()
    .describe('What was asked for besides the answers; receipts of earlier builds do not say it'),
  renamed: z
    .record(z.string(), z.string())
    .optional()
    .describe('Result columns whose own names the input has, with the names that they have in the output'),
  probabilities: z
    .record(z.string(), z.string())
    .optional()
    .describe('Where the option asks for them: the column with the probability of each class, by its label'),
  ...countedSchema.shape,
  drift: driftSchema
    .optional()
    .describe(
      'How the rows differ from those that the version learnt from; of a large file about ten thousand rows from all over it are compared',
    ),
  rescored: rescoredSchema
    .optional()
    .describe('Of a file whose rejected rows were repaired and scored again: `seconds` are of that run'),
  decided: batchOutcomeSchema.optional().describe('Of a rule that decided on the whole file'),
  notice: z.string().optional().describe('What results of this scenario must not be read without'),
  syntheticModel: z.boolean().describe('True when no real row stands behind the model'),
  engine: z.string(),
  workers: count,
  seconds: z.number().describe('Of this run; a run that went on from a killed one did only the rest'),
  rowsPerSecond: z.number(),
  goneOnAfter: count.optional().describe('Records that a killed run before this one had done'),
  peakMemoryBytes: z
    .number()
    .describe('The most memory that the process held until then, threads included (resident set)'),
});

export type Receipt = z.infer<typeof receiptSchema>;

interface ReceiptParts extends ResultOptions {
  served: Predictor;
  source: Pick<CsvSource, 'name' | 'header' | 'delimiter' | 'encoding' | 'counts' | 'sha256' | 'bytesRead'>;
  paths: OutputPaths;
  outputFile: { sha256: string; bytes: number };
  rejectsFile?: { sha256: string; bytes: number };
  totals: Totals;
  decided?: BatchOutcome;
  rescored?: Receipt['rescored'];
  mapped: Record<string, string>;
  /** Records that a killed run before this one had done; 0 without. */
  recordsBefore: number;
  workers: number;
  engine: string;
  seconds: number;
}

export function composeReceipt(parts: ReceiptParts): Receipt {
  const { served, source, paths, outputFile, rejectsFile, totals, workers, engine, seconds } = parts;
  const { recordsBefore } = parts;
  const { renamed, ofClasses } = resultColumns(source.header, served, parts);
  const { records, blankLines } = source.counts();
  const { scored, rejected, sketch, ...counted } = totals;
  const { reference } = served;
  const { id: scenario, notice } = served.scenario.spec;
  const inputFile = { file: basename(source.name), sha256: source.sha256(), bytes: source.bytesRead() };
  return {
    format: 1,
    scenario,
    model: served.tag,
    finishedAt: systemClock.now().toISOString(),
    rows: { input: records, scored, rejected, blankLines },
    input: {
      ...inputFile,
      delimiter: source.delimiter,
      ...(source.encoding !== 'utf-8' && { encoding: source.encoding }),
    },
    output: { file: basename(paths.output), ...outputFile },
    ...(rejectsFile ? { rejects: { file: basename(paths.rejects), ...rejectsFile } } : {}),
    ...(Object.keys(parts.mapped).length > 0 && { mapped: parts.mapped }),
    options: statedOptions(parts),
    ...(Object.keys(renamed).length > 0 && { renamed }),
    ...(Object.keys(ofClasses).length > 0 && { probabilities: ofClasses }),
    ...counted,
    ...(reference && { drift: compareRows(reference, sketch) }),
    ...(parts.rescored && { rescored: parts.rescored }),
    ...(parts.decided && { decided: parts.decided }),
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

function statedOptions({
  warnings = false,
  probabilities = false,
  reasons = 0,
  language = 'en',
}: ResultOptions): NonNullable<Receipt['options']> {
  return { warnings, probabilities, reasons, language };
}

export function receiptText(receipt: Receipt): string {
  return `${JSON.stringify(receipt, null, 2)}\n`;
}
