// Scenarios whose rows are read with those before them.
/** @import { PeerFigure, Protocol, Sextant } from '../shapes.js' */
/** @import { TrainResult } from '#dist/training/train-scenario.js' */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '#dist/core/random.js';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { parseJson, root } from '../report.mjs';

/**
 * What the report of a remaining life tells besides.
 * @typedef {{ capped: Errors, uncapped: Errors }} LifeDetails
 * @typedef {{ rmse: number, phm_score: number }} Errors
 */

/**
 * What the report of a forecast tells besides, horizon by horizon.
 * @typedef {{ rmse: number, mae: number }} ForecastErrors
 * @typedef {ForecastErrors & { horizon: string, baselines: Record<string, ForecastErrors> }} HorizonDetails
 */

/**
 * What the report of a training tells besides its metrics.
 * @param {Sextant} sextant
 * @param {string} scenario
 */
function detailsOf(sextant, scenario) {
  return /** @type {TrainResult} */ (parseJson(sextant('train', scenario, '--json'))).report.details;
}

/**
 * @param {Record<string, number>} values by model
 * @returns {PeerFigure[]}
 */
const peersOf = (values) => Object.entries(values).map(([model, value]) => ({ model, value }));

/**
 * C-MAPSS FD001: 100 test engines at their last cycle, labels capped at 125; nothing is chosen on them.
 * @type {Protocol}
 */
const remainingLife = {
  scenario: 'manufacturing/remaining-life',
  data: 'manufacturing/cmapss-fd001',
  run({ sextant }) {
    const details = detailsOf(sextant, 'manufacturing/remaining-life');
    const { capped, uncapped } = /** @type {LifeDetails} */ (details);
    return [
      { metric: 'rmse, capped at 125', value: capped.rmse, peers: peersOf({ LightGBM: 13.77, DCNN: 12.61 }) },
      {
        metric: 'score, capped at 125',
        value: capped.phm_score,
        peers: peersOf({ LightGBM: 339, DCNN: 274 }),
      },
      { metric: 'rmse, uncapped', value: uncapped.rmse, peers: [] },
    ];
  },
};

const steps = 12;

/** Up to so many steps: RMSE of T-GCN, RMSE and MAE of LightGBM. */
const losLoopPeers = [
  { horizon: 3, tgcn: 5.126, lightgbm: { rmse: 4.856, mae: 2.814 } },
  { horizon: 6, tgcn: 6.06, lightgbm: { rmse: 5.706, mae: 3.241 } },
  { horizon: 9, tgcn: 6.707, lightgbm: { rmse: 6.285, mae: 3.581 } },
  { horizon: 12, tgcn: 7.268, lightgbm: { rmse: 6.747, mae: 3.868 } },
];

/**
 * Los-loop by the protocol of T-GCN: the last 20 % are the test, windows of 12 steps lie within it, errors are taken over all steps up
 * to the horizon and all sensors. The test rows are scored as a CSV file and compared with the file's own later values here.
 * @type {Protocol}
 */
const trafficForecast = {
  scenario: 'city/traffic-forecast',
  data: 'city/los-loop',
  async run({ sextant, home, work }) {
    sextant('train', 'city/traffic-forecast');
    const { table } = await new DatasetCatalogue([join(root, 'datasets')], home).open('los-loop');
    const sensors = table.records.findIndex(([time]) => time !== table.records[0][0]);
    const count = table.records.length / sensors;
    const from = Math.floor(count * 0.8);
    const test = table.records.slice(from * sensors);
    const input = join(work, 'los-test.csv');
    writeFileSync(input, `${[table.header, ...test].map((cells) => cells.join()).join('\n')}\n`);
    sextant('score', 'city/traffic-forecast', input);
    const forecasts = readForecasts(join(work, 'los-test.csv.scored.csv'));
    const speed = test.map((cells) => Number(cells[2]));
    return losLoopPeers.flatMap(({ horizon, tgcn, lightgbm }) => {
      const { rmse, mae } = errorsUpTo(horizon, { forecasts, speed, sensors });
      const minutes = `${horizon * 5} min`;
      return [
        {
          metric: `rmse ${minutes}`,
          value: rmse,
          peers: peersOf({ 'T-GCN': tgcn, LightGBM: lightgbm.rmse }),
        },
        { metric: `mae ${minutes}`, value: mae, peers: peersOf({ LightGBM: lightgbm.mae }) },
      ];
    });
  },
};

