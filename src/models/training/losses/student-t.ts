import { digamma, logGamma } from '../../../evaluation/statistics/student-t.js';
import type { Loss, LossBatch, LossValues } from './loss.js';

/** The volatility of a target stays within these powers of e. */
const farthest = 4;

/** Degrees of freedom stay between these: below 2 there is no variance, and from about 60 on the distribution is normal. */
const [fewest, most] = [2.2, 60];

/** With an output of 0 there are about ten degrees of freedom, which daily returns of shares have. */
const offset = -1.9;

/** What two raw outputs say of a number of mean zero. */
export interface StudentTOutputs {
  /** Standard deviation, in the unit of the targets. */
  deviation: number;
  degrees: number;
}

/** See {@link StudentTOutputs}. */
export function studentTOutputs(first: number, second: number): StudentTOutputs {
  const share = 1 / (1 + Math.exp(-(second + offset)));
  return {
    deviation: Math.exp(farthest * Math.tanh(first / farthest)),
    degrees: fewest + (most - fewest) * share,
  };
}

/**
 * Negative log-likelihood of numbers of mean zero with Student's t distribution: of two outputs per target the first says the logarithm of the
 * standard deviation, the second the degrees of freedom, so the tail (Bollerslev, 1987). A constant keeps it above zero.
 */
export const studentT: Loss = {
  name: 'student-t',
  link: 'identity',
  classes: false,
  expected: { widths: 'two outputs per target', target: 'a finite number' },
  fits: (targetWidth, outputs) => outputs === 2 * targetWidth,
  accepts: (target) => Number.isFinite(target),
  evaluate,
};

function evaluate({ rows, targets, outputs }: LossBatch): LossValues {
  const each = targets.length / rows;
  const losses = new Float64Array(rows);
  const gradient = new Float32Array(outputs.length);
  for (let i = 0; i < targets.length; i++) {
    const { loss, slopes } = judge(targets[i], outputs[2 * i], outputs[2 * i + 1]);
    losses[Math.floor(i / each)] += loss / each;
    gradient[2 * i] = slopes[0] / each;
    gradient[2 * i + 1] = slopes[1] / each;
  }
  return { losses, gradient };
}

/** No density is higher than that of the fewest degrees at zero, at the least deviation. */
const constant = farthest + 1;

/** The loss of one target, and its derivatives by the two outputs. */
function judge(target: number, first: number, second: number): { loss: number; slopes: [number, number] } {
  const { deviation, degrees } = studentTOutputs(first, second);
  // y^2 / (degrees x scale^2), where the variance is scale^2 x degrees / (degrees - 2).
  const ratio = (target / deviation) ** 2 / (degrees - 2);
  const loss =
    constant +
    Math.log(deviation) +
    0.5 * Math.log((degrees - 2) * Math.PI) +
    logGamma(degrees / 2) -
    logGamma((degrees + 1) / 2) +
    ((degrees + 1) / 2) * Math.log1p(ratio);
  const pull = (degrees + 1) * (ratio / (1 + ratio));
  const byDegrees =
    0.5 *
    (1 / (degrees - 2) +
      digamma(degrees / 2) -
      digamma((degrees + 1) / 2) +
      Math.log1p(ratio) -
      pull / (degrees - 2));
  const bend = Math.tanh(first / farthest);
  const share = (degrees - fewest) / (most - fewest);
  return {
    loss,
    slopes: [(1 - pull) * (1 - bend * bend), byDegrees * (most - fewest) * share * (1 - share)],
  };
}
