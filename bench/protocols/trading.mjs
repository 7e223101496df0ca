// Positions of a month: the strategy that serves beside equal weight, simple rules and the index, over the last ten years.
/** @import { Figure, Protocol } from '../shapes.js' */
/** @import { Comparison } from '#dist/learning/trading/judge/compare.js' */
/** @import { StrategyFigures } from '#dist/learning/trading/judge/figures.js' */
import { join } from 'node:path';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { startEngine } from '#dist/engine/engine.js';
import { fitTrading } from '#dist/learning/trading/fit/fit-trading.js';
import { compareStrategies } from '#dist/learning/trading/judge/compare.js';
import { loadMarket } from '#dist/learning/trading/load/load-prices.js';
import { loadOneScenario } from '#dist/scenarios/load-scenarios.js';
import { present, root } from '../report.mjs';

const id = 'finance/quantitative-trading';

/**
 * Each day held out is decided on by a network that learnt from days before it alone, filled on the next day, and charged 10 basis points of what is
 * traded. What serves was chosen on the days before those held out.
 * @type {Protocol}
 */
const quantitativeTrading = {
  scenario: id,
  data: 'finance/stock-prices-daily',
  async run({ home }) {
    await startEngine();
    const scenario = { ...(await loadOneScenario([join(root, 'scenarios')], id)), plugin: {} };
    const { spec } = scenario;
    const loaded = await loadMarket(scenario, new DatasetCatalogue([join(root, 'datasets')], home));
    const started = performance.now();
    const fitted = await fitTrading(scenario, loaded, { seed: spec.seed });
    const fit = (performance.now() - started) / 1000;
    const { model, served, plan, residuals, folds } = fitted;
    const range = { first: plan.test, end: plan.end };
    const comparison = present(
      compareStrategies(model, { served, range, residuals, seed: spec.seed }),
      'periods held out',
    );
    for (const { candidate } of folds) candidate.model.dispose();
    return [
      { ...sharpeFigure(comparison), fit, served: [served] },
      ...otherFigures(comparison),
      ...comparison.stability.map(({ setting, sharpe }) => {
        const { value, lower, upper } = sharpe;
        return figure(`sharpe of ${setting}`, value, [lower, upper]);
      }),
      figure('probability beyond luck', comparison.deflated.sharpe),
      ...(Number.isNaN(comparison.deflated.active)
        ? []
        : [figure('probability beyond luck of what equal weight did not earn', comparison.deflated.active)]),
      figure('trials', comparison.deflated.trials),
      figure('coverage of the interval', comparison.coverage),
      figure('information coefficient', model.on(model.paths.days - 1).skill.mean),
    ];
  },
};

/** @type {Protocol[]} */
export const trading = [quantitativeTrading];

/**
 * @param {string} metric
 * @param {number} value
 * @param {[number, number]} [interval]
 * @returns {Figure}
 */
function figure(metric, value, interval) {
  return { metric, value, ...(interval && { interval }), peers: [] };
}

/**
 * After costs, of a year; differences are on the same resamples of blocks of half a year.
 * @param {Comparison} comparison
 * @returns {Figure}
 */
function sharpeFigure({ figures, served }) {
  const own = figures[served];
  const peers = others(figures, served).map(([model, { sharpe }]) => {
    const told = { model, value: sharpe.value };
    if (model !== 'equal-weight' || own.difference === undefined) return told;
    const { value, lower, upper } = own.difference;
    /** @type {[number, number]} */
    const interval = [lower, upper];
    return { ...told, difference: value, interval };
  });
  return { metric: 'sharpe', value: own.sharpe.value, interval: [own.sharpe.lower, own.sharpe.upper], peers };
}

/** @param {Record<string, StrategyFigures>} figures @param {string} served */
function others(figures, served) {
  return Object.entries(figures).filter(([name]) => name !== served);
}

/** @type {[string, (of: StrategyFigures) => number][]} */
const told = [
  ['return of a year', (of) => of.return],
  ['volatility of a year', (of) => of.volatility],
  ['drawdown', (of) => of.drawdown],
  ['turnover of a year', (of) => of.turnover],
  ['cost paid', (of) => of.costs],
];

/** @param {Comparison} comparison @returns {Figure[]} */
function otherFigures({ figures, served }) {
  return told.map(([metric, of]) => ({
    metric,
    value: of(figures[served]),
    peers: others(figures, served).map(([model, one]) => ({ model, value: of(one) })),
  }));
}
