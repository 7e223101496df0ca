import { z } from 'zod';
import { architectureNames } from '../../models/architectures/names.js';
import { splitMethodNames } from '../../tables/splits/names.js';
import { defaultNetwork, taskNames } from '../../learning/names.js';
import { intervalWidths } from '../../learning/rows/names.js';
import { declaredTokens } from '../../tables/columns/column-base.js';
import { columnSchema, targetSchema } from './columns.js';
import { staysWithin } from '../../core/files/own-file.js';
import { encodingName, expectedEncoding } from '../../core/text/encoding-name.js';
import { localisedText } from '../../core/text/localised-text.js';
import { columnName, scenarioId } from './common.js';
import { derivedColumn } from './derived.js';
import { logSchema } from './log.js';
import { optimisationSchema } from './optimisation.js';

const fraction = z.number().gt(0).lt(1);

/** What a union of objects expects where none is given. Of an object it is told which of its keys are wrong. */
function otherwise(form: string) {
  return {
    error: ({ input }: { input?: unknown }) =>
      typeof input === 'object' && input !== null ? undefined : form,
  };
}

/** Where the rows come from: a dataset of the catalogue, or a CSV file in the scenario's own folder. */
const data = z.union(
  [
    z.strictObject({ dataset: z.string().min(1), missing_tokens: declaredTokens.optional() }),
    z.strictObject({
      missing_tokens: declaredTokens.optional(),
      file: z
        .string()
        .min(1)
        .refine(staysWithin, "a file in the scenario's own folder, without .. and not from a root"),
      /** What the file is written in; absent: UTF-8. */
      encoding: z
        .string()
        .refine((name) => encodingName(name) !== undefined, expectedEncoding)
        .optional(),
      synthetic: z.boolean().optional(),
    }),
  ],
  otherwise('{ dataset: … } or { file: … }'),
);

const split = z.strictObject({
  method: z.enum(splitMethodNames),
  /** The column of the time or the group, for the methods that need one. */
  column: columnName.optional(),
  /** For the method group instead of a column: rows that agree in all of these are of one group. */
  columns: z.array(columnName).min(1).optional(),
  /** What of the column's (or the group's) values tells the group, where its kind knows such a thing: the scaffold of a molecule. */
  by: z.string().min(1).optional(),
  /** For the method given: rows that agree in this column stay together when the rest is divided into learning and stopping. */
  group: columnName.optional(),
  /**
   * Fraction of all rows kept for the report; never used while learning. For the method given: what the column holds in those
   * rows.
   */
  test: z.union([fraction, z.string().min(1)]).default(0.2),
  /**
   * How the rest serves both learning and early stopping: one held-out part, or as many members as folds, each member
   * stopping on the fold that it does not learn from. Absent: by the number of rows.
   */
  validation: z
    .union(
      [z.strictObject({ fraction }), z.strictObject({ folds: z.number().int().min(2).max(20) })],
      otherwise('{ fraction: … } or { folds: … }'),
    )
    .optional(),
});

/** A moment at which the question is asked, with what is not known by then. */
const stage = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name like mid-term (lower case, digits and hyphens)'),
  title: localisedText,
  without: z.array(columnName).default([]),
});

/** Values of a row that cannot go together. */
const impossible = z.strictObject({
  /** A condition in the language of derived columns. */
  when: z.string().min(1).max(2000),
  /** What of them cannot be, as the end of a sentence. */
  meaning: localisedText,
});

/** A registered decision rule by its name; the rule itself says what else belongs here. */
const decision = z.looseObject({ rule: z.string().min(1) });

const reference = z.strictObject({
  model: z.string().min(1),
  metric: z.string().min(1),
  value: z.number(),
  protocol: z.string().min(1),
});

/** For a task that learns from interactions: which columns of the data say what. */
const interactions = z.strictObject({
  user: columnName,
  item: columnName,
  value: columnName.optional(),
  /** From this value on an interaction is a liking; absent: every one is. */
  likedFrom: z.number().optional(),
  time: columnName.optional(),
  /** Says `train`, `test` or `negative` where a dataset brings its own division. */
  part: columnName.optional(),
  /** Which liking of each customer is held out for the figures: `random` where the rows have no order in time. */
  heldOut: z.enum(['last', 'random']).default('last'),
  title: columnName.optional(),
  attributes: z.array(columnName).default([]),
  /** False: the artefact holds no customer, and requests must bring what their customer likes. */
  keepHistories: z.boolean().default(true),
});

