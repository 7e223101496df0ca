import type { DividedRows, DivideRequest, FoldRequest } from '../../family.js';
import type { FoldResult } from '../../fold-result.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { kFolds } from '../../../tables/splits/folds.js';
import { measure } from '../../scored-rows.js';
import { fitTracers } from '../fit/fit-tracers.js';
import { stepsOf } from '../fit/network-tracer.js';
import { divideStopping } from '../load/divide-learners.js';
import type { LoadedAnswers } from '../load/load-learners.js';
import { tracingOptions } from '../options.js';
import { HeldOutLearners } from './held-out-learners.js';

/** One fold of a cross-validation over learners: fitted on those outside it, measured on those inside. */
export async function evaluateLearnerFold(
  { spec }: Scenario,
  { table, records, sourceRows }: LoadedAnswers,
  { repeat, fold, folds, metric, seed, signal }: FoldRequest,
): Promise<FoldResult> {
  const started = performance.now();
  const isInside = ({ rows }: (typeof records)[number]) => folds[sourceRows[rows[0]]] === fold;
  const outside = records.filter((record) => !isInside(record));
  const parts = divideStopping(spec, table, outside, seed);
  const fitted = await fitTracers({ spec, ...parts, seed, signal });
  try {
    const steps = stepsOf(tracingOptions(spec).window);
    const held = new HeldOutLearners(fitted, records.filter(isInside), steps);
    const figures = fitted.candidates.map((one) => [
      one.name,
      measure(held.scored(one), [metric])[metric] ?? NaN,
    ]);
    const candidates = Object.fromEntries(figures) as Record<string, number>;
    const served = fitted.served.name;
    const metrics = measure(held.scored());
    const seconds = (performance.now() - started) / 1000;
    return { repeat, fold, value: candidates[served], served, candidates, metrics, seconds };
  } finally {
    fitted.dispose();
  }
}

/** Folds that keep the answers of a learner together. @throws InvalidInputError for fewer learners than folds. */
export function divideIntoFolds(
  { table, records, sourceRows, source }: LoadedAnswers,
  { k, repeats, seed }: DivideRequest,
): DividedRows {
  const learnerOf = new Int32Array(table.rows).fill(-1);
  records.forEach(({ rows }, learner) => rows.forEach((row) => (learnerOf[row] = learner)));
  const divided = Array.from({ length: repeats }, (_, repeat) => {
    const ofLearner = kFolds({ rows: records.length, k, seed: seed + repeat });
    const folds = new Int32Array(source.rows + source.rejected).fill(-1);
    learnerOf.forEach((learner, row) => {
      if (learner >= 0) folds[sourceRows[row]] = ofLearner[learner];
    });
    return folds;
  });
  return { method: 'group', repeats: divided };
}
