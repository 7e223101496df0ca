// Scenarios whose rows are read with those before them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../report.mjs';

const peersOf = (values) => Object.entries(values).map(([model, value]) => ({ model, value }));

/** C-MAPSS FD001: 100 test engines at their last cycle, labels capped at 125; nothing is chosen on them. */
const remainingLife = {
  scenario: 'manufacturing/remaining-life',
  data: 'manufacturing/cmapss-fd001',
  run({ sextant }) {
    const { report } = JSON.parse(sextant('train', 'manufacturing/remaining-life', '--json'));
    const { capped, uncapped } = report.details;
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
const tgcn = { 3: 5.126, 6: 6.06, 9: 6.707, 12: 7.268 };
const lightgbm = { 3: [4.856, 2.814], 6: [5.706, 3.241], 9: [6.285, 3.581], 12: [6.747, 3.868] };

/**
 * Los-loop by the protocol of T-GCN: the last 20 % are the test, windows of 12 steps lie within it, errors are taken over all steps up
 * to the horizon and all sensors. The test rows are scored as a CSV file and compared with the file's own later values here.
 */
const trafficForecast = {
  scenario: 'city/traffic-forecast',
  data: 'city/los-loop',
  async run({ sextant, home, work }) {
    sextant('train', 'city/traffic-forecast');
    const { DatasetCatalogue } = await import(join(root, 'dist', 'data', 'datasets', 'dataset-catalogue.js'));
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
    return Object.keys(tgcn).flatMap((key) => {
      const { rmse, mae } = errorsUpTo(Number(key), { forecasts, speed, sensors });
      const minutes = `${key * 5} min`;
      const [lightgbmRmse, lightgbmMae] = lightgbm[key];
      return [
        {
          metric: `rmse ${minutes}`,
          value: rmse,
          peers: peersOf({ 'T-GCN': tgcn[key], LightGBM: lightgbmRmse }),
        },
        { metric: `mae ${minutes}`, value: mae, peers: peersOf({ LightGBM: lightgbmMae }) },
      ];
    });
  },
};

/** Of each row its forecasts, 5 to 60 minutes ahead. */
function readForecasts(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = header.split(',');
  const places = Array.from({ length: steps }, (_, i) => names.indexOf(`value_${(i + 1) * 5}min`));
  return lines.map((line) => {
    const cells = line.split(',');
    return places.map((place) => Number(cells[place]));
  });
}

/** Rows are in the order of time, the sensors of one step in theirs; the first 11 steps have no whole window. */
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

const metroPeers = { '1h': 148, '6h': 209, '24h': 222 };

/** Metro interstate: the last fifth of the hours between first and last, from which 1, 6 and 24 hours ahead are forecast. */
const hourlyTraffic = {
  scenario: 'city/hourly-traffic',
  data: 'city/metro-interstate',
  run({ sextant }) {
    const { report } = JSON.parse(sextant('train', 'city/hourly-traffic', '--json'));
    return report.details.horizons.map(({ horizon, mae, baselines }) => ({
      metric: `mae ${horizon}`,
      value: mae,
      peers: peersOf({ 'last week': baselines['same time 7d before'].mae, LightGBM: metroPeers[horizon] }),
    }));
  },
};

/** RMSE and MAE 5 minutes ahead: README of xiaochus/TrafficFlowPrediction. */
const detectorPeers = { LSTM: [9.9, 7.21], GRU: [9.97, 7.2], SAEs: [9.6, 7.06] };
const published = (place) =>
  Object.fromEntries(Object.entries(detectorPeers).map(([model, values]) => [model, values[place]]));

/**
 * PeMS, one detector: the published test file, of which every row is forecast whose next five minutes it has (4,314; the publishers'
 * 4,308 leave out the first 12 rows and cross the absent days).
 */
const detectorFlow = {
  scenario: 'city/detector-flow',
  data: 'city/pems-single-detector',
  run({ sextant }) {
    const { report } = JSON.parse(sextant('train', 'city/detector-flow', '--json'));
    return report.details.horizons.flatMap(({ horizon, baselines, ...figures }) =>
      ['rmse', 'mae'].map((metric, i) => ({
        metric: `${metric} ${horizon}`,
        value: figures[metric],
        peers: peersOf({
          'last value': baselines['last value'][metric],
          ...(horizon === '5min' ? published(i) : {}),
        }),
      })),
    );
  },
};

export const sequences = [remainingLife, trafficForecast, hourlyTraffic, detectorFlow];
