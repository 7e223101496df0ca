// Many short series: the people of every country in 1 to 10 years.
/** @import { Figure, PeerFigure, Protocol } from '../shapes.js' */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '#dist/core/random.js';
import { countedShare } from '#dist/evaluation/statistics/wilson-interval.js';

const scenario = 'city/population';
/** Nothing that is learnt from, stopped by or calibrated on reaches into these years. */
const firstHeldOut = 2014;
/** A row is answered with the ten before it. */
const reads = 10;
const horizons = [1, 5, 10];

/** By bench/peers/population.py, on the same rows. @type {Record<number, number>} */
const lightgbm = {};

/**
 * One origin of one country at one horizon.
 * @typedef {object} Case
 * @property {string} country
 * @property {number} actual
 * @property {number} value
 * @property {number} linear the mean change of the last ten years, carried on
 * @property {number} exponential the mean rate of growth of the last ten years, carried on
 * @property {Record<string, [number, number]>} bands by level
 */

/**
 * World Bank population without the aggregates: origins from 2014 on, of which it is known what came. At 10 years that is 2014 alone, each
 * country once; at shorter horizons a country has several origins, so figures are resampled by country.
 * @type {Protocol}
 */
const population = {
  scenario,
  data: 'city/population-world-bank',
  run({ sextant, work }) {
    sextant('train', scenario);
    const all = join(work, 'population.csv');
    sextant('datasets', 'export', 'population-world-bank', all);
    const recent = join(work, 'recent.csv');
    const [header, ...lines] = readFileSync(all, 'utf8').trim().split('\n');
    const rows = lines.filter((line) => Number(line.split(',').at(-2)) >= firstHeldOut - reads);
    writeFileSync(recent, `${[header, ...rows].join('\n')}\n`);
    scored(() => sextant('score', scenario, recent));
    const cases = casesOf(`${recent}.scored.csv`);
    return horizons.flatMap((horizon) => figuresAt(horizon, cases.get(horizon) ?? []));
  },
};

/**
 * The first years of each country have too few before them: they go to the rejects, which the exit status tells.
 * @param {() => string} score
 */
function scored(score) {
  try {
    score();
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(' ended with 3: '))) throw error;
  }
}

/**
 * @param {string} path
 * @returns {Map<number, Case[]>} by horizon
 */
function casesOf(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n').map(cellsOf);
  /** @param {string[]} cells @param {string} name */
  const numberAt = (cells, name) => Number(cells[header.indexOf(name)]);
  const code = header.indexOf('Country Code');
  /** @type {Map<string, number>} */
  const people = new Map();
  /** @param {string} country @param {number} year */
  const key = (country, year) => `${country} ${year}`;
  for (const cells of lines) people.set(key(cells[code], numberAt(cells, 'Year')), numberAt(cells, 'Value'));
  return new Map(
    horizons.map((horizon) => [
      horizon,
      lines.flatMap((cells) => {
        const [country, year, last] = [cells[code], numberAt(cells, 'Year'), numberAt(cells, 'Value')];
        const actual = people.get(key(country, year + horizon));
        const before = people.get(key(country, year - reads));
        if (year < firstHeldOut || actual === undefined || before === undefined) return [];
        return {
          country,
          actual,
          value: numberAt(cells, `value_${horizon}`),
          linear: last + ((last - before) / reads) * horizon,
          exponential: last * (last / before) ** (horizon / reads),
          bands: {
            80: [numberAt(cells, `lower_80_${horizon}`), numberAt(cells, `upper_80_${horizon}`)],
            90: [numberAt(cells, `lower_${horizon}`), numberAt(cells, `upper_${horizon}`)],
          },
        };
      }),
    ]),
  );
}

/**
 * The cells of a line; names such as "Bahamas, The" are quoted.
 * @param {string} line
 */
function cellsOf(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell).slice(0, -1);
}

/**
 * @param {number} horizon
 * @param {Case[]} cases
 * @returns {Figure[]}
 */
function figuresAt(horizon, cases) {
  /** @param {'value' | 'linear' | 'exponential'} what */
  const errors = (what) => cases.map((one) => (100 * Math.abs(one[what] - one.actual)) / one.actual);
  const countries = cases.map(({ country }) => country);
  const own = errors('value');
  /** @param {'linear' | 'exponential'} what @returns {PeerFigure} */
  const beside = (what) => {
    const theirs = errors(what);
    const differences = own.map((error, i) => error - theirs[i]);
    return {
      model: `${what} extrapolation of the last 10 years`,
      value: mean(theirs),
      difference: mean(differences),
      interval: byCountry(differences, countries),
    };
  };
  const tree = lightgbm[horizon];
  const peers = [beside('linear'), beside('exponential')];
  return [
    {
      metric: `mape ${horizon}`,
      value: mean(own),
      interval: byCountry(own, countries),
      peers: tree === undefined ? peers : [...peers, { model: 'LightGBM on growth', value: tree }],
    },
    ...['80', '90'].map((level) => coverage(`inside the ${level} % band, ${horizon}`, level, cases)),
  ];
}

/**
 * The share inside; where each country has one case its interval is a binomial one (Wilson), else countries are resampled.
 * @param {string} metric
 * @param {string} level
 * @param {Case[]} cases
 * @returns {Figure}
 */
function coverage(metric, level, cases) {
  const inside = cases.map(
    ({
      actual,
      bands: {
        [level]: [lower, upper],
      },
    }) => Number(actual >= lower && actual <= upper),
  );
  const countries = cases.map(({ country }) => country);
  const once = new Set(countries).size === cases.length;
  const share = countedShare(
    inside.reduce((sum, one) => sum + one, 0),
    inside.length,
  );
  return {
    metric,
    value: mean(inside),
    interval: once ? [share.lower ?? 0, share.upper ?? 1] : byCountry(inside, countries),
    peers: [],
  };
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * 95 % interval of a mean whose values of one country hang together: countries are drawn with replacement (cluster bootstrap).
 * @param {readonly number[]} values
 * @param {readonly string[]} countries
 * @returns {[number, number]}
 */
function byCountry(values, countries) {
  const random = createRandom(1);
  /** @type {Map<string, { sum: number, count: number }>} */
  const clusters = new Map();
  values.forEach((value, i) => {
    const cluster = clusters.get(countries[i]) ?? { sum: 0, count: 0 };
    clusters.set(countries[i], { sum: cluster.sum + value, count: cluster.count + 1 });
  });
  const all = [...clusters.values()];
  const means = Array.from({ length: 2000 }, () => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < all.length; i++) {
      const drawn = all[random.integer(all.length)];
      sum += drawn.sum;
      count += drawn.count;
    }
    return sum / count;
  }).sort((a, b) => a - b);
  return [means[50], means[1949]];
}

/** @type {Protocol[]} */
export const populations = [population];