/**
 * Of each row its forecasts, 5 to 60 minutes ahead.
 * @param {string} path
 */
function readForecasts(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = header.split(',');
  const places = Array.from({ length: steps }, (_, i) => names.indexOf(`value_${(i + 1) * 5}min`));
  return lines.map((line) => {
    const cells = line.split(',');
    return places.map((place) => Number(cells[place]));
  });
}

/**
 * Rows are in the order of time, the sensors of one step in theirs; the first 11 steps have no whole window.
 * @param {number} horizon in steps
 * @param {{ forecasts: number[][], speed: number[], sensors: number }} rows
 */
function errorsUpTo(horizon, { forecasts, speed, sensors }) {
  const last = speed.length / sensors - 1 - horizon;
  let squares = 0;
  let sum = 0;
  let count = 0;
  for (let step = steps - 1; step <= last; step++) {
    for (let sensor = 0; sensor < sensors; sensor++) {
      const row = step * sensors + sensor;
      for (let ahead = 1; ahead <= horizon; ahead++) {
        const error = forecasts[row][ahead - 1] - speed[row + ahead * sensors];
        squares += error * error;
        sum += Math.abs(error);
        count++;
      }
    }
  }
  return { rmse: Math.sqrt(squares / count), mae: sum / count };
}

/** @type {Record<string, number>} */
const metroPeers = { '1h': 148, '6h': 209, '24h': 222 };

/**
 * Metro interstate: the last fifth of the hours between first and last, from which 1, 6 and 24 hours ahead are forecast.
 * @type {Protocol}
 */
const hourlyTraffic = {
  scenario: 'city/hourly-traffic',
  data: 'city/metro-interstate',
  run({ sextant }) {
    const details = detailsOf(sextant, 'city/hourly-traffic');
    const { horizons } = /** @type {{ horizons: HorizonDetails[] }} */ (details);
    return horizons.map(({ horizon, mae, baselines }) => ({
      metric: `mae ${horizon}`,
      value: mae,
      peers: peersOf({ 'last week': baselines['same time 7d before'].mae, LightGBM: metroPeers[horizon] }),
    }));
  },
};

/** 5 minutes ahead: README of xiaochus/TrafficFlowPrediction. */
const published = {
  rmse: { LSTM: 9.9, GRU: 9.97, SAEs: 9.6 },
  mae: { LSTM: 7.21, GRU: 7.2, SAEs: 7.06 },
};

/**
 * PeMS, one detector: the published test file, of which every row is forecast whose next five minutes it has (4,314; the publishers'
 * 4,308 leave out the first 12 rows and cross the absent days).
 * @type {Protocol}
 */
const detectorFlow = {
  scenario: 'city/detector-flow',
  data: 'city/pems-single-detector',
  run({ sextant }) {
    const details = detailsOf(sextant, 'city/detector-flow');
    const { horizons } = /** @type {{ horizons: HorizonDetails[] }} */ (details);
    return horizons.flatMap(({ horizon, baselines, ...figures }) =>
      /** @type {const} */ (['rmse', 'mae']).map((metric) => ({
        metric: `${metric} ${horizon}`,
        value: figures[metric],
        peers: peersOf({
          'last value': baselines['last value'][metric],
          ...(horizon === '5min' ? published[metric] : {}),
        }),
      })),
    );
  },
};

/**
 * Of the probability of crossing a limit at a horizon.
 * @typedef {{ horizon: string, limit: number, brier: number, ece: number, baselines: Record<string, { brier: number }> }} CrossingDetails
 */

/** @type {Record<string, { LightGBM: number, 'last value': number }>} */
const airPeers = {
  '1h': { LightGBM: 11.3, 'last value': 11.9 },
  '6h': { LightGBM: 33.7, 'last value': 38.6 },
  '24h': { LightGBM: 60.5, 'last value': 67.3 },
};

const hourMs = 3_600_000;

/**
 * Beijing PM2.5: every hour with a value of the last fifth, forecast from 1, 6 and 24 hours before, whether or not the monitor had a value
 * then; as the peers are judged. The hours are scored as a CSV file, with a week before them to read.
 * @type {Protocol}
 */
