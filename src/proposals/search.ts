import { createRandom } from '../core/random.js';
import { climb } from './climb.js';
import type { Wanted } from './goals.js';
import { nearestSettings, type Contradiction } from './nearest-settings.js';
import type { FeasibleSet } from './problem.js';
import type { Process, Tried } from './process.js';
import { projector } from './projection.js';

/** Within which the data support a proposal. */
export interface Trust {
  /** Furthest from training rows. */
  distance: number;
  /** Widest interval. */
  width: number;
}

export interface SearchOrder {
  set: FeasibleSet;
  process: Process;
  wanted: Wanted;
  trust: Trust;
  /** Settings of training rows, to begin from. */
  known: readonly (readonly number[])[];
  now: readonly number[];
  seed: number;
}

/** Places that a search begins from: the best of the training rows' and some drawn at random. */
const bestStarts = 6;
const otherStarts = 5;
/** So many of the places where climbers arrived are brought to their steps. */
const mostRounded = 5;

/** What it costs to be beyond an end by all of it, in multiples of the value: leaving the data must not pay. */
const penalty = 20;

export type SearchResult =
  | { found: Tried }
  /** Nothing keeps all limits. */
  | { contradiction: Contradiction }
  /** Nothing was found that does and meets what is required where the data are; this came nearest. */
  | { outside: Tried };

/** The best settings that keep bounds, steps and limits and lie where the data are. The same order has the same result. */
export async function search(order: SearchOrder): Promise<SearchResult> {
  const { set, process, known, now, seed } = order;
  const begin = await nearestSettings(set, now);
  if ('contradiction' in begin) return begin;
  const merits = (some: readonly (readonly number[])[]) =>
    process(some).map((tried) => meritOf(tried, order));
  const project = projector(set);
  const random = createRandom(seed);
  const places = [begin.values, ...known.map(project).filter((place) => place !== undefined)];
  const first = merits(places);
  const ranked = [...places.keys()].slice(1).sort((a, b) => first[b] - first[a] || a - b);
  const drawn = [...random.permutation(ranked.length)].map((place) => ranked[place]);
  const chosen = [...new Set([0, ...ranked.slice(0, bestStarts), ...drawn.slice(0, otherStarts)])];
  const climbed = climb(
    chosen.map((place) => places[place]),
    { set, project, merits, random },
  );
  climbed.sort((a, b) => b.merit - a.merit);
  const arrived: (readonly number[])[] = [begin.values];
  for (const { values } of climbed.slice(0, mostRounded)) {
    const rounded = await nearestSettings(set, values);
    if ('values' in rounded) arrived.push(rounded.values);
  }
  const tried = process(arrived);
  tried.sort((a, b) => meritOf(b, order) - meritOf(a, order));
  const found = tried.find((one) => isSupported(one, order.trust) && order.wanted.margin(one) >= 0);
  if (!found) return { outside: tried[0] };
  return { found };
}

/** The worth, less what a requirement, the distance and the width are beyond their ends, as shares of these. */
function meritOf(tried: Tried, { wanted, trust }: SearchOrder): number {
  const { value, distance } = tried;
  const beyond =
    Math.max(0, distance / trust.distance - 1) +
    (trust.width === Infinity ? 0 : Math.max(0, widthOf(tried) / trust.width - 1)) +
    Math.max(0, -wanted.margin(tried)) / Math.max(1, Math.abs(value));
  return wanted.worth(tried) - penalty * Math.abs(scaleOf(tried, wanted)) * beyond;
}

/** What the penalty is measured by. */
function scaleOf({ value, cost }: Tried, { of }: Wanted): number {
  return Math.max(1, Math.abs(of === 'cost' ? cost : value));
}

export function isSupported(tried: Tried, { distance, width }: Trust): boolean {
  return tried.distance <= distance && (width === Infinity || widthOf(tried) <= width);
}

function widthOf({ interval }: Tried): number {
  return interval ? interval[1] - interval[0] : Infinity;
}
