import { noSearch } from '../checks.js';
import type { Family } from '../family.js';
import { checkBundle, bundleColumns } from './check.js';
import { loadBundles, profileBundles } from './load.js';
import { constantScored, loadedBundles } from './loaded.js';
import { bundleTaskNames } from './names.js';
import { openBundle } from './predictor.js';

/** What is a list of parts worth together? */
export const bundles: Family = {
  name: 'bundles',
  tasks: bundleTaskNames,
  lightWork: { bytes: 64 * 1024, rows: 100 },
  check: checkBundle,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: () => 'regression',
  history: () => undefined,
  answeredFrom: (spec) => [bundleColumns(spec).parts],
  load: async (scenario, datasets, options) =>
    loadedBundles(scenario, await loadBundles(scenario, datasets, options)),
  async profile(scenario, datasets, file) {
    const data = await loadBundles(scenario, datasets, { file });
    return { profile: profileBundles(scenario, data), rejected: data.source.rejected };
  },
  async evaluate(scenario, version, { datasets, file, encoding }) {
    const { table, values, source } = await loadBundles(scenario, datasets, { file, encoding });
    const predictor = openBundle(scenario, version);
    const predicted = predictor.figures(table).values;
    predictor.dispose();
    const scored = { kind: 'regression' as const, predictions: { actual: values, predicted } };
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const leftOut = { unreadable: source.rejected, unlabelled: 0, context: 0 };
    return { source, leftOut, scored, constant: constantScored(scored, mean) };
  },
  open: openBundle,
};