const airQuality = {
  scenario: 'city/air-quality',
  data: 'city/beijing-pm25',
  async run({ sextant, home, work }) {
    const details = detailsOf(sextant, 'city/air-quality');
    const { horizons, crossings } =
      /** @type {{ horizons: HorizonDetails[], crossings: CrossingDetails[] }} */ (details);
    const { table } = await new DatasetCatalogue([join(root, 'datasets')], home).open('beijing-pm25');
    const from = Math.floor(table.records.length * 0.8);
    const rows = table.records.slice(from - 168);
    const input = join(work, 'air-test.csv');
    writeFileSync(input, `${[table.header, ...rows].map((cells) => cells.join()).join('\n')}\n`);
    sextant('score', 'city/air-quality', input);
    const scored = readFileSync(join(work, 'air-test.csv.scored.csv'), 'utf8').trim().split('\n');
    const figures = Object.entries(airPeers).map(([horizon, peers]) => {
      const errors = hourlyErrors(scored, { horizon, from: timeOf(table.records[from][1]) });
      const [value, interval] = meanOfWeeks(errors);
      const { baselines } = /** @type {HorizonDetails} */ (horizons.find((one) => one.horizon === horizon));
      const climatology = baselines.climatology.mae;
      return { metric: `mae ${horizon}`, value, interval, peers: peersOf({ ...peers, climatology }) };
    });
    const judged = crossings.flatMap(({ horizon, limit, brier, ece, baselines }) => {
      const peers = Object.entries(baselines).map(([model, one]) => ({ model, value: one.brier }));
      const at = `above ${limit} at ${horizon}`;
      return [
        { metric: `brier ${at}`, value: brier, peers },
        { metric: `ece ${at}`, value: ece, peers: [] },
      ];
    });
    return [...figures, ...judged];
  },
};

/** @param {string} written local time without an offset */
function timeOf(written) {
  return Date.parse(`${written.replace(' ', 'T')}Z`);
}

/**
 * The absolute error of each hour from a time on, by the forecast that was made a horizon before.
 * @param {readonly string[]} scored lines of a scored CSV, its header first
 * @param {{ horizon: string, from: number }} of
 * @returns {{ time: number, error: number }[]}
 */
function hourlyErrors([header, ...lines], { horizon, from }) {
  const names = header.split(',');
  const [time, value, ahead] = ['time', 'pm2.5', `value_${horizon}`].map((name) => names.indexOf(name));
  const cells = lines.map((line) => line.split(','));
  const forecasts = new Map(cells.map((row) => [timeOf(row[time]), Number(row[ahead])]));
  return cells.flatMap((row) => {
    const at = timeOf(row[time]);
    const forecast = forecasts.get(at - Number.parseInt(horizon, 10) * hourMs);
    if (at < from || row[value] === '' || forecast === undefined) return [];
    return [{ time: at, error: Math.abs(forecast - Number(row[value])) }];
  });
}

/**
 * The mean of errors and its 95 % interval, by a bootstrap of weeks: hours of one week are far from independent.
 * @param {readonly { time: number, error: number }[]} errors
 * @returns {[number, [number, number]]}
 */
function meanOfWeeks(errors) {
  /** @type {Map<number, { sum: number, count: number }>} */
  const weeks = new Map();
  for (const { time, error } of errors) {
    const week = Math.floor(time / (168 * hourMs));
    const { sum, count } = weeks.get(week) ?? { sum: 0, count: 0 };
    weeks.set(week, { sum: sum + error, count: count + 1 });
  }
  const all = [...weeks.values()];
  /** @param {readonly { sum: number, count: number }[]} some */
  const mean = (some) =>
    some.reduce((total, { sum }) => total + sum, 0) / some.reduce((total, { count }) => total + count, 0);
  const random = createRandom(1);
  const means = Array.from({ length: 1000 }, () => mean(all.map(() => all[random.integer(all.length)])));
  means.sort((a, b) => a - b);
  return [mean(all), [means[25], means[974]]];
}

/** @type {Protocol[]} */
export const sequences = [remainingLife, trafficForecast, hourlyTraffic, detectorFlow, airQuality];
