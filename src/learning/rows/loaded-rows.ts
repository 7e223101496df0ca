import { splitSeedOf } from '../other-seed.js';
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

  divide(request: DivideRequest): DividedRows {
    return divideRows(this.scenario, this.data, request);
  }

  evaluateFold(request: FoldRequest): Promise<FoldResult> {
    return evaluateFold(this.scenario, this.data, request);
  }
}
