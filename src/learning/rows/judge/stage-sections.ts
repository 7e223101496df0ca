import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { finiteAll } from '../../report-figures.js';
import type { StageReport } from '../../report.js';
import { measure } from '../../scored-rows.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { dataAt } from '../load/row-stages.js';
import type { TrainingData } from '../load/training-data.js';
import { holdOut, type HeldOutRows } from './held-out-rows.js';

interface HeldOut {
  scenario: Scenario;
  data: TrainingData;
  fitted: FittedScenario;
  /** The rows held out. */
  rows: Int32Array;
}

/** The rows held out as they were known at each stage, by its name; at no stage for a scenario that has none. */
export function heldOutByStage({ scenario, data, fitted, rows }: HeldOut): Map<string, HeldOutRows> {
  const { stages, sensitive } = scenario.spec;
  return new Map(
    stages.map((stage) => [stage.name, holdOut(fitted, dataAt(scenario, data, stage), rows, sensitive)]),
  );
}

/** The served candidate at each stage. */
export function stageSections(
  { task, taskSpec, fitted: learnt, served }: FittedScenario,
  stages: ReadonlyMap<string, HeldOutRows>,
): StageReport[] {
  return Array.from(stages, ([stage, held]) => ({
    stage,
    metrics: finiteAll(measure(held.scored(served))),
    details: task.details(held.outputs(served), held.targets, { ...learnt, decision: taskSpec.decision }),
  }));
}
