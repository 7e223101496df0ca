import type { Family } from '../family.js';
import { noSearch } from '../checks.js';
import { asksForRatings, checkInteractions } from './check.js';
import { evaluateFile } from './judge/evaluate-file.js';
import { loadInteractions } from './load/load-interactions.js';
import { profileInteractions } from './load/profile-interactions.js';
import { LoadedProducts } from './loaded-products.js';
import { interactionTaskNames } from './names.js';
import { ProductPredictor } from './open/product-predictor.js';

/**
 * Which products for whom? Learns from interactions: one row for each product that a customer took. A target of the kind `list` asks for
 * ranked products, a numeric one for the rating that a customer would give one product.
 */
export const interactions: Family = {
  name: 'interactions',
  tasks: interactionTaskNames,
  // Measured as for rows; a recommendation ranks all products for every row.
  lightWork: { bytes: 8 * 1024, rows: 10 },
  check: checkInteractions,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: (spec) => (asksForRatings(spec) ? 'regression' : 'ranking'),
  history: () => undefined,
  explains: () => true,
  // Also from the customer's number alone, which is an identifier.
  answeredFrom: ({ columns }) => columns.map(({ name }) => name),
  learntFrom: ({ interactions: data }) => (data ? [data.user, data.item] : []),
  load: async (scenario, datasets, options) =>
    new LoadedProducts(scenario, await loadInteractions(scenario, datasets, options)),
  async profile(scenario, datasets, file) {
    const loaded = await loadInteractions(scenario, datasets, { file });
    return { profile: profileInteractions(loaded), rejected: loaded.source.rejected };
  },
  evaluate: evaluateFile,
  open: (scenario, version) => ProductPredictor.load(scenario, version),
};
