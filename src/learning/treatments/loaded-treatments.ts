import { splitSeedOf } from '../other-seed.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { DividedRows, DivideRequest, FitRequest, FoldRequest, Learnt, LoadedData } from '../family.js';
import type { FoldResult } from '../fold-result.js';
import type { DataSource } from '../data-source.js';
import type { TrainingData } from '../rows/load/training-data.js';
import type { TrainingNote } from '../training-note.js';
import { fitEffects } from './fit/fit-effects.js';
import { evaluateFold } from './judge/evaluate-fold.js';
import { LearntTreatments } from './learnt-treatments.js';
import { chooseTreated, divideTreated } from './split.js';

/** Rows of a treatment in memory. */
export class LoadedTreatments implements LoadedData {
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
    const { development, test } = chooseTreated(scenario, data, splitSeedOf(scenario.spec));
    const fitted = await fitEffects({ scenario, data, rows: development, ...request });
    return new LearntTreatments({ scenario, data, fitted, development, test, seed: request.seed });
  }

  divide(request: DivideRequest): DividedRows {
    return divideTreated(this.scenario, this.data, request);
  }

  evaluateFold(request: FoldRequest): Promise<FoldResult> {
    return evaluateFold(this.scenario, this.data, request);
  }
}
