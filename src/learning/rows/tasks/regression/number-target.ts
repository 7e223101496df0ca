import { z } from 'zod';
import { InvalidInputError, InvalidSpecificationError, shown } from '../../../../core/errors.js';
import { figure } from '../../../../core/text/figures.js';
import { meanTarget } from '../../../../evaluation/baselines/index.js';
import type { CellValue } from '../../../../tables/columns/column-kind.js';
import type { NumericColumnSpec } from '../../../../tables/columns/numeric.column.js';
import { actualNumbers, type EncodedTargets } from '../../../targets.js';
import type { GivenPrediction, TargetProblem, TaskSpec } from '../task.js';
import { numberScale, positionOn, scaleFields, type Ends } from './number-scale.js';

/** The network learns the standardised position of the target on its scale; these undo it. */
export const numberStateSchema = z.strictObject({ ...scaleFields, unit: z.string().optional() });

export type NumberState = z.infer<typeof numberStateSchema>;

/** What is answered of one number, in its unit and within its range. */
export interface AnsweredNumber {
  value: number;
  interval?: [number, number];
}

/** @throws InvalidSpecificationError for a target that is no number, or whose range does not fit its logarithmic scale. */
export function numericTarget({ target }: TaskSpec): NumericColumnSpec {
  if (target.kind !== 'numeric') {
    throw new InvalidSpecificationError('Regression needs a numeric target.', {
      details: [{ pointer: '/target/kind', expected: 'numeric', received: target.kind }],
    });
  }
  const { transform, range } = target;
  if (transform === 'log1p' && range && range[0] < 0 && Number.isFinite(range[0])) {
    throw new InvalidSpecificationError('A logarithmic scale is for values that are not negative.', {
      details: [
        {
          pointer: '/target/range',
          expected: 'a range from 0 or more, for the transform log1p',
          received: shown(range),
        },
      ],
    });
  }
  return target;
}

/** On a logarithmic scale there is nothing from -1 down. */
export function beyondLogarithm(spec: TaskSpec): (value: CellValue) => TargetProblem | undefined {
  const { transform } = numericTarget(spec);
  if (transform !== 'log1p') return () => undefined;
  const expected = 'a number above -1, for the transform log1p of the target';
  return (value) =>
    typeof value === 'number' && value <= -1 ? { expected, received: shown(value) } : undefined;
}

/** @throws InvalidSpecificationError for a target that is no number; InvalidInputError for one that never varies. */
export function fitNumber(values: readonly CellValue[], spec: TaskSpec): NumberState {
  const target = numericTarget(spec);
  const transform = target.transform === 'log1p' ? target.transform : undefined;
  const numbers = values.map(Number);
  const positions = numbers.map(positionOn(transform));
  const mean = positions.reduce((sum, value) => sum + value, 0) / positions.length;
  const variance = positions.reduce((sum, value) => sum + (value - mean) ** 2, 0) / positions.length;
  // The mean of equal decimals can differ from them by a last bit, so the variance alone does not tell.
  if (!(variance > 0) || numbers.every((value) => value === numbers[0])) {
    throw new InvalidInputError('The target has the same value in every row, so there is nothing to learn.', {
      details: [{ column: target.name, expected: 'different values', received: `${numbers[0]} only` }],
      withoutData: true,
    });
  }
  const range = endsOf(target, positions);
  return {
    mean,
    standardDeviation: Math.sqrt(variance),
    ...(target.unit && { unit: target.unit }),
    ...(transform && { transform }),
    ...(range && { range }),
  };
}

/**
 * Where answers end: as declared. On a logarithmic scale an end that is not declared follows from the training rows, because there a
 * network that is asked about an unheard-of row would soon name a number that is nothing but large: at the lower side 0, unless a value
 * lies below, at the upper as far beyond the largest value as that is from the smallest.
 * @param positions of the training rows on the scale.
 */
function endsOf({ transform, range }: NumericColumnSpec, positions: readonly number[]): Ends | undefined {
  const [low, high] = (range ?? [-Infinity, Infinity]).map((end) => (Number.isFinite(end) ? end : null));
  if (transform !== 'log1p') return range && [low, high];
  const [least, most] = positions.reduce(
    ([a, b], at) => [Math.min(a, at), Math.max(b, at)],
    [Infinity, -Infinity],
  );
  const furthest = figure(Math.expm1(2 * most - least));
  return [low ?? (least < 0 ? null : 0), high ?? (Number.isFinite(furthest) ? furthest : null)];
}

export function encodeNumbers(cells: readonly CellValue[], state: NumberState): EncodedTargets {
  const values = Float64Array.from(cells, Number);
  return { width: 1, data: standardised(values, state), values };
}

/** As a network learns them; NaN remains NaN. */
export function standardised(values: Float64Array, state: NumberState): Float32Array {
  const { position } = numberScale(state);
  return Float32Array.from(values, (value) => (position(value) - state.mean) / state.standardDeviation);
}

/** The output of a model that knows no feature: the mean of the target, whatever the scale on which it is learnt. */
export function meanOutput({ data, values }: EncodedTargets, state: NumberState): number {
  if (state.transform === undefined || values === undefined) return meanTarget(data);
  return standardised(Float64Array.of(meanTarget(values)), state)[0];
}

/** Of a residual that float32 standardised, the share that it can be off by. */
const precision = 1e-6;

/**
 * Half the width of an interval up to which a value counts as inside. The widths are residuals of networks' float32, so that a value
 * that lies at the very end, as many do where they are few and whole, would by its last digits fall on either side.
 */
export function reachOf(halfWidth: number, { standardDeviation }: NumberState): number {
  return halfWidth + precision * (halfWidth + standardDeviation);
}

/** Numbers that were answered, beside those that came. */
export function givenNumbers(given: readonly GivenPrediction[], targets: EncodedTargets) {
  return {
    actual: actualNumbers(targets),
    predicted: Float64Array.from(given, ({ value = NaN }) => value),
  };
}

/** Raw outputs in the target's unit, within its range. */
export function decodeNumbers(outputs: ArrayLike<number>, state: NumberState): Float64Array {
  const scale = numberScale(state);
  return Float64Array.from(outputs, (output) => scale.value(scale.positionOf(output)));
}
