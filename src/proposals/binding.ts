import { figure } from '../core/text/figures.js';
import type { LinearLimit } from '../scenarios/schema/optimisation.js';
import { slopesAt, type Merits } from './climb.js';
import type { Wanted } from './goals.js';
import type { FeasibleSet } from './problem.js';
import type { Process, Tried } from './process.js';
import type { Trust } from './search.js';
import { holdsAt, shadowPrices, type Hold } from './shadow-prices.js';

/** What keeps a proposal from being better still. */
export interface Binding {
  /** A limit, the end of a setting's range, what a goal requires, or where the data end. */
  kind: Hold['kind'];
  /** Of the limit or the column. */
  name?: string;
  meaning?: string;
  side: Hold['side'];
  /**
   * By how much the goal would be better with a unit more room: of the predicted number, or of the cost. Absent where the data end, for
   * nothing is known beyond.
   */
  price?: number;
}

interface BindingContext {
  set: FeasibleSet;
  process: Process;
  trust: Trust;
  wanted: Wanted;
  declared: readonly LinearLimit[];
}

/** Slopes at a proposal are taken over so much of each range, to either side. */
const span = { step: 0.04 };

/** So near to its end, as a share of it, a distance, a width or a requirement holds a proposal. */
const near = 0.03;

/** Everything that holds a proposal, with what a unit more room would bring (`shadowPrices`). */
export async function bindingOf(found: Tried, context: BindingContext): Promise<Binding[]> {
  const { set, process, wanted, declared } = context;
  const slopeOf = (figureOf: (tried: Tried) => number) => {
    const merits: Merits = (some) => process(some).map(figureOf);
    return slopesAt([{ values: [...found.values], ...span }], { set, merits })[0];
  };
  const holds = [...holdsAt(set, found.values), ...learntHolds(found, context, slopeOf)];
  const prices = await shadowPrices(holds, slopeOf(wanted.worth));
  return holds.map(({ kind, name, side }, i) => {
    const meaning = declared.find((limit) => kind === 'limit' && limit.name === name)?.meaning?.en;
    return {
      kind,
      ...((kind === 'limit' || kind === 'bound') && { name }),
      ...(meaning !== undefined && { meaning }),
      side,
      ...(kind !== 'support' && { price: figure(prices[i] / unitOf({ kind, name }, set)) }),
    };
  });
}

/** Shares of the range in a unit of a setting; a limit's normal is in units already. */
function unitOf({ kind, name }: Pick<Hold, 'kind' | 'name'>, { settings }: FeasibleSet): number {
  const setting = settings.find((one) => kind === 'bound' && one.name === name);
  return setting ? setting.high - setting.low : 1;
}

/** What the model tells of a place: how far from data it is, and whether it keeps what is required. */
function learntHolds(
  found: Tried,
  { trust, wanted }: Pick<BindingContext, 'trust' | 'wanted'>,
  slopeOf: (figureOf: (tried: Tried) => number) => Float64Array,
): Hold[] {
  const holds: Hold[] = [];
  if (found.distance > (1 - near) * trust.distance) {
    holds.push({
      kind: 'support',
      name: 'distance',
      side: 'upper',
      normal: slopeOf(({ distance }) => distance),
    });
  }
  const margin = wanted.margin(found);
  if (margin < near * Math.abs(found.value)) {
    const normal = slopeOf((tried) => -wanted.margin(tried));
    holds.push({ kind: 'requirement', name: 'requirement', side: 'lower', normal });
  }
  return holds;
}
