import { z } from 'zod';
import { truncatedSingularVectors } from './latent-space.js';
import { countTerms, termWeights } from './term-weights.js';
import { wordsOf } from './words.js';

/** So many directions the space of terms has, where the texts have as many. */
export const latentDimensions = 32;

/** So many texts each direction needs: with as many directions as texts no term would be near another that it never stands beside. */
const textsOfDirection = 4;

/** A term that one text alone has tells nothing of others that it goes with. */
const fewestTexts = 2;

/** What was learnt of texts. Plain JSON. */
export const lexiconSchema = z
  .strictObject({
    /** Different texts. */
    texts: z.int().min(0),
    /** Ascending. */
    terms: z.array(z.string()),
    /** In how many texts each term stands. */
    counts: z.array(z.int().min(1)),
    /** Singular value of each direction, descending. */
    strengths: z.array(z.number().min(0)).max(latentDimensions),
    /** Of the terms that several texts have, in their order, a number for each direction: where they lie in the latent space. */
    vectors: z.array(z.number()),
  })
  .refine(({ terms, counts }) => terms.length === counts.length, 'as many counts as terms')
  .refine(
    ({ counts, strengths, vectors }) => vectors.length === strengths.length * counts.filter(isShared).length,
    'a vector for each term that several texts have',
  );

export type LexiconState = z.infer<typeof lexiconSchema>;

function isShared(count: number): boolean {
  return count >= fewestTexts;
}

/**
 * Learn from texts how much each term tells and which terms go together: latent semantic analysis (Deerwester et al., JASIS 41(6), 1990)
 * of the different texts, each a row of logarithmic counts x inverse document frequency of length 1. Order and repetition do not matter.
 */
export function learnLexicon(texts: Iterable<string>): LexiconState {
  const different = [...new Set(texts)].sort();
  const termsOfTexts = different.map((text) => wordsOf(text).map(({ term }) => term));
  const counted = countTerms(termsOfTexts.map((terms) => new Set(terms)));
  const shared = counted.terms.filter((_, i) => isShared(counted.counts[i]));
  const places = new Map(shared.map((term, place) => [term, place]));
  const weight = termWeights(counted);
  const rows = termsOfTexts.map((terms) =>
    [...weighted(terms, weight)].flatMap(([term, value]): [number, number][] => {
      const place = places.get(term);
      return place === undefined ? [] : [[place, value]];
    }),
  );
  const wanted = Math.min(latentDimensions, Math.floor(different.length / textsOfDirection));
  const { values, right } = truncatedSingularVectors(rows, shared.length, wanted);
  return { ...counted, strengths: values.map(rounded), vectors: Array.from(right, rounded) };
}

/** Five digits: what a term weighs along a direction is not known better, and the file is a third as long. */
function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5 + 0;
}

/** Logarithmic counts x weights of the terms of a text, of length 1 together; in the order in which they first stand. */
export function weighted(terms: readonly string[], weight: (term: string) => number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  let squares = 0;
  for (const [term, count] of counts) {
    const value = (1 + Math.log(count)) * weight(term);
    counts.set(term, value);
    squares += value * value;
  }
  for (const [term, value] of counts) counts.set(term, value / Math.sqrt(squares));
  return counts;
}

/** A lexicon in use. */
export class Lexicon {
  /** How much a term tells: its inverse document frequency, little for function words. */
  readonly weight: (term: string) => number;
  private readonly known: ReadonlySet<string>;
  /** Where the vector of a term begins. */
  private readonly places = new Map<string, number>();
  private readonly lengths = new Map<string, number>();

  constructor(private readonly state: LexiconState) {
    this.weight = termWeights(state);
    this.known = new Set(state.terms);
    const shared = state.terms.filter((_, i) => isShared(state.counts[i]));
    shared.forEach((term, i) => {
      const at = i * this.dimensions;
      this.places.set(term, at);
      this.lengths.set(term, Math.sqrt(this.product(at, at)));
    });
  }

  get dimensions(): number {
    return this.state.strengths.length;
  }

  /** Whether a training text has the term. */
  has(term: string): boolean {
    return this.known.has(term);
  }

  /** Cosine of two terms in the latent space, from -1 to 1; 0 where either is not in it. */
  similarity(a: string, b: string): number {
    const [first, second] = [this.places.get(a), this.places.get(b)];
    const lengths = (this.lengths.get(a) ?? 0) * (this.lengths.get(b) ?? 0);
    return first === undefined || second === undefined || lengths === 0
      ? 0
      : this.product(first, second) / lengths;
  }

  /** Where a text lies in the latent space, of length 1, `[dimensions]`; all 0 where it has no term of it. */
  vector(terms: ReadonlyMap<string, number>): Float64Array {
    const { dimensions } = this;
    const { vectors } = this.state;
    const sum = new Float64Array(dimensions);
    for (const [term, value] of terms) {
      const at = this.places.get(term);
      if (at === undefined) continue;
      for (let k = 0; k < dimensions; k++) sum[k] += value * vectors[at + k];
    }
    const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
    return length === 0 ? sum : sum.map((value) => value / length);
  }

  /** Of two terms in how strongly the directions tell them. */
  private product(a: number, b: number): number {
    const { strengths, vectors } = this.state;
    let sum = 0;
    strengths.forEach((strength, k) => (sum += strength * strength * vectors[a + k] * vectors[b + k]));
    return sum;
  }
}
