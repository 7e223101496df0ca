import { z } from 'zod';

/** How answers are explained, once: the program's types, the description of the API and its tests come from these schemas. */

export const reasonSchema = z.object({
  feature: z.string().describe('A column, or what else the answer rests on: a product, a skill, an atom'),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .describe('What the row has there, as it is read; null where it is missing'),
  contribution: z.number().describe('What it adds to the answer, in its unit, compared with the references'),
  target: z.string().optional().describe('Where there are several targets: of which one'),
  steps: z
    .strictObject({ from: z.int().min(0), to: z.int().min(0) })
    .optional()
    .describe('Of what was before the row: how many steps before it these are, 0 is its own'),
  atom: z.int().min(0).optional().describe('Of a molecule: the place of the atom in its SMILES, from 0'),
  text: z.string().describe('The same in words'),
});

/** What one part of what a row is answered from adds to its answer. */
export type Reason = z.infer<typeof reasonSchema>;

const insideSchema = z.object({
  feature: z.string().describe('The column of the value'),
  value: z.string().describe('The value as it was read, in whose order the parts stand'),
  base: z.number().describe('The answer where no part of the value is known, all else as it is'),
  residual: z.number().describe('output - base - the sum of all contributions'),
  reasons: z.array(reasonSchema).describe('The largest first; those without a contribution are left out'),
});

/** What the parts of one value of a row add to its answer. */
export type ExplainedInside = z.infer<typeof insideSchema>;

export const explainedFigureSchema = z.object({
  of: z.string().optional().describe('The class or event whose probability it is'),
  target: z.string().optional().describe('Where there are several targets'),
  quantity: z.string().optional().describe('What the figure is in words, where it is not simply the answer'),
  unit: z.string().optional().describe('`probability`, `log-odds`, or the unit of the target'),
  output: z.number().describe('What the row is answered with, unrounded'),
  base: z
    .number()
    .describe(
      'The mean answer to the references; without references the answer where nothing is known of the parts',
    ),
  residual: z
    .number()
    .describe('output - base - the sum of all contributions: nothing but the rounding of float32'),
  reasons: z.array(reasonSchema).describe('The largest first; those without a contribution are left out'),
  inside: z
    .array(insideSchema)
    .optional()
    .describe('Of values that are made of parts, what these add: of a molecule its atoms'),
  sensitive: z
    .array(reasonSchema)
    .optional()
    .describe(
      'Contributions of sensitive columns, for who audits the model: they are never given as reasons of a decision',
    ),
});

export type ExplainedFigure = z.infer<typeof explainedFigureSchema>;

export const referencesSchema = z.object({
  count: z.int().min(1),
  from: z.int().min(1).describe('Rows of the training that they stand for'),
  sha256: z.string().describe('Of the file of the version that holds them'),
});

/** With what the answers of a version are compared. */
export type ReferencesView = z.infer<typeof referencesSchema>;

/** A row with all that adds to its figures. */
export interface ExplainedRow {
  figures: ExplainedFigure[];
  /** How many answers of the model it took. */
  evaluations: number;
}

export const explanationSchema = z.object({
  scenario: z.string(),
  model: z.string(),
  method: z.string().describe('How contributions are found, in a sentence'),
  references: referencesSchema
    .optional()
    .describe('Absent where a part is compared with its absence, and no row of the training is needed'),
  evaluations: z.int().min(0).describe('How many answers of the model were worked out for it'),
  figures: z
    .array(explainedFigureSchema)
    .describe('Each figure of the answer, the one that is decided on first'),
  notice: z.string().optional().describe('What an answer of this scenario must not be read without'),
  syntheticModel: z.boolean().describe('True when no real row stands behind the model'),
});

export type Explanation = z.infer<typeof explanationSchema>;

/** What an output and its explanation may differ by for the rounding of float32, as a share of what they are made of. */
const tolerance = 1e-5;

/** Whether contributions add up to the output. */
export function addsUp({ output, base, residual }: ExplainedFigure): boolean {
  return Math.abs(residual) <= tolerance * Math.max(1, Math.abs(output), Math.abs(base));
}
