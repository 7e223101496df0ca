import { attribution, walkOrders, walksOf, type Attribution, type Walk } from '../walks.js';
import { exactShapley, mostExactPlayers, subsetsOf } from './exact-shapley.js';
import type { Mixture, PartedCase } from './parted-case.js';

/** Against one reference the model is asked so often at most, unless a family says less: of very many parts, twice as often as there are. */
const usualEvaluations = 2048;

/** Walks that are many enough where there is one reference: an even number, since each second one goes back the way of the one before. */
const mostWalks = 64;

/** An attribution, and how many answers of the model it took. */
export interface PartsAttribution extends Attribution {
  evaluations: number;
}

/**
 * What each part of a case adds to each of its figures. Against one reference and of few parts the Shapley values are exact; else they are
 * sampled by walks from each reference, whose orders follow from the seed and the number of parts alone.
 */
export function attributeParts(parted: PartedCase, seed: number): PartsAttribution {
  const { references, parts } = parted;
  if (references === 1 && parts.length <= mostExactPlayers) return exactly(parted);
  const walks = walksAlong(ordersOf(parted, seed), parted);
  const mixtures = walks.flatMap((walk) => mixturesOf(walk, parts.length));
  const figures = parted.ask(mixtures);
  return { ...attribution(walks, figures, parts.length), evaluations: mixtures.length };
}

/** Where there is one reference, all walks begin at it. */
function walksAlong(
  orders: readonly Int32Array[],
  { references, differs = () => true }: Pick<PartedCase, 'references' | 'differs'>,
): Walk[] {
  const referenceOf = (walk: number) => (references === 1 ? 0 : walk);
  return walksOf(orders, (walk, part) => differs(referenceOf(walk), part)).map(({ reference, order }) => ({
    reference: referenceOf(reference),
    order,
  }));
}

function exactly({ parts, ask }: PartedCase): PartsAttribution {
  const mixtures = subsetsOf(parts.length).map((own) => ({ reference: 0, own }));
  return { ...exactShapley(ask(mixtures), parts.length), evaluations: mixtures.length };
}

function ordersOf(
  { references, parts, mostEvaluations = usualEvaluations }: PartedCase,
  seed: number,
): Int32Array[] {
  if (references > 1) return walkOrders(parts.length, references, seed);
  const pairs = Math.floor(mostEvaluations / (parts.length + 1) / 2);
  return walkOrders(parts.length, Math.min(mostWalks, 2 * Math.max(1, pairs)), seed);
}

/** The start of a walk, and what it is after each step. */
function mixturesOf({ reference, order }: Walk, parts: number): Mixture[] {
  const own = new Uint8Array(parts);
  const mixtures = [{ reference, own: own.slice() }];
  for (const part of order) {
    own[part] = 1;
    mixtures.push({ reference, own: own.slice() });
  }
  return mixtures;
}
