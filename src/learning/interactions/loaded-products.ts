import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { DividedRows, DivideRequest, FitRequest, FoldRequest, Learnt, LoadedData } from '../family.js';
import type { FoldResult } from '../fold-result.js';
import type { DataSource } from '../data-source.js';
import type { TrainingNote } from '../training-note.js';
import { asksForRatings } from './check.js';
import { divideRatings, evaluateRatingFold } from './judge/evaluate-fold.js';
import { rankProducts } from './rank-products.js';
import { rateProducts } from './rate-products.js';
import type { LoadedInteractions } from './load/load-interactions.js';

/** The interactions of a scenario in memory. */
export class LoadedProducts implements LoadedData {
  constructor(
    private readonly scenario: Scenario,
    private readonly loaded: LoadedInteractions,
  ) {}

  get source(): DataSource {
    return this.loaded.source;
  }

  get notes(): readonly TrainingNote[] {
    return this.loaded.notes;
  }

  fit(request: FitRequest): Promise<Learnt> {
    const training = { ...request, scenario: this.scenario, loaded: this.loaded };
    return asksForRatings(this.scenario.spec) ? rateProducts(training) : rankProducts(training);
  }

  divide(request: DivideRequest): DividedRows {
    return divideRatings(this.scenario, this.loaded, request);
  }

  evaluateFold(request: FoldRequest): Promise<FoldResult> {
    return evaluateRatingFold(this.scenario, this.loaded, request);
  }
}
