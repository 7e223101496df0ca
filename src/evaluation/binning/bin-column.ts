import { checkLength, checkNumbers, isBit } from '../checks.js';
import type { CountedRows } from '../statistics/share-tests.js';
import { monotonePartitions, type Part } from './monotone-partition.js';
import { edgeBetween, orderedBins } from './ordered-bins.js';
import { evidenceOf, figuresOf, type EvidenceFigures, type Totals } from './weight-of-evidence.js';

/** A number, a category, or nothing. */
export type BinnedValue = number | string | boolean | null;

/** A bin with what it holds: numbers from `from` to below `below` (null: without an end), categories, or what `special` names. */
export interface Bin extends EvidenceFigures {
  from?: number | null;
  below?: number | null;
  categories?: string[];
  special?: string;
}

/** The bins of one column, each value in one of them. */
export interface ColumnBins {
  /** Bins of numbers by rising value, of categories by the rate of the event; the special ones behind. */
  bins: Bin[];
  informationValue: number;
  /** Whether the event becomes more or less frequent from bin to bin; categories are sorted, so always rising. */
  trend: 'rising' | 'falling';
  /** Why the column tells nothing: no two values, or no two bins that the rules allow. */
  collapsed?: 'constant' | 'one bin';
}

export interface BinningOptions {
  /** Bins at most, special ones not counted; default 8. */
  most?: number;
  /** A bin has this share of the rows at least, default 0.05, and so many events and others, default 5. */
  leastShare?: number;
  leastEvents?: number;
  /** The name of the bin that a number belongs to whatever its neighbours, such as one outside its plausible range. */
  specialOf?: (value: number) => string | undefined;
}

/** Numbers are looked at in so many groups, between which bins may begin. */
const finest = 30;

/** Bins that every column has, whether rows are in them or not. */
export const missing = 'missing';
export const unknown = 'unknown';

/**
 * Bins of a column in which the rate of the event rises or falls from bin to bin, whichever gives the larger information value. Missing values,
 * unknown categories and special numbers have bins of their own and do not bend the trend.
 * @param events 0 or 1 for each value.
 * @throws InvalidInputError for values and events of different number, or other events.
 */
export function binColumn(
  values: readonly BinnedValue[],
  events: ArrayLike<number>,
  options: BinningOptions = {},
): ColumnBins {
  checkLength('events', events, values.length);
  const expected = '0 or 1';
  checkNumbers({ name: 'events', values: events, length: values.length, accepts: isBit, expected });
  const happened = Array.from(events).reduce((sum, event) => sum + event, 0);
  const totals = { events: happened, others: values.length - happened };
  const { specials, regular } = divided(values, events, options);
  const ordered = regular.some(({ value }) => typeof value === 'number')
    ? numberGroups(regular)
    : categoryGroups(regular);
  const limits = { ...options, rows: values.length, totals };
  const { parts, trend } = bestTrend(ordered.groups, limits, ordered.trends);
  const bins = [
    ...parts.map((part): Bin => ({ ...ordered.describe(part, parts), ...figuresOf(part, totals) })),
    ...[...specials].map(([special, counted]): Bin => ({ special, ...figuresOf(counted, totals) })),
  ];
  const informationValue = bins.reduce((sum, { information }) => sum + information, 0);
  const collapsed = ordered.groups.length < 2 ? 'constant' : 'one bin';
  return { bins, informationValue, trend, ...(parts.length < 2 && { collapsed }) };
}

/** The bin that a value belongs to: the same for the rows that the bins were made of and for any later one. */
export function binOf(
  { bins }: Pick<ColumnBins, 'bins'>,
  value: BinnedValue,
  specialOf?: BinningOptions['specialOf'],
): Bin {
  const special = specialName(value, specialOf);
  if (special !== undefined) return bins.find((bin) => bin.special === special) ?? nothing(special);
  const own = bins.find((bin) => {
    if (typeof value !== 'number') return bin.categories?.includes(String(value)) ?? false;
    return bin.from !== undefined && value >= (bin.from ?? -Infinity) && value < (bin.below ?? Infinity);
  });
  return own ?? bins.find((bin) => bin.special === unknown) ?? nothing(unknown);
}

