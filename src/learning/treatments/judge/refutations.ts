import { createRandom, type Random } from '../../../core/random.js';
import { doublyRobustScores, meanOfScores, type EstimatedMean } from '../../../evaluation/effects/index.js';
import { linearValue } from '../../../models/algebra/ridge.js';
import { kFolds } from '../../../tables/splits/folds.js';
import { fitArms, fitPropensity, memberPropensities, type ObservedRows } from '../fit/linear-learners.js';

/** What became of the average effect in repetitions of one refutation. */
export interface Refutation {
  mean: number;
  /** Standard deviation over the repetitions. */
  deviation: number;
  /** Whether it came out as it should, by chance alone. */
  passed: boolean;
}

/** Attempts to refute an average effect (Sharma & Kiciman, 2020), estimated anew with linear models each time. */
export interface Refutations {
  repetitions: number;
  /** By the same linear models. */
  estimate: EstimatedMean;
  /** Treatment given to other rows by chance: the effect should be gone. */
  placebo: Refutation;
  /** A cause more that is nothing but chance: the effect should stay. */
  randomCause: Refutation;
  /** Four fifths of the rows, others each time: the effect should stay. */
  subset: Refutation;
}

/** Share of the rows that a subset keeps. */
const kept = 0.8;

/** @param rows outcomes in the unit in which the effects are told. */
export function refute(
  rows: ObservedRows,
  { repetitions, seed }: { repetitions: number; seed: number },
): Refutations | undefined {
  if (repetitions < 2) return undefined;
  const random = createRandom(seed).fork('refutations');
  const estimate = averageEffect(rows, seed);
  const times = (name: string, change: (own: Random) => ObservedRows) =>
    Array.from({ length: repetitions }, (_, i) => {
      return averageEffect(change(random.fork(`${name} ${i}`)), seed + i + 1).value;
    });
  const stays = (values: readonly number[]) =>
    refutation(values, (mean) => Math.abs(mean - estimate.value) <= 2 * estimate.standardError);
  return {
    repetitions,
    estimate,
    placebo: refutation(
      times('placebo', (own) => withPlacebo(rows, own)),
      (mean, deviation) => Math.abs(mean) <= 2 * deviation,
    ),
    randomCause: stays(times('random cause', (own) => withRandomCause(rows, own))),
    subset: stays(times('subset', (own) => subsetOf(rows, own))),
  };
}

function refutation(
  values: readonly number[],
  passes: (mean: number, deviation: number) => boolean,
): Refutation {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return { mean, deviation, passed: passes(mean, deviation) };
}

const folds = 3;

/** Doubly robust, each row scored by linear models of the other folds. */
export function averageEffect(rows: ObservedRows, seed: number): EstimatedMean {
  const { treated, outcome, design } = rows;
  const length = outcome.length;
  const fold = kFolds({ rows: length, k: folds, seed, labels: Array.from(treated) });
  const said = { propensity: new Float64Array(length), untreatedMean: new Float64Array(length), treatedMean: new Float64Array(length) }; // prettier-ignore
  for (let held = 0; held < folds; held++) {
    const training = Int32Array.from(fold.keys()).filter((row) => fold[row] !== held);
    const [untreated, treatedArm] = fitArms(rows, training);
    const [chances] = memberPropensities([fitPropensity(rows, training)], { ...design, rows: length });
    for (let row = 0; row < length; row++) {
      if (fold[row] !== held) continue;
      said.propensity[row] = chances[row];
      said.untreatedMean[row] = linearValue(untreated, design, row);
      said.treatedMean[row] = linearValue(treatedArm, design, row);
    }
  }
  return meanOfScores(doublyRobustScores({ treated, outcome, ...said }));
}

function withPlacebo(rows: ObservedRows, random: Random): ObservedRows {
  const order = random.permutation(rows.treated.length);
  return { ...rows, treated: Uint8Array.from(order, (row) => rows.treated[row]) };
}

function withRandomCause({ design, ...rows }: ObservedRows, random: Random): ObservedRows {
  const { features, width } = design;
  const wider = new Float32Array(rows.outcome.length * (width + 1));
  for (let row = 0; row < rows.outcome.length; row++) {
    wider.set(features.subarray(row * width, (row + 1) * width), row * (width + 1));
    wider[row * (width + 1) + width] = random.normal();
  }
  return { ...rows, design: { features: wider, width: width + 1 } };
}

function subsetOf({ design, treated, outcome }: ObservedRows, random: Random): ObservedRows {
  const { features, width } = design;
  const order = random.permutation(outcome.length);
  const rows = order.subarray(0, Math.round(kept * order.length));
  const own = new Float32Array(rows.length * width);
  rows.forEach((row, i) => own.set(features.subarray(row * width, (row + 1) * width), i * width));
  return {
    design: { features: own, width },
    treated: Uint8Array.from(rows, (row) => treated[row]),
    outcome: Float64Array.from(rows, (row) => outcome[row]),
  };
}
