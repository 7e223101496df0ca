import { checkNotEmpty, checkNumber, checkNumbers, checkWeights } from '../checks.js';

/** probabilities = softmax(logits / temperature); for one logit per row, sigmoid(logit / temperature). */
export interface TemperatureState {
  method: 'temperature';
  temperature: number;
}

export interface LogitRows {
  /** Row-major `[n, width]`: one logit per class, or a single one for class 1 of two. */
  logits: ArrayLike<number>;
  /** Class index of each row. */
  labels: ArrayLike<number>;
  /** Logits per row, default 1. */
  width?: number;
  weights?: ArrayLike<number>;
}

/** Inverse temperatures searched: separable rows would go to infinity, rows predicted worse than at random below 0. */
const coldest = 100;
const hottest = 0.01;

/**
 * Temperature scaling (Guo, Pleiss, Sun & Weinberger, 2017): one number that softens or sharpens every probability and never
 * changes their order. The log loss is convex in the inverse temperature, so the root of its slope is found by bisection, within 0.01 to
 * 100.
 * @throws InvalidInputError for rows that are not accepted.
 */
export function fitTemperature(rows: LogitRows): TemperatureState {
  checkLogitRows(rows);
  let low = hottest;
  let high = coldest;
  if (lossSlope(rows, low) >= 0) return { method: 'temperature', temperature: 1 / low };
  if (lossSlope(rows, high) <= 0) return { method: 'temperature', temperature: 1 / high };
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (lossSlope(rows, middle) < 0) low = middle;
    else high = middle;
  }
  return { method: 'temperature', temperature: 2 / (low + high) };
}

/** @returns as many probabilities as there are logits, in the same layout. */
export function applyTemperature(
  { temperature }: TemperatureState,
  logits: ArrayLike<number>,
  width = 1,
): Float64Array {
  const out = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += width) {
    const probabilities = softmax(rowLogits(logits, start, width), 1 / temperature);
    if (width === 1) out[start] = probabilities[1];
    else out.set(probabilities, start);
  }
  return out;
}

/** A single logit stands for the pair (0, logit). */
function rowLogits(logits: ArrayLike<number>, start: number, width: number): number[] {
  if (width === 1) return [0, logits[start]];
  return Array.from({ length: width }, (_, c) => logits[start + c]);
}

function softmax(logits: number[], inverse: number): number[] {
  const largest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(inverse * (logit - largest)));
  const sum = odds.reduce((total, value) => total + value, 0);
  return odds.map((value) => value / sum);
}

/**
 * Derivative of the log loss by the inverse temperature: expected logit less the logit of what happened, summed. Nothing is allocated: it
 * is worked out some fifty times over all rows.
 */
function lossSlope({ logits, labels, width = 1, weights }: LogitRows, inverse: number): number {
  let slope = 0;
  for (let row = 0; row < labels.length; row++) {
    const expected =
      width === 1
        ? logits[row] / (1 + Math.exp(-inverse * logits[row]))
        : expectedLogit(logits, { start: row * width, width, inverse });
    const happened = width === 1 ? labels[row] * logits[row] : logits[row * width + labels[row]];
    slope += (weights?.[row] ?? 1) * (expected - happened);
  }
  return slope;
}

function expectedLogit(
  logits: ArrayLike<number>,
  { start, width, inverse }: { start: number; width: number; inverse: number },
): number {
  let largest = -Infinity;
  for (let i = start; i < start + width; i++) largest = Math.max(largest, logits[i]);
  let odds = 0;
  let sum = 0;
  for (let i = start; i < start + width; i++) {
    const own = Math.exp(inverse * (logits[i] - largest));
    odds += own;
    sum += own * logits[i];
  }
  return sum / odds;
}

function checkLogitRows({ logits, labels, width = 1, weights }: LogitRows): void {
  const classes = Math.max(width, 2);
  checkNumber('width', width, (value) => Number.isInteger(value) && value >= 1, 'an integer of 1 or more');
  checkNotEmpty('labels', labels);
  checkNumbers({
    name: 'labels',
    values: labels,
    length: labels.length,
    accepts: (value) => Number.isInteger(value) && value >= 0 && value < classes,
    expected: `a class index from 0 to ${classes - 1}`,
  });
  const length = labels.length * width;
  checkNumbers({
    name: 'logits',
    values: logits,
    length,
    accepts: Number.isFinite,
    expected: 'a finite number',
  });
  checkWeights(weights, labels.length);
}
