import { z } from 'zod';
import { localisedText } from '../core/text/localised-text.js';
import { taskNames } from '../learning/names.js';
import { headlineSchema } from '../learning/report.js';
import { describedColumnSchema } from '../scenarios/schema/columns.js';
import { derivedCategory, derivedNumber } from '../scenarios/schema/derived.js';
import { scenarioKeys } from '../scenarios/schema/scenario.js';

const declared = {
  title: localisedText,
  question: localisedText,
  task: z.enum(taskNames),
  data: z.string().describe('The dataset, or the file in the scenario’s folder'),
};

const state = {
  id: z.string().meta({ example: 'finance/credit-scoring' }),
  industry: z.string(),
  champion: z.string().optional().describe('The version that answers; absent when there is none'),
  headline: headlineSchema.optional().describe('Its primary metric on rows held out'),
  problem: z
    .string()
    .optional()
    .describe(
      'What of its files is damaged: why a later version does not answer, or none at all; what else is missing from its description',
    ),
};

/** A line of the list of scenarios: what only a `scenario.yaml` says is absent where that cannot be read. */
export const summarySchema = z.object({ ...state, ...z.object(declared).partial().shape });

export type ScenarioSummary = z.infer<typeof summarySchema>;

/** A summary of a scenario whose `scenario.yaml` can be read. */
const readableSchema = z.object({ ...state, ...declared });

export type ReadableSummary = z.infer<typeof readableSchema>;

const endpointSchema = z.object({
  name: z.string(),
  method: z.enum(['GET', 'POST']),
  summary: localisedText,
  example: z.unknown().optional().describe('A body that works as it stands; absent: that of `predict`'),
});

const historySchema = z.object({
  group: z.string().optional().describe('The column of the series'),
  order: z.string().describe('The column that orders it'),
  window: z.int().describe('How many steps'),
});

const { stages, decision, actionNames, caveats, notFor, target, targets, optimisation } = scenarioKeys.shape;

const parents = { parents: z.array(z.string()).describe('Declared columns that it rests on') };

/** What one scenario asks for, and how it decides. */
export const descriptionSchema = z.object({
  ...readableSchema.shape,
  columns: z.array(describedColumnSchema),
  derived: z
    .array(z.discriminatedUnion('kind', [derivedNumber.extend(parents), derivedCategory.extend(parents)]))
    .optional()
    .describe('Worked out from the columns; absent where there are none'),
  target: target.describe('What is predicted; absent where there are several'),
  targets: targets.describe('Where there are several'),
  notice: localisedText.optional().describe('What its answers must not be read without'),
  stages: stages
    .unwrap()
    .optional()
    .describe(
      'When it can be asked, from the least known to the most; absent where every column is always known',
    ),
  decision,
  actionNames: actionNames.describe('What the actions of the decision are called'),
  optimisation: optimisation.describe('How settings are proposed, where they can be'),
  history: historySchema.optional().describe('Where a row is read with the rows before it'),
  explains: z
    .boolean()
    .describe('Whether its versions tell what each part of what is read adds to an answer: `explain`'),
  hasImportance: z
    .boolean()
    .describe('Whether they also tell what every column does on the whole: `importance` and `dependence`'),
  caveats,
  notFor,
  removable: z
    .boolean()
    .describe('Whether it was made from a table that this server was sent, and can be removed by it'),
  endpoints: z.array(endpointSchema).describe('What its industry answers besides'),
  schema: z.record(z.string(), z.unknown()).describe('JSON Schema (2020-12) of one row'),
  example: z.unknown().optional().describe('A request body that works as it stands'),
});

export type ScenarioDescription = z.infer<typeof descriptionSchema>;
