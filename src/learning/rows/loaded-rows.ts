import { rowMask } from '../../tables/splits/row-mask.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import { otherSeed, splitSeedOf } from '../other-seed.js';
import type { ScoredRows } from '../scored-rows.js';
import { dataAt } from './load/row-stages.js';
import { RowPredictor } from './open/row-predictor.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { DividedRows, DivideRequest, FitRequest, FoldRequest, Learnt, LoadedData } from '../family.js';
import type { FoldResult } from '../fold-result.js';
import type { DataSource } from '../data-source.js';
import type { TrainingNote } from '../training-note.js';
import { fitScenario } from './fit/fit-scenario.js';
import { evaluateFold } from './judge/evaluate-fold.js';
import { LearntRows } from './learnt-rows.js';
import type { TrainingData } from './load/training-data.js';
import { chooseRows } from './split/choose-rows.js';
import { divideRows } from './split/divide-rows.js';
import { requireRows } from './split/empty-parts.js';

/** The rows of a scenario in memory. */
export class LoadedRows implements LoadedData {
  constructor(
    private readonly scenario: Scenario,
    private readonly data: TrainingData,
  ) {}

  get source(): DataSource {
    return this.data.source;
  }

  get notes(): readonly TrainingNote[] {
    return this.data.notes;
  }

  async fit(request: FitRequest): Promise<Learnt> {
    const { scenario, data } = this;
    const { development, test, lookAhead } = chooseRows(scenario, data, splitSeedOf(scenario.spec));
    requireRows({ learning: development.length, 'held out': test.length }, lookAhead);
    const fitted = await fitScenario({ scenario, data, rows: development, ...request });
    return new LearntRows({ scenario, data, fitted, development, test, seed: request.seed });
  }

  judgeHeldOut(versions: readonly LoadedModel[]): ScoredRows[] | undefined {
    const { scenario, data } = this;
    const { spec } = scenario;
    if (versions.some(({ manifest }) => manifest.dataHash !== data.source.sha256)) return undefined;
    const seeds = versions.map((version) => otherSeed(version, data.source, spec));
    const others = seeds.filter((seed) => seed !== undefined);
    const unseen = others.map((seed) => rowMask(chooseRows(scenario, data, seed).test, data.table.rows));
    const { test } = chooseRows(scenario, data, splitSeedOf(spec));
    const rows = test.filter((row) => unseen.every((mask) => mask[row] === 1));
    if (rows.length === 0) return undefined;
    const known = dataAt(scenario, data, spec.stages.at(0));
    const values = Array.from(rows, (row) => known.targets[row]);
    return versions.map((version) => judgedBy(RowPredictor.load(scenario, version), { known, rows, values }));
  }

  divide(request: DivideRequest): DividedRows {
    return divideRows(this.scenario, this.data, request);
  }

  evaluateFold(request: FoldRequest): Promise<FoldResult> {
    return evaluateFold(this.scenario, this.data, request);
  }
}

interface RowsToJudge {
  known: TrainingData;
  rows: Int32Array;
  values: readonly TrainingData['targets'][number][];
}

function judgedBy(predictor: RowPredictor, { known, rows, values }: RowsToJudge): ScoredRows {
  try {
    return predictor.judge(known.table, rows, values);
  } finally {
    predictor.dispose();
  }
}
