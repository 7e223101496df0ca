import { InvalidInputError } from '../../core/errors.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { DividedRows, FitRequest, Learnt, LoadedData } from '../family.js';
import type { FoldResult } from '../fold-result.js';
import { fitRisk } from './fit/fit-risk.js';
import { LearntRisk } from './learnt-risk.js';
import type { LoadedPrices } from './load/load-prices.js';

/** Days are in their order, and a fold would learn from later ones. */
function noFolds(): InvalidInputError {
  return new InvalidInputError('Prices are not evaluated over folds: train on them and read the report.', {
    details: [{ expected: 'rows that are held out by chance', received: 'days in their order' }],
  });
}

/** The prices of a scenario in memory. */
export function loadedRisk(scenario: Scenario, loaded: LoadedPrices): LoadedData {
  return {
    source: loaded.source,
    notes: loaded.notes,
    async fit(request: FitRequest): Promise<Learnt> {
      return new LearntRisk(scenario, loaded, await fitRisk(scenario, loaded, request), request.seed);
    },
    divide(): DividedRows {
      throw noFolds();
    },
    evaluateFold(): Promise<FoldResult> {
      return Promise.reject(noFolds());
    },
  };
}
