import { createRandom, type Random } from '../../core/random.js';
import {
  isNumericEffect,
  latentScoreProblems,
  type LatentScoreColumn,
  type LatentScoreOptions,
  type LatentScoreTarget,
  type NumericEffect,
} from './latent-score.options.js';
import { drawCategory, drawNumber, roundTo } from './marginal.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** A row in the making: texts of categorical columns, numbers of numeric ones. */
type Row = Map<string, string | number>;

/**
 * Columns from stated marginals, one after the other; a score that adds up the stated effects; and a target that follows
 * the score: a number that is linear in it with normal noise, or one of two values by a logistic model,
 * P(positive) = 1 / (1 + exp(-(intercept + score))).
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
    const scores = table.map((row) => latentScore(columns, row));
    const targets = targetCells(target, scores, root.fork('target'));
    const gaps = new Map(columns.map(({ name }) => [name, root.fork(`missing ${name}`)]));
    const cell = (row: Row, { name, missing }: LatentScoreColumn) =>
      missing > 0 && (gaps.get(name)?.next() ?? 1) < missing ? '' : String(row.get(name));
    const records = table.map((row, i) => [...columns.map((column) => cell(row, column)), targets[i]]);
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

function targetCells(target: LatentScoreTarget, scores: readonly number[], random: Random): string[] {
  if ('rate' in target) {
    const noisy = scores.map((score) => score + logistic(random));
    const positive = highest(noisy, Math.round(scores.length * target.rate));
    return scores.map((_, i) => (positive.has(i) ? target.positive : target.negative));
  }
  const { mean, deviation, noise, minimum, maximum, step } = target;
  const centre = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - centre) ** 2, 0) / scores.length;
  return scores.map((score) => {
    const told = variance > 0 ? (score - centre) / Math.sqrt(variance) : 0;
    const value = mean + deviation * (Math.sqrt(1 - noise) * told + Math.sqrt(noise) * random.normal());
    return String(Math.min(maximum, Math.max(minimum, roundTo(value, step))));
  });
}

function drawRow(columns: readonly LatentScoreColumn[], randoms: ReadonlyMap<string, Random>): Row {
  const row: Row = new Map();
  for (const column of columns) {
    const random = randoms.get(column.name);
    if (random) row.set(column.name, drawCell(column, { row, above: columns }, random));
  }
  return row;
}

interface Drawn {
  row: Row;
  /** All columns; those that the row does not hold yet add nothing to its score. */
  above: readonly LatentScoreColumn[];
}

function drawCell(column: LatentScoreColumn, { row, above }: Drawn, random: Random): string | number {
  const { marginal, given, shifts, fromScore } = column;
  if (marginal.kind === 'categorical') {
    const conditional = given?.weights[String(row.get(given.column))];
    return drawCategory(conditional ?? marginal.weights, random);
  }
  const own = fromScore === undefined ? 0 : fromScore * latentScore(above, row);
  const shift = shifts.reduce((sum, one) => sum + linear(one, Number(row.get(one.column))), own);
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
