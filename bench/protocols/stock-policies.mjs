// Orders week by week over weeks that were held out: by the paths of the forecast, and by the naive forecast with safety stock.
/** @import { Figure } from '../shapes.js' */
import { runPolicy } from '#dist/industries/retail/inventory/stock-run.js';
import { newsvendorQuantity } from '#dist/industries/retail/inventory/policies.js';
import { quantileFunction } from '#dist/learning/rows/tasks/forecast/quantiles.js';

/** Whole weeks from an order to its arrival; the stock must bear so many weeks and one more. */
const lead = 2;
const protection = lead + 1;

/** Of a dollar of sales: what holding it costs a week, and what it costs when it cannot be sold. */
const holding = 0.005;
const stockOut = 0.25;

/** Service levels asked of the forecast, and safety factors of the naive policy. */
const ratios = [0.3, 0.5, 0.6, 0.7, 0.8, 0.86, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995];
const factors = [-0.5, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4];

/**
 * @typedef {object} HeldOut
 * @property {string[]} weeks
 * @property {number} first of the weeks held out
 * @property {Map<string, Float64Array>} demand of each series by week; NaN where there is no row
 * @property {{ levels: readonly number[], values: Map<string, Map<number, Float64Array>> }} quantiles
 * @property {number[][]} ranks
 */

/**
 * Series that have every week from a year before the first held out one on. Each starts with its order-up-to level on the shelf, and in
 * every week orders up to the level of that week; what is short is lost. Both policies are run with many levels of safety, and
 * compared where the same share of demand is met (fill rate), linear between the levels that were run.
 * @param {HeldOut} data
 * @returns {Figure[]}
 */
export function stockFigures(data) {
  const { demand, first, weeks } = data;
  const whole = [...demand].filter(([, own]) =>
    own.subarray(first - 52 - 52 + protection).every((value) => !Number.isNaN(value)),
  );
  const forecast = curveOf(ratios, (totals) => {
    for (const [series, own] of whole) addForecast(totals, data, { series, own });
  });
  const naive = curveOf(factors, (totals) => {
    for (const [, own] of whole) addNaive(totals, own, { first, weeks: weeks.length });
  });
  return [0.95, 0.98]
    .map((fill) => {
      const [ours, theirs] = [forecast, naive].map((curve) => atFill(curve, fill));
      return {
        metric: `stock in weeks of sales at a fill rate of ${fill}`,
        value: ours.stock,
        peers: [{ model: 'same week a year before and safety stock', value: theirs.stock }],
      };
    })
    .concat([
      {
        metric: `cost, the least, per week in percent of sales (holding ${holding}, stock-out ${stockOut})`,
        value: Math.min(...forecast.map(({ cost }) => cost)),
        peers: [
          {
            model: 'same week a year before and safety stock',
            value: Math.min(...naive.map(({ cost }) => cost)),
          },
        ],
      },
    ]);
}

/**
 * @typedef {{ sold: number, lost: number, held: number }} Totals
 * @param {readonly number[]} safety
 * @param {(totals: Totals[]) => void} run adds to the totals of each level of safety
 */
function curveOf(safety, run) {
  const totals = safety.map(() => ({ sold: 0, lost: 0, held: 0 }));
  run(totals);
  return totals.map(({ sold, lost, held }) => ({
    fill: sold / (sold + lost),
    stock: held / (sold + lost),
    cost: (100 * (holding * held + stockOut * lost)) / (sold + lost),
  }));
}

/**
 * @param {Totals[]} totals
 * @param {Float64Array} demand of the weeks run through
 * @param {(safety: number, week: number) => number} level up to which is ordered after week `week` of them, -1 for before the first
 */
function addRuns(totals, demand, level) {
  totals.forEach((total, safety) => {
    const order = (/** @type {number} */ position, /** @type {number} */ week) =>
      Math.max(0, level(safety, week) - position);
    const { sold, lost, held } = runPolicy({ onHand: level(safety, -1), lead, demand, order });
    total.sold += sold;
    total.lost += lost;
    total.held += held;
  });
}

/**
 * @param {Totals[]} totals
 * @param {HeldOut} data
 * @param {{ series: string, own: Float64Array }} one
 */
function addForecast(totals, { first, weeks, quantiles, ranks }, { series, own }) {
  const values = quantiles.values.get(series);
  // Orders after the last weeks can no longer be sold.
  const origins = weeks.length - first - 1;
  const levels = Array.from({ length: origins }, (_, i) => {
    const sums = pathSums(values?.get(first + i) ?? new Float64Array(0), quantiles.levels, ranks);
    sums.sort();
    return ratios.map((ratio) => newsvendorQuantity(sums, ratio));
  });
  addRuns(totals, own.subarray(first + 1), (safety, week) => levels[Math.min(week + 1, origins - 1)][safety]);
}

/**
 * Demand of the protection weeks together in each path. Quantiles are joined on a logarithmic scale, on which they were learnt.
 * @param {Float64Array} values
 * @param {readonly number[]} levels
 * @param {number[][]} ranks
 */
function pathSums(values, levels, ranks) {
  const sums = new Float64Array(ranks.length);
  for (let week = 0; week < protection; week++) {
    const own = values.subarray(week * levels.length, (week + 1) * levels.length).map(Math.log1p);
    const quantileAt = quantileFunction(levels, own);
    const ofRank = new Float64Array(ranks.length);
    for (let rank = 0; rank < ranks.length; rank++)
      ofRank[rank] = Math.max(0, Math.expm1(quantileAt((rank + 0.5) / ranks.length)));
    for (let path = 0; path < ranks.length; path++) sums[path] += ofRank[ranks[path][week] - 1];
  }
  return sums;
}

/**
 * The same weeks a year before, and above them so many standard deviations of what that was off by in the year before the weeks held out.
 * @param {Totals[]} totals
 * @param {Float64Array} own
 * @param {{ first: number, weeks: number }} span
 */
function addNaive(totals, own, { first, weeks }) {
  const sum = (/** @type {number} */ from) => {
    let total = 0;
    for (let week = from; week < from + protection; week++) total += own[week];
    return total;
  };
  const errors = [];
  for (let origin = first - 52 + protection; origin + protection < first; origin++)
    errors.push(sum(origin + 1) - sum(origin + 1 - 52));
  const spread = Math.sqrt(errors.reduce((total, error) => total + error ** 2, 0) / errors.length);
  const origins = weeks - first - 1;
  addRuns(totals, own.subarray(first + 1), (safety, week) => {
    const origin = first + Math.min(week + 1, origins - 1);
    return Math.max(0, sum(origin + 1 - 52) + factors[safety] * spread);
  });
}

/**
 * @param {{ fill: number, stock: number }[]} curve
 * @param {number} fill
 */
function atFill(curve, fill) {
  const rising = curve.toSorted((a, b) => a.fill - b.fill);
  const above = rising.findIndex((one) => one.fill >= fill);
  if (above < 1) return { stock: NaN };
  const [low, high] = [rising[above - 1], rising[above]];
  const share = (fill - low.fill) / (high.fill - low.fill);
  return { stock: low.stock + share * (high.stock - low.stock) };
}
