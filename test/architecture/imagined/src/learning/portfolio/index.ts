import { noSearch } from '../checks.js';
import type { Family } from '../family.js';
import { checkPortfolio, portfolioColumns } from './check.js';
import { loadPortfolios, profilePortfolios } from './load.js';
import { constantScored, loadedPortfolios } from './loaded.js';
import { portfolioTaskNames } from './names.js';
import { openPortfolio } from './predictor.js';

/** What is a list of positions worth together? */
export const portfolio: Family = {
  name: 'portfolio',
  tasks: portfolioTaskNames,
  lightWork: { bytes: 64 * 1024, rows: 100 },
  check: checkPortfolio,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: () => 'regression',
  history: () => undefined,
  answeredFrom: (spec) => [portfolioColumns(spec).positions],
  load: async (scenario, datasets, options) =>
    loadedPortfolios(scenario, await loadPortfolios(scenario, datasets, options)),
  async profile(scenario, datasets, file) {
    const data = await loadPortfolios(scenario, datasets, { file });
    return { profile: profilePortfolios(scenario, data), rejected: data.source.rejected };
  },
  async evaluate(scenario, version, { datasets, file, encoding }) {
    const { table, values, source } = await loadPortfolios(scenario, datasets, { file, encoding });
    const predictor = openPortfolio(scenario, version);
    const predicted = predictor.figures(table).values;
    predictor.dispose();
    const scored = { kind: 'regression' as const, predictions: { actual: values, predicted } };
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const leftOut = { unreadable: source.rejected, unlabelled: 0, context: 0 };
    return { source, leftOut, scored, constant: constantScored(scored, mean) };
  },
  open: openPortfolio,
};
