import type { Loss, LossBatch, LossValues } from './loss.js';

export interface FactualOptions {
  /** How much the cross-entropy of the propensity counts beside the squared error of the outcome (alpha). */
  propensity: number;
  /** How much targeted regularisation counts (beta). */
  targeted: number;
}

/** A propensity no further towards 0 or 1 is divided by. */
const leastPropensity = 0.01;

/**
 * What each arm of a treatment would give, learnt from the arm that each row was in: targets are `[treated (0 or 1), outcome]`, outputs
 * the outcome untreated and treated, and of a DragonNet the logit of the propensity and the step of targeted regularisation. The error of
 * the arm that a row was not in is unknown, so nothing moves its output (Shalit, Johansson & Sontag, 2017; the objective with propensity
 * and targeted regularisation: Shi, Blei & Veitch, 2019, equations 2.2 and 3.2).
 */
export function factualOutcome(options: FactualOptions): Loss {
  return {
    name: 'factual-outcome',
    link: 'identity',
    classes: false,
    expected: {
      widths:
        'two outputs (untreated, treated) or four (propensity and step besides) for the two targets treated and outcome',
      target: 'a finite number',
    },
    fits: (targetWidth, outputs) => targetWidth === 2 && (outputs === 2 || outputs === 4),
    accepts: (target) => Number.isFinite(target),
    evaluate: (batch) => evaluate(batch, options),
  };
}

function evaluate({ rows, targets, outputs }: LossBatch, options: FactualOptions): LossValues {
  const width = outputs.length / rows;
  const losses = new Float64Array(rows);
  const gradient = new Float32Array(outputs.length);
  for (let row = 0; row < rows; row++) {
    const treated = targets[2 * row] === 1 ? 1 : 0;
    const own = outputs.subarray(row * width, (row + 1) * width);
    const slopes = gradient.subarray(row * width, (row + 1) * width);
    const residual = targets[2 * row + 1] - own[treated];
    losses[row] = residual ** 2;
    slopes[treated] = -2 * residual;
    if (width === 4) losses[row] += regularise({ treated, residual, own, slopes }, options);
  }
  return { losses, gradient };
}

interface RegularisedRow {
  treated: 0 | 1;
  residual: number;
  own: Float32Array;
  /** Changed in place. */
  slopes: Float32Array;
}

/** What propensity and targeted regularisation add to the loss of a row. */
function regularise({ treated, residual, own, slopes }: RegularisedRow, options: FactualOptions): number {
  const [, , logit, step] = own;
  const probability = 1 / (1 + Math.exp(-logit));
  const entropy = Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - treated * logit;
  const clipped = Math.min(Math.max(probability, leastPropensity), 1 - leastPropensity);
  const covariate = treated === 1 ? 1 / clipped : -1 / (1 - clipped);
  const rest = residual - step * covariate;
  // 1 / p falls and -1 / (1 - p) falls with p, each by its square; a clipped one does not move.
  const moves = clipped === probability ? -(covariate ** 2) * probability * (1 - probability) : 0;
  slopes[treated] -= 2 * options.targeted * rest;
  slopes[2] = options.propensity * (probability - treated) - 2 * options.targeted * rest * step * moves;
  slopes[3] = -2 * options.targeted * rest * covariate;
  return options.propensity * entropy + options.targeted * rest ** 2;
}
