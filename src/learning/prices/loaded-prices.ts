import { InvalidInputError } from '../../core/errors.js';
import type { DividedRows, FitRequest, Learnt, LoadedData } from '../family.js';
import type { FoldResult } from '../fold-result.js';
import type { LoadedPrices } from './load-prices.js';

/** Days are in their order, and a fold would learn from later ones. */
function noFolds(): InvalidInputError {
  return new InvalidInputError('Prices are not evaluated over folds: train on them and read the report.', {
    details: [{ expected: 'rows that are held out by chance', received: 'days in their order' }],
  });
}

/** The prices of a scenario in memory, and how a family learns from them. */
export function loadedPrices(
  { source, notes }: Pick<LoadedPrices, 'source' | 'notes'>,
  fit: (request: FitRequest) => Promise<Learnt>,
): LoadedData {
  return {
    source,
    notes,
    fit,
    divide(): DividedRows {
      throw noFolds();
    },
    evaluateFold(): Promise<FoldResult> {
      return Promise.reject(noFolds());
    },
  };
}
