import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../../scenarios/task-spec.js';
import type { FitRequest, FoldRequest, Learnt, LoadedData } from '../family.js';
import type { FoldResult } from '../fold-result.js';
import type { DataSource } from '../data-source.js';
import type { TargetValue } from './examples/examples.js';
import { fitScenario } from './fit/fit-scenario.js';
import { evaluateFold } from './judge/evaluate-fold.js';
import { LearntRows } from './learnt-rows.js';
import { knownRows, teachingRows, type TrainingData } from './load/training-data.js';
import { splitForReport } from './split/row-splits.js';
import { taskOf } from './tasks/index.js';

/** The rows of a scenario in memory. */
export class LoadedRows implements LoadedData {
  constructor(
    private readonly scenario: Scenario,
    private readonly data: TrainingData,
  ) {}

  get source(): DataSource {
    return this.data.source;
  }

  async fit(request: FitRequest): Promise<Learnt> {
    const { scenario, data } = this;
    const { development, test } = chooseRows(scenario, data, request.seed);
    const fitted = await fitScenario({ scenario, data, rows: development, ...request });
    return new LearntRows({ scenario, data, fitted, development, test, seed: request.seed });
  }

  evaluateFold(request: FoldRequest): Promise<FoldResult> {
    return evaluateFold(this.scenario, this.data, request);
  }
}

/** The rows to learn from, and those that the report is about. */
function chooseRows({ spec }: Scenario, data: TrainingData, seed: number) {
  const { split } = spec;
  const examples = taskOf(spec).examples(taskSpecOf(spec));
  const labels = split.method === 'stratified' ? classNumbers(data.targets) : undefined;
  const { lookAhead } = examples;
  const parts = splitForReport({ split, table: data.table, labels, lookAhead, seed });
  const test = knownRows(data, parts.test);
  return {
    development: teachingRows(data, parts.training),
    test: examples.reported?.(data.table, test) ?? test,
  };
}

function classNumbers(targets: readonly TargetValue[]): number[] {
  const classes = [...new Set(targets)];
  return targets.map((value) => classes.indexOf(value));
}
