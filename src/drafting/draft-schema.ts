import { z } from 'zod';
import { encodingName, expectedEncoding } from '../core/text/encoding-name.js';
import { columnKindNames } from '../tables/columns/names.js';
import { draftedTasks } from './drafted.js';

/** How a table is read that a scenario is made from, by whatever door it came. */
const reading = {
  encoding: z
    .string('a text, given once')
    .refine((given) => encodingName(given) !== undefined, expectedEncoding)
    .optional(),
  delimiter: z.string('one character, or tab').optional(),
  header: z
    .enum(['yes', 'no'], 'yes, or no where the first line is a row: columns are called column_1, ...')
    .default('yes'),
};

const column = z.string('the name of a column').min(1).max(1000).optional();

/** What may be said of a table before a scenario is drafted from it; the rest is found out. */
export const draftOptionsSchema = z.strictObject({
  ...reading,
  target: column,
  task: z.enum(draftedTasks).optional(),
  series: column,
  user: column,
  item: column,
});

export type DraftOptions = z.infer<typeof draftOptionsSchema>;

/** What comes with the table of a new scenario. */
export const makeOptionsSchema = z.strictObject({
  ...reading,
  specification: z.string('the scenario as JSON, or as the text of a scenario.yaml').min(1),
});

export type MakeOptions = z.infer<typeof makeOptionsSchema>;

const draftedColumn = z.object({
  name: z.string(),
  kind: z.enum(columnKindNames).describe('What it was taken for'),
  why: z.string().describe('Why, in the language that was asked for'),
  examples: z.array(z.string()).describe('The first different values, as the file has them'),
  values: z.int().describe('Rows that have a value'),
  missing: z.int().describe('Rows that have none'),
  different: z.int().describe('Different values'),
  questions: z
    .array(z.string())
    .describe('What a person should decide, and where another reading is possible'),
  target: z
    .enum(['numeric', 'categorical'])
    .optional()
    .describe('As what it could be predicted; absent: it cannot be'),
  declarations: z
    .array(z.record(z.string(), z.unknown()))
    .describe('How it may stand among the columns of a specification: as it was found first, then otherwise'),
});

export type DraftedColumn = z.infer<typeof draftedColumn>;

/** A draft of a scenario, for a person to decide on. */
export const tableDraftSchema = z.object({
  source: z.object({
    name: z.string(),
    rows: z.int(),
    encoding: z.string().optional().describe('What the file was taken for, where it is not UTF-8'),
  }),
  specification: z
    .record(z.string(), z.unknown())
    .describe('A whole specification as `scenario.yaml` has it, to be changed and sent with the table'),
  yaml: z.string().describe('The same as `sextant init` writes it, with `# ?` where a person must decide'),
  columns: z.array(draftedColumn).describe('Those of the file, in its order'),
  notes: z.array(z.string()).describe('What to know of the table as a whole'),
});

export type TableDraft = z.infer<typeof tableDraftSchema>;

/** Written beside a `scenario.yaml` that a server made. */
export const originSchema = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  file: z.string().describe('How the table was called'),
  sha256: z.string().describe('Of the table as it was sent'),
});

export type Origin = z.infer<typeof originSchema>;
