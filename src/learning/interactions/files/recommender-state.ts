import { countsOf, historiesOf, type Histories } from '../load/histories.js';
import { findNeighbours } from '../fit/neighbours.js';
import type { RatingState, RecommenderState } from './state.js';
import type { LoadedInteractions } from '../load/load-interactions.js';

/**
 * What serving will know: the catalogue, who likes what (all of it: what the figures held out belongs to a customer all the
 * same, and must not be recommended again), and which networks answer.
 */
export function recommenderState(
  { interactions, spec }: LoadedInteractions,
  learning: Histories,
  networks: { rankers: RecommenderState['rankers']; ratings: RatingState | null },
): RecommenderState {
  const { customers, items, part, item, customer } = interactions;
  const whole = historiesOf({ ...interactions, part: undefined }, spec, rowsThatHappened(part, item.length));
  const counts = countsOf(learning);
  const histories = Object.fromEntries(
    customers.map((id, i) => [id, { liked: whole.liked[i], others: whole.others[i] }]),
  );
  return {
    format: 1,
    items: items.map(({ id, title, attributes }, i) => ({ id, title, attributes, customers: counts[i] })),
    customers: new Set(customer).size,
    histories: spec.keepHistories ? histories : null,
    neighbours: findNeighbours(learning, counts),
    rankers: networks.rankers,
    ratings: networks.ratings && !spec.keepHistories ? null : networks.ratings,
  };
}

const negativePart = 2;

/** Rows of the part `negative` say what did not happen. */
function rowsThatHappened(part: Uint8Array | undefined, length: number): number[] {
  return Array.from({ length }, (_, row) => row).filter((row) => part?.[row] !== negativePart);
}
