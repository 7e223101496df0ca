import type { MetricName } from '../../../evaluation/metrics/names.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FoldRequest } from '../../family.js';
import type { FoldResult } from '../../fold-result.js';
import { measure } from '../../scored-rows.js';
import { fitScenario, type FittedScenario } from '../fit/fit-scenario.js';
import { stageNamed } from '../load/row-stages.js';
import { teachingRows, type TrainingData } from '../load/training-data.js';
import { holdOut, type HeldOutRows } from './held-out-rows.js';
import { heldOutByStage, stageSections } from './stage-sections.js';

/** Fit on the rows outside a fold, preparation, early stopping and the choice between candidates included; measure inside. */
export async function evaluateFold(
  scenario: Scenario,
  data: TrainingData,
  { repeat, fold, folds, metric, stage, seed, signal }: FoldRequest,
): Promise<FoldResult> {
  const started = performance.now();
  const chosen = stage === undefined ? scenario.spec.stages.at(0) : stageNamed(scenario, stage);
  const positions = (inside: boolean) => {
    const all = Int32Array.from(data.sourceRows.keys());
    return teachingRows(
      data,
      all.filter((row) => (folds[data.sourceRows[row]] === fold) === inside),
    );
  };
  const fitted = await fitScenario({ scenario, data, rows: positions(false), seed, signal });
  try {
    const rows = positions(true);
    const stages = heldOutByStage({ scenario, data, fitted, rows });
    const held = stages.get(chosen?.name ?? '') ?? holdOut(fitted, data, rows);
    const figures = { ...figuresOf(fitted, held, metric), ...stageFigures(fitted, stages) };
    return { repeat, fold, ...figures, seconds: (performance.now() - started) / 1000 };
  } finally {
    fitted.dispose();
  }
}

function figuresOf(
  { candidates, served }: FittedScenario,
  held: HeldOutRows,
  metric: MetricName,
): Pick<FoldResult, 'value' | 'served' | 'candidates' | 'metrics'> {
  const measured = candidates.map((candidate) => [candidate.name, measure(held.scored(candidate))] as const);
  const metrics = Object.fromEntries(measured)[served.name];
  return {
    value: metrics[metric] ?? NaN,
    served: served.name,
    candidates: Object.fromEntries(measured.map(([name, values]) => [name, values[metric] ?? NaN])),
    metrics,
  };
}

function stageFigures(
  fitted: FittedScenario,
  stages: ReadonlyMap<string, HeldOutRows>,
): Pick<FoldResult, 'stages'> {
  if (stages.size === 0) return {};
  const sections = stageSections(fitted, stages);
  return { stages: Object.fromEntries(sections.map(({ stage, metrics }) => [stage, numbersOf(metrics)])) };
}

function numbersOf(metrics: Partial<Record<MetricName, number | null>>): Partial<Record<MetricName, number>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value ?? NaN]));
}
