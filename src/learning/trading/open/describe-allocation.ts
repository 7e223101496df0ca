import { figure } from '../../../core/text/figures.js';
import type { AllocationAnswer } from '../../allocation-answer.js';
import { dayText } from '../../prices/price-table.js';
import type { Holding } from '../../prices/requested.js';
import { strategyOf, type StrategyName } from '../allocate/strategies.js';
import { nextRebalancing } from '../calendar.js';
import type { TradingSpec } from '../check.js';
import type { TradingState } from '../files/state.js';
import { expectationOf } from '../judge/expectations.js';
import { verdictText } from '../judge/verdict.js';
import { costRate } from '../options.js';
import { featureNames, featuresOn } from '../signal/features.js';
import type { TradingModel } from '../trading-model.js';

const percent = 100;
const inPercent = (share: number): number => figure(percent * share);

/** What a request holds, and the place of the last day whose prices are known. */
export interface AllocationRequest extends Holding {
  day: number;
}

/** What is decided on for a request, unrounded shares of the value. */
export interface Plan {
  request: AllocationRequest;
  target: Float64Array;
  /** Bought and sold, both counted. */
  traded: number;
  gross: number;
  cost: number;
  volatility: number;
}

export interface Served {
  spec: TradingSpec;
  model: TradingModel;
  state: TradingState;
  strategy: StrategyName;
}

export function planOf(request: AllocationRequest, { model, strategy }: Served): Plan {
  const { day, weights } = request;
  const target = strategyOf(strategy, model)(day, weights);
  const traded = target.reduce((sum, share, asset) => sum + Math.abs(share - weights[asset]), 0);
  const { gross, volatility } = expectationOf(model.on(day), target);
  return { request, target, traded, gross, cost: traded * costRate(model.options), volatility };
}

/** Expected until the next rebalancing after costs, in percent, and between what 90 % of periods lay. */
export function headline({ gross, cost, volatility }: Plan, { state: { residuals } }: Served) {
  const net = gross - cost;
  return {
    value: inPercent(net),
    interval: [
      inPercent(net + residuals.lower * volatility),
      inPercent(net + residuals.upper * volatility),
    ] as [number, number],
  };
}

export function describeAllocation(plan: Plan, served: Served): AllocationAnswer {
  const { spec, model, state, strategy } = served;
  const { request, target, traded, gross, cost, volatility } = plan;
  const { days } = model.paths.history;
  const view = model.on(request.day);
  const { mean, standardError, rebalancings, trusted } = view.skill;
  const invested = target.reduce((sum, one) => sum + one, 0);
  return {
    as_of: dayText(days[request.day]),
    in_sample: request.day < model.firstForecast,
    fill: 'close of the next trading day',
    next_rebalancing: dayText(nextRebalancing(days[request.day], model.options.rebalance)),
    strategy,
    skill: {
      mean: figure(mean),
      ...(Number.isFinite(standardError) && { standard_error: figure(standardError) }),
      rebalancings,
      trusted: figure(trusted),
    },
    expected: {
      gross: inPercent(gross),
      cost: inPercent(cost),
      net: inPercent(gross - cost),
      volatility: inPercent(volatility),
    },
    turnover: figure(traded / 2),
    cash: figure(Number((1 - invested).toFixed(9))),
    ...(request.value !== undefined && {
      value: { amount: figure(request.value), unit: spec.positions.unit ?? '' },
    }),
    positions: positionsOf(plan, served),
    verdict: saidVerdict(state, strategy),
  };
}

/** Of the assets that are held now or may be: what to hold, by descending share. */
function positionsOf({ request, target }: Plan, { spec, model }: Served): AllocationAnswer['positions'] {
  const { day, weights, value } = request;
  const view = model.on(day);
  const features = featuresOn(model.paths, day, view.assets);
  const ranks = rankOf(view.scores);
  const forecastOf = (i: number) => ({
    volatility: inPercent(Math.sqrt(view.covariance[i * (view.assets.length + 1)])),
    score: figure(view.scores[i]),
    rank: ranks[i],
    alpha: inPercent(view.alpha[i]),
    features: Object.fromEntries(
      featureNames.map((name, at) => [name, figure(features[i * featureNames.length + at])]),
    ),
  });
  return spec.assets
    .map((asset, place) => {
      const i = view.assets.indexOf(place);
      const trade = target[place] - weights[place];
      return {
        asset,
        now: figure(weights[place]),
        target: figure(target[place]),
        trade: figure(trade),
        ...(value !== undefined && { money: figure(trade * value) }),
        ...(i < 0 ? { features: {} } : forecastOf(i)),
      };
    })
    .filter((one) => 'rank' in one || one.now !== 0)
    .sort((a, b) => b.target - a.target || rankIn(a) - rankIn(b));
}

function rankIn(position: object): number {
  return 'rank' in position ? Number(position.rank) : Infinity;
}

/** 1 for the highest. */
function rankOf(values: Float64Array): number[] {
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
  const ranks = new Array<number>(values.length);
  order.forEach((place, rank) => (ranks[place] = rank + 1));
  return ranks;
}

function saidVerdict({ verdict }: TradingState, strategy: StrategyName): AllocationAnswer['verdict'] {
  const { sharpe, equalWeight, difference, deflated } = verdict;
  const { value, lower, upper } = difference;
  return {
    beats_equal_weight: verdict.beatsEqualWeight,
    text: verdictText(verdict, strategy),
    from: verdict.from,
    to: verdict.to,
    periods: verdict.periods,
    ...(sharpe !== null && { sharpe: figure(sharpe) }),
    ...(equalWeight !== null && { equal_weight: figure(equalWeight) }),
    ...(value !== null && {
      difference: {
        value: figure(value),
        ...(lower !== null &&
          upper !== null && { interval: [figure(lower), figure(upper)] as [number, number] }),
      },
    }),
    ...(deflated !== null && { deflated_sharpe: figure(deflated) }),
    trials: verdict.trials,
  };
}
