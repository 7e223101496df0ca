// The risk of portfolios: how often each method passes the tests of the last ten years.
/** @import { Figure, Protocol } from '../shapes.js' */
/** @import { BacktestSummary } from '#dist/learning/portfolio/judge/backtest.js' */
/** @import { ComparedMethods, MethodName } from '#dist/learning/portfolio/judge/compare-methods.js' */
import { join } from 'node:path';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { startEngine } from '#dist/engine/engine.js';
import { bootstrapDifference, bootstrapIntervals } from '#dist/evaluation/resampling/index.js';
import { fitRisk } from '#dist/learning/portfolio/fit/fit-risk.js';
import {
  backtestTable,
  compareMethods,
  summariesOf,
} from '#dist/learning/portfolio/judge/compare-methods.js';
import { loadPrices } from '#dist/learning/portfolio/load/load-prices.js';
import { loadOneScenario } from '#dist/scenarios/load-scenarios.js';
import { root } from '../report.mjs';

const id = 'finance/market-risk';
const resamples = { seed: 0, resamples: 1000 };

/**
 * Nothing is learnt from the last ten years; each of their days is forecast from the days before it. Equal weight and 20 random portfolios, by the
 * method that the days before chose and by all others, one day ahead; ten days ahead in stretches that do not overlap, by what serves.
 * @type {Protocol}
 */
const marketRisk = {
  scenario: id,
  data: 'finance/stock-prices-daily',
  async run({ home }) {
    await startEngine();
    const scenario = { ...(await loadOneScenario([join(root, 'scenarios')], id)), plugin: {} };
    const { spec } = scenario;
    const loaded = await loadPrices(scenario, new DatasetCatalogue([join(root, 'datasets')], home));
    const started = performance.now();
    const fitted = await fitRisk(scenario, loaded, { seed: spec.seed });
    const fit = (performance.now() - started) / 1000;
    const { models, driver, parts } = fitted;
    const { history } = loaded;
    const { options } = loaded.spec;
    const range = { first: parts.test, end: parts.end };
    const compared = compareMethods({ history, models, driver, options, range });
    fitted.candidate.model.dispose();
    /** @type {MethodName} */
    const served = `filtered-${driver}`;
    return [
      { ...lossFigure(compared, served), fit, served: [served] },
      ...passFigures(backtestTable(compared), served),
      ...compared.ahead.flatMap(({ days, forecasts }) =>
        summariesOf(forecasts).flatMap((summary) => countFigures(summary, `${days} days`)),
      ),
    ];
  },
};

/** @type {Protocol[]} */
export const risk = [marketRisk];

/**
 * The joint loss of equal weight; differences are paired by day.
 * @param {ComparedMethods} compared
 * @param {MethodName} served
 * @returns {Figure}
 */
function lossFigure({ oneDay }, served) {
  const [own] = oneDay[served];
  const { predictions } = own.scored;
  const { value, lower, upper } = bootstrapIntervals(
    'tail-risk',
    ['fz_loss'],
    predictions,
    resamples,
  ).fz_loss;
  const peers = others(Object.keys(oneDay), served).map((name) => {
    const [other] = oneDay[/** @type {MethodName} */ (name)];
    const pair = /** @type {const} */ ([predictions, other.scored.predictions]);
    const found = bootstrapDifference('tail-risk', 'fz_loss', pair, resamples);
    /** @type {[number, number]} */
    const interval = [found.lower, found.upper];
    return { model: name, value: value - found.value, difference: found.value, interval };
  });
  return { metric: 'fz_loss', value, interval: [lower, upper], peers };
}

/** @param {string[]} names @param {string} served */
function others(names, served) {
  return names.filter((name) => name !== served);
}

/**
 * How many of the portfolios pass, by what serves and by each other method.
 * @param {Record<string, BacktestSummary[]>} table
 * @param {MethodName} served
 * @returns {Figure[]}
 */
function passFigures(table, served) {
  return table[served].flatMap((summary, place) =>
    countFigures(summary, '1 day').map((figure, at) => ({
      ...figure,
      peers: others(Object.keys(table), served).map((model) => {
        return { model, value: countFigures(table[model][place], '1 day')[at].value };
      }),
    })),
  );
}

/**
 * @param {BacktestSummary} summary
 * @param {string} ahead
 * @returns {Figure[]}
 */
function countFigures({ level, portfolios, passed, breachRate }, ahead) {
  const at = `${Number((100 * level).toFixed(6))} %, ${ahead}`;
  const counts = Object.entries(passed).map(([test, count]) => {
    return { metric: `share passing ${test}, ${at}`, value: count / portfolios, peers: [] };
  });
  return [{ metric: `breach rate, ${at}`, value: breachRate, peers: [] }, ...counts];
}
