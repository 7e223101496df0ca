import { checkNotEmpty, checkNumbers, checkWeights, isBit, isProbability } from '../checks.js';
import type { TreatedRows } from '../effects/index.js';
import type { PredictionKindDefinition } from './kind.js';

/** Predicted effects of a treatment beside what was observed; one element per row, numbers in the unit of the outcome. */
export interface TreatmentEffectPredictions extends TreatedRows {
  /** Treated less untreated, as predicted. */
  effect: ArrayLike<number>;
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

export const treatmentEffectPredictions: PredictionKindDefinition<TreatmentEffectPredictions> = {
  check({ weights, ...arrays }) {
    const { length } = arrays.effect;
    checkNotEmpty('effect', arrays.effect);
    for (const name of ['effect', 'outcome', 'untreatedMean', 'treatedMean'] as const) {
      const accepts = Number.isFinite;
      checkNumbers({ name, values: arrays[name], length, accepts, expected: 'a finite number' });
    }
    checkNumbers({
      name: 'treated',
      values: arrays.treated,
      length,
      accepts: isBit,
      expected: '0 or 1',
    });
    checkNumbers({
      name: 'propensity',
      values: arrays.propensity,
      length,
      accepts: isProbability,
      expected: 'a probability',
    });
    checkWeights(weights, length);
  },
  count: ({ effect }) => effect.length,
  weights: ({ weights }) => weights,
  strata: ({ treated }) => treated,
};
