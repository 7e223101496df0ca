import { figure } from '../../../core/text/figures.js';
import type { TailRisk } from '../../../evaluation/risk/tail.js';
import { quantileOfSorted } from '../../../evaluation/statistics/quantile.js';
import type { RiskAnswer } from '../../risk-answer.js';
import type { PortfolioSpec } from '../check.js';
import { simpleMethods, simpleTails } from '../judge/simple-methods.js';
import { dayText } from '../../prices/price-table.js';
import type { RiskModel } from '../risk-model.js';
import type { PastLoss, PastLosses } from './past-losses.js';
import type { PortfolioRequest } from './portfolio-requests.js';
import type { SimulatedLosses, TailFigure } from './tail-figures.js';

/** Of the distribution of losses these levels are told. */
const told = [0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

const percentOf = (share: number): number => figure(100 * share);

interface Described {
  spec: PortfolioSpec;
  model: RiskModel;
  /** Degrees of freedom by the network, `[days + 1, assets]`. */
  degrees: Float64Array;
  /** The first day from which nothing was learnt. */
  learntUntil: number;
  past: PastLosses;
  losses: SimulatedLosses;
}

/** Everything that is said of a portfolio. */
export function describeRisk(request: PortfolioRequest, described: Described): RiskAnswer {
  const { spec, model, learntUntil, past, losses } = described;
  const { day, weights, value } = request;
  const { history } = model;
  const returns = past.returnsBefore(day, request);
  const beside = besideOf(returns, spec.options.levels);
  const stress = [...past.overWindows(day, request), ...past.worstDays(returns, request)];
  const cash = 1 - weights.reduce((sum, one) => sum + one, 0);
  return {
    as_of: dayText(history.days[day - 1]),
    in_sample: day < learntUntil,
    scenarios: model.scenariosOn(day),
    ...(value === undefined
      ? { cash: figure(Number(cash.toFixed(12))) }
      : { value: { amount: figure(value), unit: spec.positions.unit ?? '' } }),
    figures: losses.figures.map((one) => figureOf(one, request, { spec, beside })),
    distribution: [...losses.sorted].map(([days, sorted]) => {
      const quantiles = told.map((level) => ({ level, loss: percentOf(quantileOfSorted(sorted, level)) }));
      return { days, quantiles };
    }),
    stress: stress.map((one) => stressOf(one, spec)),
    positions: request.held.map((asset) => positionOf(asset, request, described)),
  };
}

type Beside = Record<string, TailRisk[]>;

/** What simpler methods say of the same portfolio one day ahead, at each level. */
function besideOf(returns: Float64Array, levels: readonly number[]): Beside {
  return Object.fromEntries(simpleMethods.map((name) => [name, simpleTails(name, returns, levels)]));
}

function tail({ valueAtRisk, expectedShortfall }: TailRisk, unit: (share: number) => number) {
  return { value_at_risk: unit(valueAtRisk), expected_shortfall: unit(expectedShortfall) };
}

function figureOf(
  one: TailFigure,
  { held, value }: PortfolioRequest,
  { spec, beside }: { spec: PortfolioSpec; beside: Beside },
): RiskAnswer['figures'][number] {
  const { level, days, contributions } = one;
  const place = spec.options.levels.indexOf(level);
  const others = Object.entries(beside).map(([name, tails]) => [name, tail(tails[place], percentOf)]);
  return {
    level,
    days,
    ...tail(one, percentOf),
    ...(value !== undefined && { money: tail(one, (share) => figure(share * value)) }),
    contributions: held.map((asset) => {
      return { asset: spec.assets[asset], contribution: percentOf(contributions[asset]) };
    }),
    ...(days === 1 && {
      beside: Object.fromEntries(others) as NonNullable<RiskAnswer['figures'][number]['beside']>,
    }),
  };
}

function stressOf({ name, from, to, loss, stoodIn }: PastLoss, { assets }: PortfolioSpec) {
  return { event: name, from, to, loss: percentOf(loss), stood_in: stoodIn.map((asset) => assets[asset]) };
}

function positionOf(
  asset: number,
  { day, weights }: PortfolioRequest,
  { spec, model, degrees }: Described,
): RiskAnswer['positions'][number] {
  const own = degrees[day * model.width + asset];
  return {
    asset: spec.assets[asset],
    weight: figure(weights[asset]),
    volatility: percentOf(model.volatilitiesOn(day)[asset]),
    degrees: Number.isNaN(own) ? null : figure(own),
    days: model.knownReturns(day, asset),
  };
}
