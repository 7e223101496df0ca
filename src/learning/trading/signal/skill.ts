import { rankCorrelation } from '../../../evaluation/statistics/rank-correlation.js';
import type { Decision } from '../calendar.js';
import type { MarketPaths } from '../market-paths.js';

/** How well the forecasts of one rebalancing ranked the assets, and from which day on that was known. */
export interface SettledSkill {
  settled: number;
  correlation: number;
}

/** Fewer assets have no ranks to correlate, fewer rebalancings no mean to speak of. */
const leastAssets = 3;
const leastSettled = 12;

/** The information coefficient (Grinold & Kahn, 2000) of each rebalancing: Spearman's correlation of forecasts and returns from fill to fill. */
export function settledSkills(
  paths: MarketPaths,
  scores: Float64Array,
  decisions: readonly Decision[],
): SettledSkill[] {
  return decisions.slice(0, -1).flatMap(({ day, fill }, i) => {
    const settled = decisions[i + 1].fill;
    const assets = paths.eligibleOn(day);
    if (assets.length < leastAssets) return [];
    const forecasts = assets.map((asset) => scores[day * paths.width + asset]);
    const returns = assets.map(
      (asset) => paths.assets[asset].level[settled] - paths.assets[asset].level[fill],
    );
    const correlation = rankCorrelation(forecasts, returns);
    return Number.isNaN(correlation) ? [] : [{ settled, correlation }];
  });
}

export interface Skill {
  mean: number;
  /** Of the mean; NaN for fewer than two rebalancings. */
  standardError: number;
  rebalancings: number;
  /** What forecasts are trusted by: the mean less one standard error, and never below 0. */
  trusted: number;
}

/** The skill that was known after a day. */
export function skillOn(skills: readonly SettledSkill[], day: number): Skill {
  const known = skills.filter(({ settled }) => settled <= day).map(({ correlation }) => correlation);
  const rebalancings = known.length;
  const mean = rebalancings === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / rebalancings;
  const square = known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (rebalancings - 1);
  const standardError = Math.sqrt(square / rebalancings);
  const trusted = rebalancings < leastSettled ? 0 : Math.max(0, mean - standardError);
  return { mean, standardError, rebalancings, trusted };
}
