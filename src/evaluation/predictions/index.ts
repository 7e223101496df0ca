import { binaryPredictions, type BinaryPredictions } from './binary.predictions.js';
import { forecastPredictions, type ForecastPredictions } from './forecast.predictions.js';
import type { PredictionKindDefinition } from './kind.js';
import { multiclassPredictions, type MulticlassPredictions } from './multiclass.predictions.js';
import {
  numberWithEventPredictions,
  type NumberWithEventPredictions,
} from './number-with-event.predictions.js';
import {
  multilabelPredictions,
  multioutputPredictions,
  type MultilabelPredictions,
  type MultioutputPredictions,
} from './several.predictions.js';
import { rankingPredictions, type RankingPredictions } from './ranking.predictions.js';
import { regressionPredictions, type RegressionPredictions } from './regression.predictions.js';
import {
  treatmentEffectPredictions,
  type TreatmentEffectPredictions,
} from './treatment-effect.predictions.js';
import {
  portfolioReturnsPredictions,
  type PortfolioReturnsPredictions,
} from './portfolio-returns.predictions.js';
import { tailRiskPredictions, type TailRiskPredictions } from './tail-risk.predictions.js';
import { remainingLifePredictions, type RemainingLifePredictions } from './remaining-life.predictions.js';

/** The forms of predictions by name. */
export interface PredictionsByKind {
  binary: BinaryPredictions;
  multiclass: MulticlassPredictions;
  regression: RegressionPredictions;
  'remaining-life': RemainingLifePredictions;
  forecast: ForecastPredictions;
  'number-with-event': NumberWithEventPredictions;
  ranking: RankingPredictions;
  multilabel: MultilabelPredictions;
  multioutput: MultioutputPredictions;
  'treatment-effect': TreatmentEffectPredictions;
  'tail-risk': TailRiskPredictions;
  'portfolio-returns': PortfolioReturnsPredictions;
}

export type PredictionKind = keyof PredictionsByKind;

export const predictionKinds: {
  readonly [Kind in PredictionKind]: PredictionKindDefinition<PredictionsByKind[Kind]>;
} = {
  binary: binaryPredictions,
  multiclass: multiclassPredictions,
  regression: regressionPredictions,
  'remaining-life': remainingLifePredictions,
  forecast: forecastPredictions,
  'number-with-event': numberWithEventPredictions,
  ranking: rankingPredictions,
  multilabel: multilabelPredictions,
  multioutput: multioutputPredictions,
  'treatment-effect': treatmentEffectPredictions,
  'tail-risk': tailRiskPredictions,
  'portfolio-returns': portfolioReturnsPredictions,
};

/** The row weights as doubles, ones when none were given. */
export function rowWeights<Kind extends PredictionKind>(
  kind: Kind,
  predictions: PredictionsByKind[Kind],
): Float64Array {
  const weights = predictionKinds[kind].weights(predictions);
  return weights
    ? Float64Array.from(weights)
    : new Float64Array(predictionKinds[kind].count(predictions)).fill(1);
}
