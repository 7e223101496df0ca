import type { Solver } from '../../optimisation/solve.js';
import { shrunkCovariance } from '../../evaluation/trading/shrunk-covariance.js';
import { decisionsOf, type Decision } from './calendar.js';
import type { MarketPaths } from './market-paths.js';
import { horizonOf, type AllocationOptions } from './options.js';
import { settledSkills, skillOn, type SettledSkill, type Skill } from './signal/skill.js';

export interface TradingModelParts {
  paths: MarketPaths;
  /** See `forecastScores`. */
  scores: Float64Array;
  /** The first day whose forecast learnt nothing from what came after. */
  firstForecast: number;
  options: AllocationOptions;
  solve: Solver;
}

/** What is known of the assets that may be bought after a day, in the order of `assets`. */
export interface MarketView {
  day: number;
  /** Places of the assets. */
  assets: readonly number[];
  /** Row-major, of the returns from one rebalancing to the next. */
  covariance: Float64Array;
  scores: Float64Array;
  /** Expected return until the next rebalancing beyond what all have in common: skill times volatility times score (Grinold, 1994). */
  alpha: Float64Array;
  skill: Skill;
  /** Mean return of equal weight from fill to fill, over all that was settled. */
  drift: number;
}

/** Everything that positions on any day are decided from. What is said of a day rests on what was known after it. */
export class TradingModel {
  readonly paths: MarketPaths;
  readonly options: AllocationOptions;
  readonly solve: Solver;
  readonly scores: Float64Array;
  readonly firstForecast: number;
  private readonly skills: SettledSkill[];
  private readonly drifts: { settled: number; value: number }[];
  private last: MarketView | undefined;

  constructor({ paths, scores, firstForecast, options, solve }: TradingModelParts) {
    this.paths = paths;
    this.scores = scores;
    this.firstForecast = firstForecast;
    this.options = options;
    this.solve = solve;
    this.skills = settledSkills(paths, scores, this.decisions(firstForecast));
    this.drifts = equalWeightReturns(paths, this.decisions(0));
  }

  /** The same forecasts under other options. */
  with(options: Partial<AllocationOptions>): TradingModel {
    const { paths, scores, firstForecast, solve } = this;
    return new TradingModel({
      paths,
      scores,
      firstForecast,
      solve,
      options: { ...this.options, ...options },
    });
  }

  decisions(first: number, end = this.paths.days): Decision[] {
    return decisionsOf(this.paths.history.days, { first, end, months: this.options.rebalance });
  }

  /** The view of the last day that was asked about is kept: several strategies ask about the same one. */
  on(day: number): MarketView {
    return this.last?.day === day ? this.last : (this.last = this.viewOf(day));
  }

  private viewOf(day: number): MarketView {
    const { paths, scores: all } = this;
    const assets = paths.eligibleOn(day);
    const covariance = this.covarianceOf(day, assets);
    const scores = Float64Array.from(assets, (asset) => all[day * paths.width + asset] || 0);
    const skill = skillOn(this.skills, day);
    const alpha = scores.map(
      (score, i) => skill.trusted * Math.sqrt(covariance[i * (assets.length + 1)]) * score,
    );
    const known = this.drifts.filter(({ settled }) => settled <= day);
    const drift = known.reduce((sum, { value }) => sum + value, 0) / Math.max(1, known.length);
    return { day, assets, covariance, scores, alpha, skill, drift };
  }

  private covarianceOf(day: number, assets: readonly number[]): Float64Array {
    const { returns } = this.paths.history;
    const first = Math.max(0, day + 1 - this.options.covarianceDays);
    const window = new Float64Array((day + 1 - first) * assets.length);
    for (let at = first; at <= day; at++)
      assets.forEach((asset, i) => {
        window[(at - first) * assets.length + i] = returns[at * this.paths.width + asset];
      });
    const horizon = horizonOf(this.options);
    return shrunkCovariance(window, assets.length).values.map((value) => value * horizon);
  }
}

function equalWeightReturns(paths: MarketPaths, decisions: readonly Decision[]) {
  return decisions.slice(0, -1).flatMap(({ day, fill }, i) => {
    const settled = decisions[i + 1].fill;
    const assets = paths.eligibleOn(day);
    if (assets.length === 0) return [];
    const returns = assets.map((asset) => {
      const { level } = paths.assets[asset];
      return Math.expm1(level[settled] - level[fill]);
    });
    return [{ settled, value: returns.reduce((sum, one) => sum + one, 0) / assets.length }];
  });
}
