import { checkScoredRows, sigmoid, type ScoredRows } from './calibrator.js';

/** probability = sigmoid(slope x score + intercept). */
export interface PlattState {
  method: 'platt';
  slope: number;
  intercept: number;
}

interface Row {
  score: number;
  target: number;
  weight: number;
}

/**
 * Platt scaling (1999): a logistic regression on the score with targets drawn in from 0 and 1, fitted by Newton's method
 * with backtracking (Lin, Lin & Weng, 2007).
 * @throws InvalidInputError for rows that are not accepted or of one class only.
 */
export function fitPlatt(rows: ScoredRows): PlattState {
  checkScoredRows(rows);
  const { scale, shift } = standardisation(rows.scores);
  const { list, prior } = smoothedRows(rows, (score) => (score - shift) / scale);
  let slope = 0;
  let intercept = Math.log(prior);
  let loss = crossEntropy(list, slope, intercept);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = newtonStep(list, slope, intercept);
    let length = 1;
    let next = loss;
    for (; length > 1e-10; length /= 2) {
      next = crossEntropy(list, slope + length * step.slope, intercept + length * step.intercept);
      if (next <= loss) break;
    }
    if (length <= 1e-10) break;
    slope += length * step.slope;
    intercept += length * step.intercept;
    loss = next;
    if (Math.abs(step.slope) + Math.abs(step.intercept) < 1e-12) break;
  }
  return { method: 'platt', slope: slope / scale, intercept: intercept - (slope * shift) / scale };
}

/** @returns one probability per score. */
export function applyPlatt({ slope, intercept }: PlattState, scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(scores, (score) => sigmoid(slope * score + intercept));
}

/** Newton's steps are well conditioned only on scores of mean 0 and deviation 1. Equal scores keep the scale 1. */
function standardisation(scores: ArrayLike<number>): { scale: number; shift: number } {
  const list = Array.from(scores);
  const shift = list.reduce((sum, score) => sum + score, 0) / list.length;
  const variance = list.reduce((sum, score) => sum + (score - shift) ** 2, 0) / list.length;
  return { shift, scale: variance > 0 ? Math.sqrt(variance) : 1 };
}

/** Targets (N+ + 1) / (N+ + 2) for class 1 and 1 / (N- + 2) for class 0; `prior` are the odds that the search starts from. */
function smoothedRows({ scores, labels, weights }: ScoredRows, standardise: (score: number) => number) {
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 1) positives += weights?.[i] ?? 1;
    else negatives += weights?.[i] ?? 1;
  }
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  const list: Row[] = Array.from(scores, (score, i) => ({
    score: standardise(score),
    target: labels[i] === 1 ? high : low,
    weight: weights?.[i] ?? 1,
  }));
  return { list, prior: (positives + 1) / (negatives + 1) };
}

function crossEntropy(rows: readonly Row[], slope: number, intercept: number): number {
  let sum = 0;
  for (const { score, target, weight } of rows) {
    const logit = slope * score + intercept;
    // ln(1 + e^logit) - target x logit, without overflow.
    sum += weight * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - target * logit);
  }
  return sum;
}

function newtonStep(rows: readonly Row[], slope: number, intercept: number) {
  // Lin, Lin & Weng add the same to the diagonal, so that equal scores still give a solvable system.
  let slopeSlope = 1e-12;
  let interceptIntercept = 1e-12;
  let slopeIntercept = 0;
  let gradientSlope = 0;
  let gradientIntercept = 0;
  for (const { score, target, weight } of rows) {
    const probability = sigmoid(slope * score + intercept);
    const curvature = weight * probability * (1 - probability);
    const error = weight * (probability - target);
    slopeSlope += curvature * score * score;
    slopeIntercept += curvature * score;
    interceptIntercept += curvature;
    gradientSlope += error * score;
    gradientIntercept += error;
  }
  const determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
  return {
    slope: -(interceptIntercept * gradientSlope - slopeIntercept * gradientIntercept) / determinant,
    intercept: -(slopeSlope * gradientIntercept - slopeIntercept * gradientSlope) / determinant,
  };
}