/** A bin that no row was in says nothing. */
function nothing(special: string): Bin {
  return { special, rows: 0, events: 0, rate: null, weight: 0, information: 0 };
}

function specialName(value: BinnedValue, specialOf: BinningOptions['specialOf']): string | undefined {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return missing;
  return typeof value === 'number' ? specialOf?.(value) : undefined;
}

interface Row {
  value: number | string;
  event: number;
}

function divided(
  values: readonly BinnedValue[],
  events: ArrayLike<number>,
  { specialOf }: BinningOptions,
): { specials: Map<string, CountedRows>; regular: Row[] } {
  const specials = new Map<string, CountedRows>([[missing, { rows: 0, events: 0 }]]);
  const regular: Row[] = [];
  values.forEach((value, row) => {
    const special = specialName(value, specialOf);
    if (special === undefined) {
      regular.push({ value: typeof value === 'number' ? value : String(value), event: events[row] });
      return;
    }
    const counted = specials.get(special) ?? { rows: 0, events: 0 };
    counted.rows++;
    counted.events += events[row];
    specials.set(special, counted);
  });
  if (regular.some(({ value }) => typeof value === 'string')) specials.set(unknown, { rows: 0, events: 0 });
  return { specials, regular };
}

/** Groups in their order, and what parts of them hold. */
interface Ordered {
  groups: readonly CountedRows[];
  trends: readonly ColumnBins['trend'][];
  describe: (part: Part, parts: readonly Part[]) => Pick<Bin, 'from' | 'below' | 'categories'>;
}

function numberGroups(rows: readonly Row[]): Ordered {
  const groups = orderedBins(
    rows.map(({ value }) => value as number),
    rows.map(({ event }) => event),
    finest,
  );
  const edge = (place: number) => edgeBetween(groups[place - 1], groups[place]);
  return {
    groups,
    trends: ['rising', 'falling'],
    describe: ({ first, end }) => ({
      from: first === 0 ? null : edge(first),
      below: end === groups.length ? null : edge(end),
    }),
  };
}

/** Categories have no order but that of the rate of the event; of equal rates that of their codes. */
function categoryGroups(rows: readonly Row[]): Ordered {
  const counted = new Map<string, CountedRows>();
  for (const { value, event } of rows) {
    const own = counted.get(String(value)) ?? { rows: 0, events: 0 };
    counted.set(String(value), { rows: own.rows + 1, events: own.events + event });
  }
  const sorted = [...counted].sort(
    ([a, one], [b, other]) => one.events / one.rows - other.events / other.rows || (a < b ? -1 : 1),
  );
  return {
    groups: sorted.map(([, group]) => group),
    trends: ['rising'],
    describe: ({ first, end }) => ({ categories: sorted.slice(first, end).map(([code]) => code) }),
  };
}

interface Limits extends Pick<BinningOptions, 'most' | 'leastShare' | 'leastEvents'> {
  rows: number;
  totals: Totals;
}

function bestTrend(
  groups: readonly CountedRows[],
  { most = 8, leastShare = 0.05, leastEvents = 5, rows, totals }: Limits,
  trends: Ordered['trends'],
): { parts: readonly Part[]; trend: ColumnBins['trend'] } {
  const worth = (part: CountedRows) => evidenceOf(part, totals).information;
  const rate = ({ events, rows: count }: CountedRows) => events / count;
  const accepts = (part: CountedRows) =>
    part.rows >= leastShare * rows && Math.min(part.events, part.rows - part.events) >= leastEvents;
  const tried = trends.flatMap((trend) => {
    const follows = (left: CountedRows, right: CountedRows) =>
      trend === 'rising' ? rate(right) > rate(left) : rate(right) < rate(left);
    return monotonePartitions(groups, { most, accepts, follows, worth }).map((parts) => {
      return { parts, trend, total: parts.reduce((sum, part) => sum + worth(part), 0) };
    });
  });
  const none: { parts: readonly Part[]; trend: ColumnBins['trend']; total: number } = {
    parts: [],
    trend: trends[0],
    total: 0,
  };
  return tried.reduce((best, one) => (best.parts.length === 0 || one.total > best.total ? one : best), none);
}
