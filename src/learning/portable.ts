import { z } from 'zod';
import { ConflictError } from '../core/errors.js';
import type { PortableGraph } from '../models/portable/graph.js';
import { recipeSchema } from '../tables/columns/recipe.js';
import type { Table } from '../tables/table.js';
import type { ServedFigures } from './scored-rows.js';

/** A version taken out of this program: what its features are made of, and how figures come of them. Read by programs that do not know it. */

const preparedColumnSchema = z.object({
  name: z.string(),
  kind: z.string(),
  unit: z.string().optional(),
  at: z.int().min(0).describe('Place of its first feature in a row of the input, from 0'),
  features: z.array(z.string()).describe('Names of its features, side by side'),
  recipe: recipeSchema,
});

export type PreparedColumn = z.infer<typeof preparedColumnSchema>;

export const preparedSchema = z.object({
  width: z.int().describe('Features of a row: float32'),
  stages: z
    .array(
      z.object({
        name: z.string(),
        without: z.array(z.string()).describe('Columns that are not known by then'),
        columns: z.array(preparedColumnSchema),
      }),
    )
    .optional()
    .describe(
      'Where a scenario has stages: a row is of the last stage all of whose late columns it has (those that the first stage lacks); it fills the features of that stage alone, those of the others are 0',
    ),
  columns: z.array(preparedColumnSchema).optional().describe('Where it has none'),
  derived: z
    .array(z.looseObject({ name: z.string() }))
    .describe('Columns to be worked out from the others before, as the scenario declares them'),
});

export type Prepared = z.infer<typeof preparedSchema>;

const portableOutputSchema = z.object({
  name: z.string(),
  width: z.int(),
  meaning: z.string(),
  labels: z.array(z.string()).optional().describe('Of several numbers what each is of'),
});

export type PortableOutput = z.infer<typeof portableOutputSchema>;

export const answersSchema = z.object({
  figures: z
    .array(portableOutputSchema)
    .describe('Side by side the figures that are served, before they are rounded for people'),
  beside: z.array(portableOutputSchema).describe('What they come from, where that is told'),
  learnt: z
    .unknown()
    .describe(
      'Thresholds, costs and widths of intervals, as the version keeps them: none of them is in the graph',
    ),
});

export interface PortableVersion {
  graph: PortableGraph;
  prepared: Prepared;
  answers: z.infer<typeof answersSchema>;
  /** Features of rows of the declared columns, `[rows, width]`, and the figures that are served for them. */
  asked(declared: Table): { features: Float32Array; figures: ServedFigures };
}

/** Why a version cannot be taken out of the program as one graph. @param reason a sentence. */
export function notPortable(tag: string, reason: string, received: string): ConflictError {
  return new ConflictError(`${tag} cannot become one graph. ${reason}`, {
    details: [{ expected: 'one network over the features of a row', received }],
    hint: 'The format sextant takes the version as a whole to another Sextant.',
  });
}
