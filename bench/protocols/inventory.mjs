// Weekly demand and what to order of it.
/** @import { Protocol, Sextant } from '../shapes.js' */
/** @import { TrainResult } from '#dist/training/train-scenario.js' */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { parseJson, root } from '../report.mjs';
import { stockFigures } from './stock-policies.mjs';

/**
 * What the report tells of each horizon.
 * @typedef {{ mae: number, wmae: number }} Errors
 * @typedef {Errors & { horizon: string, rows: number, quantile_loss: number, coverage: number, crps: number,
 *   baselines: Record<string, Errors> }} Horizon
 */

/** Weeks held out. */
const held = 39;

/** LightGBM on lags, 1 to 8 weeks: `bench/peers/weekly_sales.py` on the same split. */
const lightgbm = { wmae: NaN, mae: NaN };

const scenario = 'retail/inventory';

/**
 * Walmart: the last 39 weeks are held out, each is an origin of forecasts for 1 to 8 weeks. Figures of all horizons together are of the report
 * itself; the naive forecast is the same week a year before, at the values for which there is one. Then the held out weeks are run through week by week with
 * orders by the forecast's paths and by the naive forecast with safety stock (see `stock-policies.mjs`).
 * @type {Protocol}
 */
const weeklySales = {
  scenario,
  data: 'retail/walmart-weekly-sales',
  async run({ sextant, home, work }) {
    const { report } = /** @type {TrainResult} */ (parseJson(sextant('train', scenario, '--json')));
    const { horizons } = /** @type {{ horizons: Horizon[] }} */ (report.details);
    const naive = meanOver(horizons, ({ baselines }) => baselines['same time 364d before']);
    const figures = /** @type {const} */ (['wmae', 'mae']).map((metric) => ({
      metric,
      ...report.metrics[metric],
      peers: [
        { model: 'same week a year before', value: naive[metric] },
        { model: 'LightGBM', value: lightgbm[metric] },
      ],
    }));
    const others = /** @type {const} */ (['quantile_loss', 'crps', 'coverage']).map((metric) => ({
      metric,
      ...report.metrics[metric],
      peers: [],
    }));
    const scored = await scoreHeldOut({ sextant, home, work });
    const learnt = readFileSync(join(home, 'models', scenario, '1', 'preparation.json'), 'utf8');
    const { policy } = /** @type {{ target: { policy: { ranks: number[][] } } }} */ (parseJson(learnt))
      .target;
    const stock = stockFigures({ ...scored, ranks: policy.ranks });
    return [...figures, ...others, ...stock];
  },
};

/**
 * Means over the horizons, which are nearly of the same number of rows.
 * @param {Horizon[]} horizons
 * @param {(horizon: Horizon) => Errors} of
 */
function meanOver(horizons, of) {
  const rows = horizons.reduce((sum, one) => sum + one.rows, 0);
  const mean = (/** @type {keyof Errors} */ metric) =>
    horizons.reduce((sum, one) => sum + one.rows * of(one)[metric], 0) / rows;
  return { mae: mean('mae'), wmae: mean('wmae') };
}

/**
 * Quantiles of the weeks held out, and all demand, series by series.
 * @param {{ sextant: Sextant, home: string, work: string }} tools
 */
async function scoreHeldOut({ sextant, home, work }) {
  const { table } = await new DatasetCatalogue([join(root, 'datasets')], home).open('walmart-weekly-sales');
  const at = (/** @type {string} */ name) => table.header.indexOf(name);
  const [series, date, sales] = ['Series', 'Date', 'Weekly_Sales'].map(at);
  const weeks = [...new Set(table.records.map((cells) => cells[date]))].sort();
  const first = weeks.length - held;
  // The year before the weeks held out is their history.
  const from = weeks[first - 56];
  const input = join(work, 'weeks.csv');
  const rows = table.records.filter((cells) => cells[date] >= from);
  writeFileSync(input, `${[table.header, ...rows].map((cells) => cells.join()).join('\n')}\n`);
  sextant('score', scenario, input);
  const demand = /** @type {Map<string, Float64Array>} */ (new Map());
  for (const cells of table.records) {
    const own = demand.get(cells[series]) ?? new Float64Array(weeks.length).fill(NaN);
    own[weeks.indexOf(cells[date])] = Math.max(0, Number(cells[sales]));
    demand.set(cells[series], own);
  }
  return { weeks, first, demand, quantiles: readQuantiles(`${input}.scored.csv`, weeks) };
}

const levels = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/**
 * Of each series and week its quantiles, `[horizons, levels]`.
 * @param {string} path
 * @param {string[]} weeks
 */
function readQuantiles(path, weeks) {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = head.split(',');
  const places = [1, 2, 3].flatMap((week) => levels.map((level) => names.indexOf(`q${level}_${7 * week}d`)));
  const [series, date] = ['Series', 'Date'].map((name) => names.indexOf(name));
  const found = /** @type {Map<string, Map<number, Float64Array>>} */ (new Map());
  for (const line of lines) {
    const cells = line.split(',');
    const own = found.get(cells[series]) ?? /** @type {Map<number, Float64Array>} */ (new Map());
    own.set(
      weeks.indexOf(cells[date]),
      Float64Array.from(places, (place) => Number(cells[place])),
    );
    found.set(cells[series], own);
  }
  return { levels, values: found };
}

/** @type {Protocol[]} */
export const inventory = [weeklySales];
