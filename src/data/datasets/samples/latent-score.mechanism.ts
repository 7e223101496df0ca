import { createRandom, type Random } from '../../../core/random.js';
import {
  isNumericEffect,
  latentScoreProblems,
  type LatentScoreColumn,
  type LatentScoreOptions,
  type NumericEffect,
} from './latent-score.options.js';
import { drawCategory, drawNumber } from './marginal.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** A row in the making: texts of categorical columns, numbers of numeric ones. */
type Row = Map<string, string | number>;

/**
 * Columns from stated marginals, one after the other; a score that adds up the stated effects; and a target that follows a
 * logistic model of the score, P(positive) = 1 / (1 + exp(-(intercept + score))).
 *
 * The intercept is solved, not stated: the model is drawn in its latent form (positive where score + logistic noise exceeds
 * a threshold, which is minus the intercept; McFadden, 1974), with the threshold between the ranked rows so that the
 * declared share of them, to the nearest row, is positive.
 */
export const latentScoreMechanism: SampleMechanism<LatentScoreOptions> = {
  name: 'latent-score',
  columns: ({ columns, target }) => [...columns.map(({ name }) => name), target.name],
  problems: latentScoreProblems,
  generate(options): SampleTable {
    const { columns, rows, target } = options;
    const root = createRandom(options.seed);
    // A generator for each column: a changed column leaves the draws of the others as they were.
    const randoms = new Map(columns.map(({ name }) => [name, root.fork(`column ${name}`)]));
    const table = Array.from({ length: rows }, () => drawRow(columns, randoms));
    const noise = root.fork('target');
    const positive = highest(
      table.map((row) => latentScore(columns, row) + logistic(noise)),
      Math.round(rows * target.rate),
    );
    const gaps = new Map(columns.map(({ name }) => [name, root.fork(`missing ${name}`)]));
    const cell = (row: Row, { name, missing }: LatentScoreColumn) =>
      missing > 0 && (gaps.get(name)?.next() ?? 1) < missing ? '' : String(row.get(name));
    const records = table.map((row, i) => [
      ...columns.map((column) => cell(row, column)),
      positive.has(i) ? target.positive : target.negative,
    ]);
    return { header: latentScoreMechanism.columns(options), records };
  },
};

/** The sum of all columns' effects, without intercept and noise. */
export function latentScore(
  columns: readonly LatentScoreColumn[],
  row: ReadonlyMap<string, string | number>,
): number {
  return columns.reduce((score, { name, effect }) => {
    const value = row.get(name);
    if (!effect || value === undefined) return score;
    if (isNumericEffect(effect)) return score + linear(effect, Number(value));
    return score + (effect[String(value)] ?? 0);
  }, 0);
}

function drawRow(columns: readonly LatentScoreColumn[], randoms: ReadonlyMap<string, Random>): Row {
  const row: Row = new Map();
  for (const column of columns) {
    const random = randoms.get(column.name);
    if (random) row.set(column.name, drawCell(column, row, random));
  }
  return row;
}

function drawCell({ marginal, given, shifts }: LatentScoreColumn, row: Row, random: Random): string | number {
  if (marginal.kind === 'categorical') {
    const conditional = given?.weights[String(row.get(given.column))];
    return drawCategory(conditional ?? marginal.weights, random);
  }
  const shift = shifts.reduce((sum, one) => sum + linear(one, Number(row.get(one.column))), 0);
  return drawNumber(marginal, shift, random);
}

function linear({ slope, centre, scale, log }: NumericEffect, value: number): number {
  return log ? (slope * (Math.log(value) - Math.log(centre))) / scale : (slope * (value - centre)) / scale;
}

/** Standard logistic noise by inversion; the half step keeps it finite. */
function logistic(random: Random): number {
  const uniform = (Math.floor(random.next() * 2 ** 32) + 0.5) / 2 ** 32;
  return Math.log(uniform / (1 - uniform));
}

/** Indices of the `count` highest values; equal values by their order. */
function highest(values: readonly number[], count: number): Set<number> {
  const order = values.map((_, i) => i).sort((a, b) => values[b] - values[a] || a - b);
  return new Set(order.slice(0, count));
}
