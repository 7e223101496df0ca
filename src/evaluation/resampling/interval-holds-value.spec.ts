import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, type Random } from '../../core/random.js';
import { metrics, metricsOf } from '../metrics/index.js';
import type { PredictionKind, PredictionsByKind } from '../predictions/index.js';
import { bootstrapIntervals } from './bootstrap.js';

const numbers = (count: number, random: Random) => Array.from({ length: count }, () => random.normal());

function regression(rows: number, random: Random) {
  const actual = numbers(rows, random).map((value) => 5 + value);
  return { actual, predicted: actual.map((value) => value + random.normal()) };
}

function binary(rows: number, random: Random) {
  const probabilities = Array.from({ length: rows }, () => random.next());
  const labels = probabilities.map((probability) => Number(random.next() < probability));
  return { labels, probabilities, costs: { falsePositive: 1, falseNegative: 3 } };
}

const everyRow = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);

/** Rows of each kind, as a random number generator would have them. */
const drawn: { [Kind in PredictionKind]: (rows: number, random: Random) => PredictionsByKind[Kind] } = {
  binary,
  regression,
  'remaining-life': regression,
  'number-with-event': (rows, random) => {
    return { number: regression(rows, random), event: binary(rows, random) };
  },
  multiclass: (rows, random) => {
    const shares = Array.from({ length: rows }, () => [0, 0, 0].map(() => 0.05 + random.next()));
    return {
      classes: 3,
      labels: shares.map(() => random.integer(3)),
      probabilities: shares.flatMap((row) => row.map((one) => one / row.reduce((a, b) => a + b))),
      actions: [
        { action: 'keep', costs: [0, 1, 4] },
        { action: 'send', costs: [2, 0, 1] },
      ],
    };
  },
  forecast: (rows, random) => {
    const { actual, predicted } = regression(2 * rows, random);
    const reach = (by: number) => predicted.map((value) => value + by);
    const interval = { coverage: 0.8, lower: reach(-1.3), upper: reach(1.3) };
    const levels = [0.1, 0.5, 0.9];
    const values = predicted.flatMap((value) => [value - 1.3, value, value + 1.3]);
    const importance = actual.map((_, i) => 1 + (i % 3));
    const known = { horizons: 2, actual, predicted, interval, naiveError: 2 };
    return { ...known, quantiles: { levels, values }, importance };
  },
  ranking: (rows, random) => {
    const places = () => [...random.permutation(30).subarray(0, 2)].sort((a, b) => a - b);
    const list = () => [...random.permutation(60).subarray(0, 10)];
    return {
      ranks: Array.from({ length: rows }, places),
      lists: Array.from({ length: rows }, list),
      popularity: Array.from({ length: 60 }, () => 0.01 + 0.9 * random.next()),
    };
  },
  'treatment-effect': (rows, random) => {
    const propensity = Array.from({ length: rows }, () => 0.1 + 0.8 * random.next());
    const treated = propensity.map((chance) => Number(random.next() < chance));
    const untreatedMean = numbers(rows, random);
    const treatedMean = untreatedMean.map((mean) => mean + 1 + random.normal());
    const outcome = treated.map((is, row) => (is ? treatedMean : untreatedMean)[row] + random.normal());
    const effect = treatedMean.map((mean, row) => mean - untreatedMean[row] + 0.3 * random.normal());
    return { propensity, treated, untreatedMean, treatedMean, outcome, effect };
  },
  'tail-risk': (rows, random) => {
    const actual = Array.from({ length: rows }, () => random.normal());
    const constant = (value: number) => actual.map(() => value);
    return { levels: [0.95], actual, valueAtRisk: constant(1.6), expectedShortfall: constant(2) };
  },
  'portfolio-returns': (rows, random) => {
    const returns = Array.from({ length: rows }, () => 0.01 + 0.04 * random.normal());
    return { returns, equalWeight: returns.map(() => 0.008), periodsPerYear: 12 };
  },
  multilabel: (rows, random) => ({
    count: rows,
    targets: ['one', 'other'].map((name) => {
      return { name, rows: everyRow(rows), predictions: binary(rows, random) };
    }),
  }),
  multioutput: (rows, random) => ({
    count: rows,
    targets: ['one', 'other'].map((name) => {
      return { name, rows: everyRow(rows), predictions: regression(rows, random) };
    }),
  }),
};

function intervals(kind: PredictionKind, rows: number, seed: number) {
  const predictions = drawn[kind](rows, createRandom(seed));
  return Object.entries(
    bootstrapIntervals(kind, metricsOf(kind), predictions as never, { seed, resamples: 50 }),
  ) as [keyof typeof metrics, { value: number; lower: number; upper: number }][];
}

describe.each(Object.keys(drawn) as PredictionKind[])('an interval of %s', (kind) => {
  it('holds its value, whatever the rows', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, rows) => {
        for (const [name, { value, lower, upper }] of intervals(kind, rows, seed)) {
          if (Number.isNaN(lower)) expect([name, upper]).toEqual([name, NaN]);
          else expect([name, lower <= value && value <= upper]).toEqual([name, true]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is there for every metric of enough rows but those that resampling biases', () => {
    const without = intervals(kind, 400, 1).flatMap(([name, { lower }]) =>
      Number.isNaN(lower) ? [name] : [],
    );
    const biased = metricsOf(kind).filter((name) => metrics[name].biasedByResampling);
    expect(without).toEqual(biased);
  });
});

it('has none where the drawn rows show fewer different items than there are', () => {
  const lists = Array.from({ length: 20 }, (_, row) => [row]);
  const { coverage_10: coverage } = bootstrapIntervals(
    'ranking',
    ['coverage_10'],
    { ranks: lists.map(() => [0]), lists, popularity: lists.map(() => 0.5) },
    { seed: 1, resamples: 50 },
  );
  expect(coverage).toEqual({ value: 1, lower: NaN, upper: NaN, definedResamples: 50 });
});