/** For a task about portfolios: which columns of the data say what; the assets are those of the column of the kind positions. */
const prices = z.strictObject({
  /** The day of each row. */
  date: columnName,
  /** The price of an index that stands for the market as a whole; absent: the mean of the assets. */
  market: columnName.optional(),
});

/** `scenario.yaml`: everything that makes a scenario, as data. An unknown key is an error. */
export const scenarioKeys = z.strictObject({
  id: scenarioId,
  title: localisedText,
  question: localisedText,
  /** Said with every answer and at the head of the model card, where an answer must not be read without it. */
  notice: localisedText.optional(),
  /** True: at a server's start its first model is trained before those of other scenarios, however little data these have. */
  trainedFirst: z.boolean().default(false),
  data,
  interactions: interactions.optional(),
  prices: prices.optional(),
  columns: z.array(columnSchema).min(1),
  /** Worked out from the columns and from those above, and prepared like them. */
  derived: z.array(derivedColumn).default([]),
  /** Combinations that are remarked on, and take a row out of what the model knows. */
  impossible: z.array(impossible).max(100).default([]),
  /** What becomes of rows outside of what the model knows. */
  applicability: z
    .strictObject({
      /** `warn`: they are answered as all; `abstain`: without a decision, which is left to a person; `reject`: not at all. */
      policy: z.enum(['warn', 'abstain', 'reject']).default('warn'),
    })
    .prefault({}),
  target: targetSchema.optional(),
  /** Instead of `target`: several, of which a row may lack some. */
  targets: z.array(targetSchema).min(2).optional(),
  /** From the earliest to the latest; each knows what those before it know. None: every column is known. */
  stages: z.array(stage).default([]),
  task: z.strictObject({ name: z.enum(taskNames), options: z.record(z.string(), z.unknown()).default({}) }),
  model: z
    .strictObject({
      /** Absent: the network that suits the task. */
      architecture: z.enum(architectureNames).optional(),
      options: z.record(z.string(), z.unknown()).default({}),
      /** Trained beside it, for a task that learns from interactions; the best of all, or a blend, serves. */
      beside: z
        .array(
          z.strictObject({
            architecture: z.enum(architectureNames),
            options: z.record(z.string(), z.unknown()).default({}),
            training: z.record(z.string(), z.unknown()).default({}),
          }),
        )
        .optional(),
    })
    .prefault({}),
  /** Limits and settings of the training loop; checked by the loop's own schema. */
  training: z.record(z.string(), z.unknown()).default({}),
  seed: z.number().int().nonnegative().default(0),
  split,
  metrics: z.strictObject({
    primary: z.string().min(1),
    /** A version whose primary metric is worse than this does not become champion. */
    floor: z.number().optional(),
  }),
  decision: decision.optional(),
  /** Further rules, each of which decides on a whole file (`sextant decide`); the rule of `decision` is one of them where it can. */
  batchDecisions: z.array(decision).optional(),
  /** What the actions of the decision are called; an action itself is what programs compare. */
  actionNames: z.record(z.string(), localisedText).optional(),
  /** How settings are proposed with which the predicted number is better; for plug-ins. */
  optimisation: optimisationSchema.optional(),
  /** How wide the intervals of a number are. Absent: as the task has it. */
  intervals: z.enum(intervalWidths).optional(),
  sensitive: z.array(columnName).default([]),
  /** Whether a server keeps its answers, for how long and with what of the rows. */
  log: logSchema.optional(),
  references: z.array(reference).default([]),
  caveats: z.array(localisedText).default([]),
  notFor: z.array(localisedText).default([]),
});

/** The keys with what is left open in them filled in, where this depends on others. */
export const scenarioSchema = scenarioKeys.transform(({ model, ...spec }) => {
  const { architecture = defaultNetwork(spec.task.name, spec.target?.kind) } = model;
  return { ...spec, model: { ...model, architecture } };
});

export type ScenarioSpec = z.infer<typeof scenarioSchema>;
