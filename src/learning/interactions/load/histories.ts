import type { Random } from '../../../core/random.js';
import type { ItemSets } from '../../../models/network/network.js';
import type { InteractionSpec } from './interaction-spec.js';
import { parts, type Interactions } from './interactions.js';

/** What customers have, by item index; element i of each list belongs to customer i. */
export interface Histories {
  items: number;
  /** What each likes, in the order of time, each item once. */
  liked: number[][];
  /** What else each has, without liking it: nothing to learn from, nothing to recommend. */
  others: number[][];
}

/** What a ranking is judged by; element i of each list belongs to `customers[i]`. */
export interface RankingTest {
  /** Indexes of the customers who are tested. */
  customers: number[];
  heldOut: number[][];
  /**
   * Items to rank each held-out one among; null: every other item that the customer does not have. As a dataset gives them: where it
   * names the held-out item itself, that counts as a tie.
   */
  rivals: (number[] | null)[];
}

const [trainPart, testPart, negativePart] = parts.keys();

/** Likings and other interactions of every customer, without those that a division of the dataset's own keeps for the test. */
export function historiesOf(
  interactions: Interactions,
  spec: Pick<InteractionSpec, 'likedFrom'>,
  rows: ArrayLike<number> = Array.from(interactions.row.keys()),
): Histories {
  const { customers, items, customer, item, value, time, part } = interactions;
  const order = Array.from(rows)
    .filter((row) => part === undefined || part[row] === trainPart)
    .sort((a, b) => time[a] - time[b] || a - b);
  const liked = customers.map(() => new Set<number>());
  const others = customers.map(() => new Set<number>());
  for (const row of order) {
    const likes = spec.likedFrom === undefined || value === undefined || value[row] >= spec.likedFrom;
    (likes ? liked : others)[customer[row]].add(item[row]);
  }
  return {
    items: items.length,
    liked: liked.map((set) => [...set]),
    others: others.map((set, i) => [...set].filter((one) => !liked[i].has(one))),
  };
}

/** The test that a dataset brings: its rows of the parts `test` and `negative`. Undefined when it brings none. */
export function givenTest(interactions: Interactions): RankingTest | undefined {
  const { part, customer, item, customers } = interactions;
  if (!part) return undefined;
  const heldOut = customers.map(() => [] as number[]);
  const negatives = customers.map(() => [] as number[]);
  part.forEach((which, row) => {
    if (which === testPart) heldOut[customer[row]].push(item[row]);
    if (which === negativePart) negatives[customer[row]].push(item[row]);
  });
  const tested = [...heldOut.keys()].filter((i) => heldOut[i].length > 0);
  return {
    customers: tested,
    heldOut: tested.map((i) => heldOut[i]),
    rivals: tested.map((i) => (negatives[i].length > 0 ? negatives[i] : null)),
  };
}

export interface LeaveOneOut {
  learning: Histories;
  test: RankingTest;
}

/** Fewer likings leave nothing to recommend from once one is held out. */
const leastLikings = 2;

/**
 * Hold out one liking, the last or a random one, of every customer who has two or more.
 * @param negatives so many items that the customer does not have are drawn to rank it among; 0: all of them.
 */
export function leaveOneOut(
  histories: Histories,
  { negatives, heldOut: which }: { negatives: number; heldOut: InteractionSpec['heldOut'] },
  random: Random,
): LeaveOneOut {
  const { items, liked, others } = histories;
  const customers = [...liked.keys()].filter((i) => liked[i].length >= leastLikings);
  const heldOut = customers.map((i) => {
    const { length } = liked[i];
    return [liked[i][which === 'last' ? length - 1 : random.integer(length)]];
  });
  const learnt = [...liked];
  customers.forEach((i, at) => (learnt[i] = liked[i].filter((item) => item !== heldOut[at][0])));
  return {
    learning: { items, others, liked: learnt },
    test: {
      customers,
      heldOut,
      rivals: customers.map((i) => {
        if (negatives === 0) return null;
        const has = new Set([...liked[i], ...others[i]]);
        return drawOthers(items, has, negatives, random);
      }),
    },
  };
}

function drawOthers(items: number, has: ReadonlySet<number>, count: number, random: Random): number[] {
  const drawn = new Set<number>();
  const most = Math.min(count, items - has.size);
  while (drawn.size < most) {
    const item = random.integer(items);
    if (!has.has(item)) drawn.add(item);
  }
  return [...drawn];
}

/** How many items the first test ranks a held-out one among, where the test says so; else 0. */
export function negativesOf({ rivals }: RankingTest): number {
  return rivals[0]?.length ?? 0;
}

export function itemSets({ items, liked }: Histories): ItemSets {
  return { items, rows: liked };
}

/** How many customers like each item. */
export function countsOf({ items, liked }: Histories): Int32Array {
  const counts = new Int32Array(items);
  for (const list of liked) for (const item of list) counts[item] += 1;
  return counts;
}
