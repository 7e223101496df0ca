import type { MetricName } from '../../../evaluation/metrics/names.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FoldRequest } from '../../family.js';
import type { FoldResult } from '../../fold-result.js';
import type { TrainingData } from '../../rows/load/training-data.js';
import { measure } from '../../scored-rows.js';
import { fitEffects, type FittedEffects } from '../fit/fit-effects.js';
import { holdOutEffects, type HeldOutEffects } from './held-out-effects.js';

/** Fit on the rows outside a fold, with the choice between candidates; measure inside. */
export async function evaluateFold(
  scenario: Scenario,
  data: TrainingData,
  { repeat, fold, folds, metric, seed, signal }: FoldRequest,
): Promise<FoldResult> {
  const started = performance.now();
  const positions = (inside: boolean) =>
    Int32Array.from(data.sourceRows.keys()).filter(
      (row) => (folds[data.sourceRows[row]] === fold) === inside,
    );
  const fitted = await fitEffects({ scenario, data, rows: positions(false), seed, signal });
  try {
    const held = holdOutEffects(scenario.spec, fitted, data, positions(true));
    const seconds = (performance.now() - started) / 1000;
    return { repeat, fold, ...figuresOf(fitted, held, metric), seconds };
  } finally {
    fitted.dispose();
  }
}

function figuresOf({ candidates, served }: FittedEffects, held: HeldOutEffects, metric: MetricName) {
  const measured = Object.fromEntries(candidates.map((one) => [one.name, measure(held.scored(one))]));
  const metrics = measured[served.name];
  const values = Object.entries(measured).map(([name, own]) => [name, own[metric] ?? NaN] as const);
  return {
    value: metrics[metric] ?? NaN,
    served: served.name,
    candidates: Object.fromEntries(values),
    metrics,
  };
}
