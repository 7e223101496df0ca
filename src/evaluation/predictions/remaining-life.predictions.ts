import type { PredictionKindDefinition } from './kind.js';
import { regressionPredictions, type RegressionPredictions } from './regression.predictions.js';

/** Time that was left and time that was predicted, of one unit a row, in the target's unit. */
export type RemainingLifePredictions = RegressionPredictions;

/** Numbers of which too high is worse than too low: the machine fails before anybody comes. */
export const remainingLifePredictions: PredictionKindDefinition<RemainingLifePredictions> =
  regressionPredictions;
