import { isFunctionWord } from './function-words.js';

/** In how many of so many texts each term stands. Plain JSON: the terms in their order, with the counts beside them. */
export interface TermCounts {
  texts: number;
  terms: string[];
  counts: number[];
}

/** What of its full weight a function word has: it breaks ties, and earns nothing by itself. */
const functionWordShare = 0.1;

/** Count the terms of different texts. The order of the texts does not matter. */
export function countTerms(texts: readonly ReadonlySet<string>[]): TermCounts {
  const counts = new Map<string, number>();
  for (const text of texts) for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
  const terms = [...counts.keys()].sort();
  return { texts: texts.length, terms, counts: terms.map((term) => counts.get(term) ?? 0) };
}

/**
 * Inverse document frequency, log((1 + texts) / (1 + count)) + 1 (Spärck Jones 1972, smoothed as scikit-learn has it): a term that no
 * training text has weighs most.
 */
export function termWeights({ texts, terms, counts }: TermCounts): (term: string) => number {
  const known = new Map(terms.map((term, i) => [term, counts[i]]));
  return (term) => {
    const weight = Math.log((1 + texts) / (1 + (known.get(term) ?? 0))) + 1;
    return isFunctionWord(term) ? functionWordShare * weight : weight;
  };
}
