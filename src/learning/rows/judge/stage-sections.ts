import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { measure } from '../tasks/index.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { holdOut } from './held-out-rows.js';
import { finiteAll, type StageReport } from '../../report.js';
import { dataAt } from '../load/row-stages.js';
import type { TrainingData } from '../load/training-data.js';

interface HeldOut {
  scenario: Scenario;
  data: TrainingData;
  fitted: FittedScenario;
  /** The rows held out. */
  rows: Int32Array;
}

/** The served candidate at each stage. */
export function stageSections({ scenario, data, fitted, rows }: HeldOut): StageReport[] {
  const { task, fitted: learnt, served } = fitted;
  return scenario.spec.stages.map((stage) => {
    const held = holdOut(fitted, dataAt(scenario, data, stage), rows, []);
    const outputs = held.outputs(served);
    return {
      stage: stage.name,
      metrics: finiteAll(measure(task.scored(outputs, held.targets, learnt))),
      details: task.details(outputs, held.targets, learnt),
    };
  });
}
