import { z } from 'zod';
import { marginalSchema } from './marginal.js';

/** `slope` of the score for each `scale` that the value lies above `centre`; with `log`, all of it on the natural logarithm. */
const numericEffect = z.strictObject({
  slope: z.number(),
  centre: z.number(),
  scale: z.number().positive().default(1),
  log: z.boolean().default(false),
});

const column = z.strictObject({
  name: z.string().min(1),
  /** Its distribution, or the one where `given` names no other. */
  marginal: marginalSchema,
  /** Other weights of a categorical column for each named value of a column above it. */
  given: z
    .strictObject({
      column: z.string(),
      weights: z.record(z.string(), z.record(z.string(), z.number().positive())),
    })
    .optional(),
  /** Moves the mean of a normal or log-normal column with numeric columns above it. */
  shifts: z.array(numericEffect.extend({ column: z.string() })).default([]),
  /** Moves the mean of a normal or log-normal column by so much for each unit of the score of the columns above it. */
  fromScore: z.number().optional(),
  /** What the column adds to the score: a number for each category (none: 0), or a slope. */
  effect: z.union([numericEffect, z.record(z.string(), z.number())]).optional(),
  /** Probability that the cell is left empty, whatever its value; the value has its effect all the same. */
  missing: z.number().min(0).lt(1).default(0),
});

/** Two values, of which the one is the likelier the higher the score. */
const binaryTarget = z.strictObject({
  name: z.string().min(1),
  /** The value of rows with a high score. */
  positive: z.string(),
  negative: z.string(),
  /** Share of positive rows; the sample has exactly this share, to the nearest row. */
  rate: z.number().gt(0).lt(1),
});

/** A number that rises with the score. */
const numericTarget = z.strictObject({
  name: z.string().min(1),
  /** Of the target before it is cut to the bounds; the score is standardised over the rows. */
  mean: z.number(),
  deviation: z.number().positive(),
  /** Share of the variance that no column tells. */
  noise: z.number().gt(0).lt(1),
  minimum: z.number(),
  maximum: z.number(),
  step: z.number().positive().default(1),
});

/** Options of the mechanism `latent-score`. */
export const latentScoreOptions = z.strictObject({
  mechanism: z.literal('latent-score'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(1_000_000),
  columns: z.array(column).min(1),
  target: z.union([binaryTarget, numericTarget]),
});

export type LatentScoreOptions = z.infer<typeof latentScoreOptions>;
export type LatentScoreColumn = LatentScoreOptions['columns'][number];
export type LatentScoreTarget = LatentScoreOptions['target'];
export type NumericEffect = z.infer<typeof numericEffect>;

type Problem = { path: (string | number)[]; message: string };

/** Names that nothing bears, and parts that do not fit the column's kind. */
export function latentScoreProblems({ columns, target }: LatentScoreOptions): Problem[] {
  const above = new Map<string, LatentScoreColumn>();
  const problems: Problem[] = [];
  columns.forEach((one, i) => {
    const path = ['columns', i];
    if (above.has(one.name) || one.name === target.name) {
      problems.push({ path: [...path, 'name'], message: 'a name that no other column has' });
    }
    problems.push(
      ...columnProblems(one, above).map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
    );
    above.set(one.name, one);
  });
  return problems;
}

function columnProblems(one: LatentScoreColumn, above: ReadonlyMap<string, LatentScoreColumn>): Problem[] {
  const problems: Problem[] = [];
  const { marginal, given, effect, shifts } = one;
  if (marginal.kind === 'categorical') {
    const unknown = isNumericEffect(effect)
      ? []
      : Object.keys(effect ?? {}).filter((code) => !(code in marginal.weights));
    problems.push(
      ...unknown.map((code) => ({ path: ['effect', code], message: 'a category of the marginal' })),
    );
    if (isNumericEffect(effect)) problems.push({ path: ['effect'], message: 'a number for each category' });
    if (shifts.length > 0)
      problems.push({ path: ['shifts'], message: 'no shifts: the column is categorical' });
    if (one.fromScore !== undefined)
      problems.push({ path: ['fromScore'], message: 'no shift: the column is categorical' });
  } else {
    if (marginal.minimum > marginal.maximum)
      problems.push({ path: ['marginal', 'maximum'], message: 'not below the minimum' });
    if (effect && !isNumericEffect(effect))
      problems.push({ path: ['effect'], message: 'slope, centre, scale, log' });
    if (given) problems.push({ path: ['given'], message: 'a categorical marginal, or shifts instead' });
    const isMoved = shifts.length > 0 || one.fromScore !== undefined;
    if (isMoved && marginal.kind !== 'normal' && marginal.kind !== 'log-normal') {
      problems.push({ path: ['shifts'], message: 'a normal or log-normal marginal' });
    }
  }
  if (given && above.get(given.column)?.marginal.kind !== 'categorical') {
    problems.push({ path: ['given', 'column'], message: 'a categorical column above this one' });
  }
  shifts.forEach((shift, i) => {
    const kind = above.get(shift.column)?.marginal.kind;
    if (kind === undefined || kind === 'categorical') {
      problems.push({ path: ['shifts', i, 'column'], message: 'a numeric column above this one' });
    }
  });
  return problems;
}

/** True for the slope form of an effect. */
export function isNumericEffect(effect: LatentScoreColumn['effect']): effect is NumericEffect {
  return effect !== undefined && typeof effect.log === 'boolean';
}
