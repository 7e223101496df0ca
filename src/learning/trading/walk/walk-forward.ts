import type { Strategy } from '../allocate/strategies.js';
import type { Decision } from '../calendar.js';
import type { MarketPaths } from '../market-paths.js';

/** What a strategy did and came to, from its first fill to its last. */
export interface Walk {
  decisions: readonly Decision[];
  /** Shares decided on at each rebalancing, and those held when it was. */
  targets: Float64Array[];
  held: Float64Array[];
  /** The value after each day from the first fill on, costs taken off; 1 before it. */
  values: Float64Array;
  /** Return from each fill to the next, the costs of the first of both taken off. */
  returns: Float64Array;
  /** Value bought and sold at each fill, as a share of the whole; half of it is what is called turnover. */
  traded: Float64Array;
  /** Costs at each fill, as a share of the whole. */
  costs: Float64Array;
  /** Positions that were given up because their prices ended. */
  ended: { asset: number; day: number }[];
}

interface WalkOptions {
  /** Of a unit of value that is bought or sold. */
  costRate: number;
  delistingLoss: number;
}

/**
 * Hold what a strategy decides on: positions drift with prices from fill to fill, a trade is filled by the prices of the fill's day and pays its
 * costs. What has no price then is neither bought nor sold; of what has none any more a share is lost and the rest is cash.
 * @param decisions at least two, by their days.
 */
export function walkForward(
  paths: MarketPaths,
  decisions: readonly Decision[],
  strategy: Strategy,
  options: WalkOptions,
): Walk {
  const account = new Account(paths, options);
  const [first, last] = [decisions[0].day, decisions[decisions.length - 1].fill];
  const decided = new Set(decisions.map(({ day }) => day));
  const filled = new Map(decisions.map(({ fill }, i) => [fill, i]));
  const walk = { targets: [] as Float64Array[], held: [] as Float64Array[], values: [] as number[] };
  const fills: Fill[] = [];
  for (let day = first; day <= last; day++) {
    account.grow(day);
    const fill = filled.get(day);
    if (fill !== undefined)
      fills.push(filledOn(account, { day, target: walk.targets[fill], isLast: day === last }));
    if (decided.has(day)) {
      const held = account.weights();
      walk.held.push(held);
      walk.targets.push(strategy(day, held));
    }
    if (fills.length > 0) walk.values.push(account.value);
  }
  const share = (of: 'traded' | 'cost') =>
    Float64Array.from(fills.slice(0, -1), (fill) => fill[of] / fill.before);
  return {
    decisions,
    targets: walk.targets,
    held: walk.held,
    values: Float64Array.from(walk.values),
    returns: Float64Array.from(fills.slice(1), ({ before }, i) => before / fills[i].before - 1),
    traded: share('traded'),
    costs: share('cost'),
    ended: account.ended,
  };
}

/** What a fill came to: the value before it, and of that what was bought and sold, and paid for it. */
interface Fill {
  before: number;
  traded: number;
  cost: number;
}

/** At the last fill nothing is traded any more: it ends the last period. */
function filledOn(
  account: Account,
  { day, target, isLast }: { day: number; target: Float64Array; isLast: boolean },
): Fill {
  const before = account.value;
  return { before, ...(isLast ? { traded: 0, cost: 0 } : account.trade(day, target)) };
}

/** Positions in money, and cash. */
class Account {
  readonly ended: { asset: number; day: number }[] = [];
  private readonly positions: Float64Array;
  private cash = 1;

  constructor(
    private readonly paths: MarketPaths,
    private readonly options: WalkOptions,
  ) {
    this.positions = new Float64Array(paths.width);
  }

  get value(): number {
    return this.positions.reduce((sum, one) => sum + one, this.cash);
  }

  weights(): Float64Array {
    const { value } = this;
    return this.positions.map((one) => one / value);
  }

  grow(day: number): void {
    this.positions.forEach((position, asset) => {
      if (position === 0) return;
      this.positions[asset] = position * (1 + this.paths.growth(day, asset));
      if (!this.paths.endsOn(day, asset)) return;
      this.cash += this.positions[asset] * (1 - this.options.delistingLoss);
      this.positions[asset] = 0;
      this.ended.push({ asset, day });
    });
  }

  trade(day: number, targets: Float64Array): { traded: number; cost: number } {
    const { value } = this;
    const trades = Array.from(targets, (_, asset) => this.paths.hasPrice(day, asset));
    const kept = this.positions.reduce((sum, one, asset) => sum + (trades[asset] ? 0 : one), 0);
    const wanted = targets.reduce((sum, one, asset) => sum + (trades[asset] ? one : 0), 0);
    const room = wanted > 0 ? Math.min(1, (value - kept) / (value * wanted)) : 0;
    const goal = (asset: number, of: number) => targets[asset] * room * of;
    const tradedAt = (of: number) =>
      this.positions.reduce(
        (sum, one, asset) => sum + (trades[asset] ? Math.abs(goal(asset, of) - one) : 0),
        0,
      );
    // What costs take is not invested; how much that changes the costs is of second order.
    const invested = value - this.options.costRate * tradedAt(value);
    const traded = tradedAt(invested);
    const cost = this.options.costRate * traded;
    this.positions.forEach((one, asset) => {
      if (!trades[asset]) return;
      this.cash += one - goal(asset, invested);
      this.positions[asset] = goal(asset, invested);
    });
    this.cash -= cost;
    return { traded, cost };
  }
}

/** What the market itself came to over the same days, bought at the first fill. */
export function indexWalk(
  paths: MarketPaths,
  decisions: readonly Decision[],
  rate: number,
): Pick<Walk, 'values' | 'returns' | 'traded' | 'costs'> {
  const fills = decisions.map(({ fill }) => fill);
  const [first, last] = [fills[0], fills[fills.length - 1]];
  const values = new Float64Array(last - first + 1);
  let value = 1 - rate;
  for (let day = first; day <= last; day++) {
    if (day > first) value *= Math.exp(paths.history.market[day] || 0);
    values[day - first] = value;
  }
  const before = (i: number) => (i === 0 ? 1 : values[fills[i] - first]);
  const once = (of: number) => Float64Array.from(fills.slice(1), (_, i) => (i === 0 ? of : 0));
  return {
    values,
    returns: Float64Array.from(fills.slice(1), (_, i) => before(i + 1) / before(i) - 1),
    traded: once(1),
    costs: once(rate),
  };
}
