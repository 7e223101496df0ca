// Scenarios whose rows are read with those before them.
/** @import { PeerFigure, Protocol, Sextant } from '../shapes.js' */
/** @import { TrainResult } from '#dist/training/train-scenario.js' */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** @type {Protocol[]} */
export const sequences = [remainingLife, trafficForecast, hourlyTraffic, detectorFlow];
