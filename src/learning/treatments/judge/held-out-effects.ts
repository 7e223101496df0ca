import type { TreatmentEffectPredictions } from '../../../evaluation/predictions/treatment-effect.predictions.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { Table } from '../../../tables/table.js';
import type { TrainingData } from '../../rows/load/training-data.js';
import type { ScoredRows } from '../../scored-rows.js';
import { armInputs } from '../arm-inputs.js';
import type { EffectCandidate } from '../fit/choose-effects.js';
import type { FittedEffects } from '../fit/fit-effects.js';
import { treatedIn } from '../load/treated-rows.js';
import { besideObserved, sayEffects, type SaidEffects } from '../said-effects.js';

/** Rows that nothing was learnt from, prepared as serving would. */
export interface HeldOutEffects {
  table: Table;
  /** By the candidate that serves. */
  said: SaidEffects;
  predictions: TreatmentEffectPredictions;
  /** What a candidate says of them; all are judged by the same propensities and outcomes. */
  scored(candidate: EffectCandidate): ScoredRows;
  /** The same rows with other effects. */
  withEffects(effect: ArrayLike<number>): ScoredRows;
}

export function holdOutEffects(
  spec: ScenarioSpec,
  fitted: FittedEffects,
  data: TrainingData,
  rows: Int32Array,
): HeldOutEffects {
  const table = data.table.take(rows);
  const matrix = fitted.preparation.transform(table);
  const inputs = armInputs({ table, matrix, features: fitted.preparation.features });
  const observed = {
    treated: treatedIn(spec, table),
    outcome: Float64Array.from(rows, (row) => Number(data.targets[row])),
  };
  const said = new Map<EffectCandidate, SaidEffects>();
  const sayOf = (candidate: EffectCandidate): SaidEffects => {
    const known = said.get(candidate) ?? sayEffects(viewOf(fitted, candidate), inputs);
    said.set(candidate, known);
    return known;
  };
  const predictions = besideObserved(sayOf(fitted.served), observed);
  const withEffects = (effect: ArrayLike<number>): ScoredRows => {
    return { kind: 'treatment-effect', predictions: { ...predictions, effect } };
  };
  return {
    table,
    said: sayOf(fitted.served),
    predictions,
    withEffects,
    scored: (candidate) => withEffects(sayOf(candidate).effect),
  };
}

function viewOf({ state, propensity, outcomes, spread }: FittedEffects, { parts }: EffectCandidate) {
  return { outcome: state, propensity, means: outcomes.learner.model.source, parts, spread };
}
