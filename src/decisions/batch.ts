import { z } from 'zod';
import type { PredictionKind } from '../evaluation/predictions/index.js';

/** A column of the input that a rule reads beside the figures, declared in the scenario or not. A row without a usable cell is rejected. */
export interface BatchColumn {
  name: string;
  kind: 'number' | 'text';
  /** A file without it, and an empty cell of it, are taken: the value is missing then. */
  optional?: boolean;
  /** Of a number. */
  least?: number;
}

/** Values of declared columns, as JSON has them, that every row is asked with in place of its own. */
export interface BatchAlternative {
  name: string;
  values: Readonly<Record<string, unknown>>;
}

/** Few texts of many rows: the place of each row's text among `texts`, -1 where it has none. */
export interface CodedTexts {
  codes: Int32Array;
  texts: readonly string[];
}

/** What is known of the rows of a file that were scored, in their order. Rejected rows are not among them. */
export interface BatchRows {
  /** How many. */
  count: number;
  /** Figures of a row, such as one probability. */
  width: number;
  /** For each alternative in their order (one where the rule has none): row-major `[count, width]`, in the unit that is served, unrounded. */
  figures: readonly Float64Array[];
  /** By the name of each number column; NaN where missing. */
  numbers: Readonly<Record<string, Float64Array>>;
  /** By the name of each text column. */
  texts: Readonly<Record<string, CodedTexts>>;
}

/** A column that a rule adds: numbers (NaN: an empty cell) or few texts, one per row. */
export type BatchCells = { name: string } & ({ numbers: Float64Array } | CodedTexts);

/** `decided`: every row has an action. `empty`: there was nothing to decide on. `infeasible`: no plan keeps every limit, and the summary says what is short. */
export const batchStates = ['decided', 'empty', 'infeasible'] as const;
export type BatchState = (typeof batchStates)[number];

/** What a rule decided on all rows of a file. */
export interface BatchDecision {
  state: BatchState;
  /** In one English sentence what came of it; a phrase of the room, so that it can be said in Chinese. */
  sentence: string;
  /** The action of each row; -1 where there is none for it. */
  actions: CodedTexts;
  /** Every time the same columns, also where no row was decided on. */
  cells: readonly BatchCells[];
  /** Counts, money, shadow prices, what is short. Plain JSON. */
  summary: Record<string, unknown>;
}

/** How a rule decides on a whole file at once. */
export interface BatchPart<Spec = unknown, Options = unknown> {
  /** The forms of predictions that it can decide on. */
  readonly kinds: readonly PredictionKind[];
  /** What a run states, defaults taken from what the scenario declares. Numbers may come as texts, of a command line. */
  options(spec: Spec): z.ZodType<Options>;
  /** Each row is asked with each of these; absent: once, as it is. */
  alternatives?(spec: Spec, options: Options): readonly BatchAlternative[];
  /** What it reads of each row beside its figures. */
  columns(spec: Spec, options: Options): readonly BatchColumn[];
  /** Deterministic: among equals the row that comes first. Also called without any row. */
  decide(rows: BatchRows, spec: Spec, options: Options): BatchDecision | Promise<BatchDecision>;
}

/** What became of a file, as receipts and jobs tell it. */
export const batchOutcomeSchema = z.object({
  rule: z.string(),
  state: z
    .enum(batchStates)
    .describe(
      '`empty`: there was nothing to decide on; `infeasible`: no plan keeps every limit, and `summary` says what is short',
    ),
  sentence: z.string().describe('What came of it, in English'),
  options: z.record(z.string(), z.unknown()).describe('What the run stated, and defaults of the scenario'),
  actions: z.record(z.string(), z.int().min(0)).describe('Scored rows by the action of the rule'),
  columns: z.array(z.string()).describe('Columns of the output that the rule filled, its action first'),
  summary: z
    .record(z.string(), z.unknown())
    .describe('By the rule: counts, money, shadow prices, what is short'),
});

export type BatchOutcome = z.infer<typeof batchOutcomeSchema>;

/** How many rows have each action. */
export function countActions({ codes, texts }: CodedTexts): Record<string, number> {
  const counts = new Array<number>(texts.length).fill(0);
  for (const code of codes) if (code >= 0) counts[code]++;
  return Object.fromEntries(texts.map((text, i) => [text, counts[i]]));
}
