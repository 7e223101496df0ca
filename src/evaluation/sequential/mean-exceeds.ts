import { checkNumber, checkNumbers } from '../checks.js';

/** What speaks for it that losses are larger on average than a limit. */
export interface Evidence {
  /** At the last loss. Where the limit holds, the chance that it ever reaches 1 / level is at most the level. */
  value: number;
  /** The largest until now. */
  largest: number;
  /** The place of the first loss at which it reached 1 / level. */
  reachedAt?: number;
}

/** Shares of the wealth that are bet on each loss, from small shifts that show slowly to large ones. */
const stakes = [0.005, 0.01, 0.02, 0.04, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.55, 0.75];

/** A new bet begins with every so many losses, so that what was good before hides nothing of what comes. */
const block = 50;

/** A limit of 0 would be refuted by anything. */
const leastLimit = 1e-3;

/** Beyond all doubt, and still a number after many more losses. */
const mostWealth = 1e300;

/**
 * Whether losses in [0, 1] have a mean above a limit, asked anew after every loss. A test by betting (Shafer, 2021; Waudby-Smith & Ramdas,
 * 2024): somebody who stakes a share of the wealth on each loss being larger than the limit wins on average nothing where the limit holds, so by
 * Ville's inequality (1939) the wealth ever reaches 1 / level with a chance of at most `level`, however often one looks. The stakes are mixed,
 * and so are the places at which the betting begins (as in Shin, Ramdas & Rinaldo, 2024), with weights 1 / ((k + 1)(k + 2)) of the k-th block.
 * @param losses in the order in which they became known, each in [0, 1].
 * @throws InvalidInputError for a limit or a level outside (0, 1), or a loss outside [0, 1].
 */
export function meanExceeds(losses: ArrayLike<number>, limit: number, level: number): Evidence {
  const inside = (value: number) => value > 0 && value < 1;
  checkNumber('level', level, inside, 'between 0 and 1, both excluded');
  checkNumber('limit', limit, (value) => value >= 0 && value < 1, 'at least 0 and below 1');
  const against = Math.max(limit, leastLimit);
  checkNumbers({
    name: 'losses',
    values: losses,
    length: losses.length,
    accepts: (value) => value >= 0 && value <= 1,
    expected: 'a loss between 0 and 1',
  });
  // Of each stake the wealth of all bets that have begun.
  const wealth = new Float64Array(stakes.length);
  const evidence: Evidence = { value: 1, largest: 1 };
  for (let at = 0; at < losses.length; at++) {
    const starts = Math.floor(at / block) + 1;
    const weight = at % block === 0 ? 1 / (starts * (starts + 1)) : 0;
    evidence.value = 1 / (starts + 1) + betOn(wealth, weight, losses[at] / against - 1);
    if (evidence.value > evidence.largest) evidence.largest = evidence.value;
    if (evidence.value >= 1 / level) evidence.reachedAt ??= at;
  }
  return evidence;
}

/** @param begun wealth with which new bets begin. @returns the mean of the wealth after the bet. */
function betOn(wealth: Float64Array, begun: number, odds: number): number {
  let sum = 0;
  for (let i = 0; i < stakes.length; i++) {
    const after = (wealth[i] + begun) * (1 + stakes[i] * odds);
    wealth[i] = after < mostWealth ? after : mostWealth;
    sum += wealth[i];
  }
  return sum / stakes.length;
}
