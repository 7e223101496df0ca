import { z } from 'zod';
import { InvalidInputError, InvalidSpecificationError, shown } from '../../../../core/errors.js';
import { localisedText } from '../../../../core/text/localised-text.js';
import type { CellValue } from '../../../../tables/columns/column-kind.js';
import { classStateSchema } from '../classification/class-target.js';
import { parseTaskOptions } from '../../../parse-fitted.js';
import type { TargetProblem, TaskSpec } from '../task.js';
import type { EncodedTargets } from '../../../targets.js';

/** More steps than this are no scale: each costs the network an output. */
const mostSteps = 200;

export const distributionOptions = z.strictObject({
  /** Distance of neighbouring values of the target, in its unit. */
  step: z.number().positive().default(1),
  /** Something that the number decides and whose probability is asked for beside it. */
  event: z
    .strictObject({
      /** The event is that the target lies below this value, one of its scale. */
      below: z.number(),
      label: localisedText,
      otherwise: localisedText,
    })
    .optional(),
});

export type DistributionOptions = z.infer<typeof distributionOptions>;

/** A scale of `steps + 1` values, and what was learnt about the event. */
export const stepsStateSchema = z.strictObject({
  /** The lowest value. */
  from: z.number(),
  step: z.number().positive(),
  /** Output `j` of the network is the probability of a value of at least `from + (j + 1) step`. */
  steps: z.number().int().min(1).max(mostSteps),
  unit: z.string().optional(),
  event: z
    .strictObject({
      /** Place of the output that tells the event: the probability of its contrary. */
      output: z.number().int().min(0),
      /** As a class of its own, so that it is decided and reported like one. */
      classes: classStateSchema,
    })
    .optional(),
});

export type StepsState = z.infer<typeof stepsStateSchema>;

/**
 * The scale that a target of this declaration has.
 * @throws InvalidSpecificationError when the target is no number with a range of whole steps, or the event is not on the scale.
 */
export function scaleOf(spec: TaskSpec) {
  const { target } = spec;
  const options = parseTaskOptions(distributionOptions, spec);
  if (target.kind !== 'numeric' || !target.range) {
    const received = target.kind === 'numeric' ? 'a numeric target without a range' : target.kind;
    throw wrong('A distribution needs a numeric target with a range.', '/target/range', {
      expected: 'a numeric target with a range',
      received,
    });
  }
  if (target.transform === 'log1p') {
    throw wrong('A scale of steps has no logarithm.', '/target/transform', {
      expected: 'none: its steps are learnt one by one',
      received: target.transform,
    });
  }
  const { step, event } = options;
  const [from, to] = target.range;
  const steps = (to - from) / step;
  if (!Number.isInteger(steps) || steps < 1 || steps > mostSteps) {
    throw wrong('The range is no scale of steps.', '/target/range', {
      expected: `1 to ${mostSteps} whole steps of ${step}`,
      received: shown(target.range),
    });
  }
  const output = event && (event.below - from) / step - 1;
  if (output !== undefined && !(Number.isInteger(output) && output >= 0 && output < steps)) {
    throw wrong('The event is not on the scale.', '/task/options/event/below', {
      expected: `a value of the scale above ${from} and up to ${to}`,
      received: shown(event?.below),
    });
  }
  return { from, step, steps, unit: target.unit, event, output };
}

/** A value beyond the ends of the scale, often a code for something else, is no value that the network could be taught. */
export function offScale(spec: TaskSpec): (value: CellValue) => TargetProblem | undefined {
  const { from, step, steps } = scaleOf(spec);
  const to = from + step * steps;
  const expected = `a value of the scale from ${from} to ${to} (the range of the target)`;
  return (value) =>
    typeof value === 'number' && (value < from || value > to)
      ? { expected, received: shown(value) }
      : undefined;
}

function wrong(message: string, pointer: string, found: { expected: string; received: string }) {
  return new InvalidSpecificationError(message, { details: [{ pointer, ...found }] });
}

/**
 * @throws InvalidSpecificationError as {@link scaleOf}.
 * @throws InvalidInputError when no row, or every row, shows the event; or the target never varies.
 */
export function fitSteps(values: readonly CellValue[], spec: TaskSpec): StepsState {
  const { from, step, steps, unit, event, output } = scaleOf(spec);
  const numbers = values.map(Number);
  if (numbers.every((value) => value === numbers[0])) {
    throw nothingToLearn(spec, 'different values', `${numbers[0]} only`);
  }
  const state: StepsState = unit ? { from, step, steps, unit } : { from, step, steps };
  if (!event || output === undefined) return state;
  const count = numbers.filter((value) => value < event.below).length;
  if (count === 0 || count === numbers.length) {
    const expected = `rows on both sides of ${event.below}`;
    throw nothingToLearn(spec, expected, count === 0 ? 'none below' : 'none from there on');
  }
  const classes = [
    { code: 'otherwise', label: event.otherwise.en, count: numbers.length - count },
    { code: 'event', label: event.label.en, count },
  ];
  return { ...state, event: { output, classes: { classes, positive: 1 } } };
}

function nothingToLearn({ target }: TaskSpec, expected: string, received: string): InvalidInputError {
  return new InvalidInputError('The target has nothing to learn from.', {
    details: [{ column: target.name, expected, received }],
    withoutData: true,
  });
}

/** One 0 or 1 per step: whether it was reached (a cumulative encoding; Frank & Hall, 2001). Row-major `[rows, steps]`. */
export function encodeSteps(cells: readonly CellValue[], { from, step, steps }: StepsState): EncodedTargets {
  const values = Float64Array.from(cells, Number);
  const data = new Float32Array(values.length * steps);
  values.forEach((value, row) => {
    const reached = Math.min(steps, Math.floor((value - from) / step + 1e-9));
    data.fill(1, row * steps, row * steps + Math.max(0, reached));
  });
  return { width: steps, data, values };
}

/** The expected value of a row: the lowest value and a step for each that is likely to be reached. */
export function meanOf(outputs: Float32Array, row: number, { from, step, steps }: StepsState): number {
  let sum = 0;
  for (let i = row * steps; i < (row + 1) * steps; i++) sum += outputs[i];
  return from + step * sum;
}

/**
 * The value below which the predicted distribution of a row has the share `level`. The mass of each value of the scale is
 * spread evenly half a step to both sides; where the outputs of neighbouring steps cross, the lower one counts.
 */
export function quantileOf(
  outputs: Float32Array,
  { row, level }: { row: number; level: number },
  { from, step, steps }: StepsState,
): number {
  let below = 0;
  let reach = 1;
  for (let value = 0; value <= steps; value++) {
    reach = value < steps ? Math.min(reach, outputs[row * steps + value]) : 0;
    const upTo = 1 - reach;
    if (upTo >= level) {
      const within = upTo > below ? (level - below) / (upTo - below) : 0.5;
      return from + step * Math.min(steps, Math.max(0, value - 0.5 + within));
    }
    below = upTo;
  }
  return from + step * steps;
}

/** Probability of the event, for each row. */
export function eventProbabilities(outputs: Float32Array, { steps, event }: StepsState): Float32Array {
  const output = event?.output ?? 0;
  return Float32Array.from({ length: outputs.length / steps }, (_, row) => 1 - outputs[row * steps + output]);
}

/** 1 for rows that showed the event, as a class to predict. */
export function eventTargets({ data }: EncodedTargets, { steps, event }: StepsState): EncodedTargets {
  const output = event?.output ?? 0;
  const labels = Float32Array.from(
    { length: data.length / steps },
    (_, row) => 1 - data[row * steps + output],
  );
  return { width: 1, data: labels };
}
