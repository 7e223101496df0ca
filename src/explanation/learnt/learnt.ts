import { z } from 'zod';
import { explainedFigureSchema, referencesSchema } from '../explanation.js';

/** How it is told what a version has learnt, once: the program's types, the description of the API and its tests come from these schemas. */

const figureName = {
  ...explainedFigureSchema.pick({ of: true, target: true, quantity: true, unit: true }).shape,
  text: z.string().describe('What the figure is, in words'),
};

const interval = {
  lower: z.number().describe('Lower end of the 95 % interval by resampling the references'),
  upper: z.number().describe('Its upper end'),
};

const columnName = {
  column: z.string().describe('A declared column that the model reads, as itself or through derived columns'),
  meaning: z.string().describe('What it is, in the words of the scenario'),
  sensitive: z.literal(true).optional().describe('The scenario declares it sensitive; absent: it does not'),
};

const importanceEntrySchema = z.object({
  ...columnName,
  importance: z
    .number()
    .describe('Mean absolute contribution to the answers to the references, in the unit of the figure'),
  ...interval,
  share: z.number().describe('Of the sum over all columns, from 0 to 1'),
  first: z.int().min(1).describe('The first place in the order that it may have'),
  last: z.int().min(1).describe('The last one; the same as the first where no difference may be chance'),
  notToldApart: z
    .array(z.string())
    .describe('Columns whose difference to it may as well be chance: the interval of the difference holds 0'),
  hasDependence: z.boolean().describe('Whether `dependence` tells how the answers go with its values'),
  text: z.string().describe('The same in words'),
});

export type ImportanceEntry = z.infer<typeof importanceEntrySchema>;

const common = {
  scenario: z.string(),
  model: z.string(),
  method: z.string().describe('How it is found, in a sentence'),
  references: referencesSchema,
};

const ending = {
  caution: z.object({ text: z.string() }).describe('What it must not be read as'),
  notice: z.string().optional().describe('What an answer of this scenario must not be read without'),
  syntheticModel: z.boolean().describe('True when no real row stands behind the model'),
};

export const importanceSchema = z.object({
  ...common,
  figures: z
    .array(
      z.object({
        ...figureName,
        columns: z
          .array(importanceEntrySchema)
          .describe('Every column that is read, the most important first'),
      }),
    )
    .describe('Each figure of an answer, the one that is decided on first'),
  ...ending,
});

/** How much every column moves the answers of a version. */
export type GlobalImportance = z.infer<typeof importanceSchema>;

const effectSchema = z.object({
  effect: z
    .number()
    .describe('What the value does to the figure, compared with the mean over the rows learnt from'),
  ...interval,
});

export const dependenceSchema = z.object({
  ...common,
  ...columnName,
  kind: z.string().describe('Of the column; dates are milliseconds since 1970 UTC'),
  columnUnit: z.string().optional().describe('Of the values of the column'),
  rows: z.int().describe('That the version learnt from'),
  missing: z.int().describe('Of these, those without a value'),
  bins: z
    .array(z.object({ from: z.number(), to: z.number(), rows: z.int(), references: z.int() }))
    .optional()
    .describe(
      'Of numbers with many values: how many rows that were learnt from lie in each bin, and how many references: where there are none, the nearest ones tell. Effects stand at the edges: one more than there are bins',
    ),
  values: z
    .array(
      z.object({
        value: z.union([z.string(), z.number(), z.boolean()]),
        label: z.string().optional().describe('What a declared category is called'),
        rows: z
          .int()
          .nullable()
          .describe('Learnt from with this value; null: so few that they are not told one by one'),
      }),
    )
    .optional()
    .describe('Of categories, and of numbers with few values: each value, beside its effect'),
  figures: z
    .array(
      z.object({
        ...figureName,
        base: z.number().describe('The mean answer to the references'),
        effects: z
          .array(effectSchema.nullable())
          .describe(
            'At each edge of the bins, or of each value; null where no row, or hardly one, was learnt from',
          ),
      }),
    )
    .describe('Each figure of an answer, the one that is decided on first'),
  ...ending,
});

/** How the answers of a version depend on one column. */
export type Dependence = z.infer<typeof dependenceSchema>;
