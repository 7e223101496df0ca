import { languages } from '../../../core/language/language.js';
import { join } from 'node:path';
import { formNames } from '../../../csv/forms/names.js';
import { z } from 'zod';

const count = z.number().int().nonnegative();

const partRangeSchema = z.strictObject({
  /** From 0. */
  place: count,
  /** Offset of the first byte in the plain input, and how many bytes. */
  firstByte: count,
  bytes: count,
  /** 1-based line of the first byte. */
  firstLine: count,
  records: count,
});

/** Whole records of the input, to be scored in one go by one worker. */
export type PartRange = z.infer<typeof partRangeSchema>;

const partsPlanSchema = z.strictObject({
  format: z.literal(1),
  /** The version that scores every part, whatever is promoted meanwhile. */
  model: z.string(),
  /** The text that the ranges count in: the input, or what was unpacked from it. Its size and time tell whether it was changed. */
  plain: z.strictObject({ path: z.string(), bytes: count, modified: z.number() }),
  /** The input as it was given; `file` is its name without folders. */
  input: z.strictObject({ file: z.string(), sha256: z.string(), bytes: count }),
  header: z.array(z.string()),
  /** As of `CsvSource`. */
  prelude: z.string().default(''),
  /** Of the input. */
  encoding: z.string().default('utf-8'),
  /** For each declared column its place in the header, -1 when an optional one is not there. */
  positions: z.array(z.number().int()),
  layout: z.strictObject({
    delimiter: z.string(),
    columnCount: count,
    comment: z.string().optional(),
    form: z.enum(formNames).optional(),
  }),
  warnings: z.boolean().default(false),
  language: z.enum(languages).default('en'),
  probabilities: z.boolean().default(false),
  reasons: count.default(0),
  mapped: z.record(z.string(), z.string()).default({}),
  counts: z.strictObject({ records: count, blankLines: count }),
  parts: z.array(partRangeSchema),
});

/** How a CSV is scored in parts, so that any number of processes can take a part each. Plain JSON. */
export type PartsPlan = z.infer<typeof partsPlanSchema>;

/** @throws ZodError, SyntaxError when it is none. */
export function parsePlan(text: string): PartsPlan {
  return partsPlanSchema.parse(JSON.parse(text));
}

/** Where the plan of a folder of parts stands. */
export function planPath(folder: string): string {
  return join(folder, 'plan.json');
}
