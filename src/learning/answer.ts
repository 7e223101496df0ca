import { z } from 'zod';
import { decisionSchema } from '../decisions/decision.js';
import { reasonSchema } from '../explanation/explanation.js';
import { allocationSchema } from './allocation-answer.js';
import { riskSchema } from './risk-answer.js';

/**
 * The answer of every door, once: the program's types, the description of the API and its tests come from these schemas. What is
 * answered is never parsed with them.
 */

const ends = z.tuple([z.number(), z.number()]);
const interval = ends.describe('Meant to hold 90 % of cases');

/** Of a class, or of an event. */
const classFields = {
  label: z.string().optional().describe('The class; of two, the one that the threshold gives'),
  probability: z
    .number()
    .optional()
    .describe('Of the class or event that is asked about; with more classes, of `label`'),
  probabilities: z
    .record(z.string(), z.number())
    .optional()
    .describe('Of every class, by label, when there are more than two'),
  kind: z
    .object({ label: z.string(), probability: z.number() })
    .optional()
    .describe(
      'Where the classes are kinds of one event: the likeliest, and its probability given that the event happens',
    ),
};

const crossings = z
  .array(z.object({ limit: z.number(), probability: z.number() }))
  .describe('How likely the value lies beyond each limit of the decision, the one that is decided on first');

/** Of a number. */
const numberFields = {
  value: z
    .number()
    .optional()
    .describe('A number, for remaining life the time that is left, for a treatment its effect'),
  unit: z.string().optional(),
  interval: interval.optional(),
  crossings: crossings.optional(),
};

const targetPredictionSchema = z.object({ ...classFields, ...numberFields });

/** What is predicted of one of several targets. */
export type TargetPrediction = z.infer<typeof targetPredictionSchema>;

const horizonSchema = z.object({
  horizon: z.string().describe('As the scenario writes it, such as `15min`'),
  at: z.string().optional().describe('The moment that is meant, in the form in which the row gave its own'),
  value: z.number(),
  interval: interval.optional().describe('Meant to hold 90 % of cases; of several `bands` the widest'),
  bands: z
    .array(
      z.object({ level: z.number().describe('Share of cases that it is meant to hold'), interval: ends }),
    )
    .optional()
    .describe('Where a scenario declares several `levels`: each interval, the narrowest first'),
  crossings: crossings.optional(),
  decision: decisionSchema.optional().describe('Of this horizon alone'),
  quantiles: z
    .array(z.object({ level: z.number(), value: z.number() }))
    .optional()
    .describe(
      'Where the scenario asks for them: values that what happens stays below with the probability `level`',
    ),
});

export type HorizonPrediction = z.infer<typeof horizonSchema>;

const itemSchema = z.object({
  item: z.string().nullable().describe('Its id; null for a new product that the request brought'),
  title: z.string(),
  score: z.number().describe('Comparable within one list only'),
  reason: z.object({
    because: z.array(z.string()).describe('Products that the customer likes'),
    text: z.string(),
  }),
});

/** A product that is shown, and why. */
export type RecommendedItem = z.infer<typeof itemSchema>;

const standingSchema = z.object({
  skill: z.string(),
  mastery: z
    .number()
    .describe(
      'The probability that the learner knows the skill: what stands behind the chance of a right answer',
    ),
  interval: interval.describe('Meant to hold the mastery of 90 % of learners of whom the same is known'),
  probability: z.number().describe('Of a right next answer to the skill'),
  answers: z.int().min(0).describe('Answers of the learner to the skill that were read'),
});

const proposalSchema = z.object({
  skill: z.string(),
  mastery: z.number(),
  gain: z.number().describe('What one more answer adds to the mastery of the skill, on average'),
  kind: z.enum(['learn', 'review']).describe('`review`: mastered, and last answered long ago'),
  after: z.array(z.string()).describe('Its prerequisites, each of which is ready'),
});

/** What is predicted; which fields there are depends on the task. A new form of prediction adds its fields here. */
export const predictionSchema = z.object({
  ...classFields,
  ...numberFields,
  targets: z
    .record(z.string(), targetPredictionSchema)
    .optional()
    .describe('Of each target by its name, where there are several'),
  outcomes: z
    .object({ untreated: z.number(), treated: z.number() })
    .optional()
    .describe(
      'Of a treatment: what is expected without and with it; their difference is `value`, the effect',
    ),
  propensity: z
    .number()
    .optional()
    .describe(
      'Of a treatment: the probability that a case like this was treated; without support it stands alone',
    ),
  horizons: z.array(horizonSchema).optional().describe('What will be, horizon by horizon, of a forecast'),
  items: z.array(itemSchema).optional().describe('Products, the best first'),
  mastery: z
    .array(standingSchema)
    .optional()
    .describe(
      'Of a learner after the row: the skill that is asked, then those answered so far, the least mastered first',
    ),
  practice: z
    .array(proposalSchema)
    .optional()
    .describe('Skills for the learner to practise next, the best first'),
  risk: riskSchema.optional().describe('What a portfolio can lose'),
  allocation: allocationSchema.optional().describe('Which positions to take'),
});

export type Prediction = z.infer<typeof predictionSchema>;

/** What is remarked about a row although it is answered. */
const warningSchema = z.object({ code: z.string(), column: z.string().optional(), text: z.string() });

export type Warning = z.infer<typeof warningSchema>;

/** For who asked for another language than English. */
const names = z
  .record(z.string(), z.string())
  .optional()
  .describe(
    'Where another language than English was asked for: what the classes, actions, rules and stages of the answer are called in it',
  );

/** The envelope: the same for every scenario and door; what does not apply is left out. */
export const answerSchema = z.object({
  id: z.string().describe('ULID of this answer'),
  scenario: z.string(),
  model: z.string().describe('The version that answered').meta({ example: 'finance/credit-scoring@1' }),
  stage: z.string().optional().describe('What the row was known by, where a scenario has stages'),
  prediction: predictionSchema,
  decision: decisionSchema.optional(),
  reasons: z
    .array(reasonSchema)
    .optional()
    .describe(
      'What the answer rests on most, the largest first, and never a sensitive column; absent where they were not asked for or cannot be told',
    ),
  notice: z.string().optional().describe('What an answer of this scenario must not be read without'),
  applicability: z.object({
    in_domain: z
      .boolean()
      .describe('False when a value, or the row as a whole, lies outside what the model knows'),
    warnings: z.array(warningSchema),
  }),
  names,
});

export type AnswerEnvelope = z.infer<typeof answerSchema>;

/** Many rows are answered in their order. */
export const answerListSchema = z.object({
  scenario: z.string(),
  model: z.string(),
  answers: z.array(answerSchema),
  names,
});

export type AnswerList = z.infer<typeof answerListSchema>;

/** What a task says of one row, before it is put into its envelope. */
export type Answer = Pick<AnswerEnvelope, 'prediction' | 'decision'>;
