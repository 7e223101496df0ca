import { createRandom } from '../../../core/random.js';
import {
  applyCalibration,
  fitCalibration,
  fitTemperature,
  type CalibrationState,
} from '../../../evaluation/calibration/index.js';
import { inverseLink } from '../../../models/prediction/links.js';
import type { Loss } from '../../../models/training/losses/index.js';
import type { EncodedTargets } from '../../targets.js';

/** Parts of the rows by which calibrations are compared: each is fitted on the others. */
const parts = 5;

/** Isotonic regression wants so many rows (Niculescu-Mizil & Caruana, 2005). */
const enoughForIsotonic = 1000;

type Fit = (scores: Float64Array, labels: Float32Array) => CalibrationState;

/**
 * The calibration that lowers the log loss of probabilities: a temperature (Guo et al., 2017), Platt's (1999) or isotonic
 * regression (Zadrozny & Elkan, 2002), each compared by cross-validation over the given rows, which the model did not learn from.
 * @param outputs linked outputs, `[rows, outputs]`.
 * @returns undefined where none is better by more than a standard error of the difference, or the outputs are no probabilities of classes.
 */
export function chooseCalibration(
  outputs: Float32Array,
  targets: EncodedTargets,
  loss: Loss,
): CalibrationState | undefined {
  if (!loss.classes || targets.width !== 1) return undefined;
  const { data: labels } = targets;
  const rows = labels.length;
  const width = outputs.length / rows;
  const scores = Float64Array.from(outputs, (output) => inverseLink(loss.link, output));
  const plain = rowLosses(outputs, labels);
  const part = partsOf(rows);
  let best: { fit: Fit; gain: number } | undefined;
  for (const fit of fitsFor(width, rows)) {
    const losses = crossFitted(fit, { scores, labels, width, part });
    if (!losses) continue;
    const { mean, standardError } = summary(plain.map((one, row) => one - losses[row]));
    if (mean > standardError && mean > (best?.gain ?? 0)) best = { fit, gain: mean };
  }
  return best?.fit(scores, labels);
}

function fitsFor(width: number, rows: number): Fit[] {
  const temperature: Fit = (logits, labels) => fitTemperature({ logits, labels, width });
  if (width > 1) return [temperature];
  const platt: Fit = (scores, labels) => fitCalibration('platt', { scores, labels });
  const isotonic: Fit = (scores, labels) => fitCalibration('isotonic', { scores, labels });
  return rows < enoughForIsotonic ? [temperature, platt] : [temperature, platt, isotonic];
}

interface ScoredLogits {
  /** `[rows, width]` */
  scores: Float64Array;
  labels: Float32Array;
  width: number;
  part: Int32Array;
}

/** The log loss of each row after a calibration that was fitted on the rows of the other parts; undefined where one cannot be fitted. */
function crossFitted(fit: Fit, { scores, labels, width, part }: ScoredLogits): Float64Array | undefined {
  const losses = new Float64Array(labels.length);
  for (let held = 0; held < parts; held++) {
    const rowsOf = (inside: boolean) => [...labels.keys()].filter((row) => (part[row] === held) === inside);
    const scoresOf = (rows: number[]) =>
      Float64Array.from(rows.flatMap((row) => [...scores.subarray(row * width, (row + 1) * width)]));
    const labelsOf = (rows: number[]) => Float32Array.from(rows, (row) => labels[row]);
    const [learning, testing] = [rowsOf(false), rowsOf(true)];
    const known = labelsOf(learning);
    if (new Set(known).size < 2) return undefined;
    const state = fit(scoresOf(learning), known);
    const probabilities = applyCalibration(state, scoresOf(testing), width);
    rowLosses(probabilities, labelsOf(testing)).forEach((loss, i) => (losses[testing[i]] = loss));
  }
  return losses;
}

/** Below this a probability of 0 would cost without bound. */
const leastProbability = 1e-6;

function rowLosses(probabilities: ArrayLike<number>, labels: Float32Array): Float64Array {
  const width = probabilities.length / labels.length;
  return Float64Array.from(labels, (label, row) => {
    const own = width > 1 ? probabilities[row * width + label] : probabilities[row];
    const right = width > 1 || label === 1 ? own : 1 - own;
    return -Math.log(Math.max(right, leastProbability));
  });
}

function partsOf(rows: number): Int32Array {
  const part = new Int32Array(rows);
  createRandom(rows)
    .permutation(rows)
    .forEach((row, place) => (part[row] = place % parts));
  return part;
}

function summary(values: Float64Array): { mean: number; standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}
