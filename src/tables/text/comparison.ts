import { alignWords, type Aligning, type Match } from './alignment.js';
import { isFunctionWord } from './function-words.js';
import type { Lexicon } from './lexicon.js';
import type { ReadText } from './read-text.js';

/**
 * What is measured of a text beside the one that it is compared with, in this order, after Sultan, Salazar & Sumner (NAACL 2016), who align
 * words, leave out those of the question and weigh by length, and Mohler, Bunescu & Mihalcea (ACL 2011), who demote the question.
 * "Weighted" is by inverse document frequency; "new" leaves out the words of the text that is set apart.
 */
export const comparisonNames = [
  /** Weighted share of the reference that the text covers, and of the text that the reference covers; the same of new words. */
  'coverage',
  'precision',
  'new_coverage',
  'new_precision',
  /** Of new words, by the same stem alone. */
  'exact_coverage',
  /** Of new words, by the nearest word in the latent space, however far. */
  'latent_coverage',
  /** Cosine of the weighted terms; and in the latent space. */
  'cosine',
  'latent',
  /** Runs of three characters: Dice coefficient; share of those of the reference. */
  'grams',
  'gram_coverage',
  /** Share of the reference's neighbouring words, those of grammar aside, that follow one another in the text, too. */
  'order',
  /** log of words over words of the reference. */
  'length',
  /** 1 where one of the two negates and the other does not, by the parity of negations. */
  'negation',
  /** Weighted share of the text that the text set apart covers. */
  'repeated',
  /** Cosine in the latent space with the text set apart. */
  'latent_apart',
] as const;

export type ComparisonName = (typeof comparisonNames)[number];

export type Comparison = Record<ComparisonName, number>;

/** The texts that are compared. */
export interface ComparedTexts {
  own: ReadText;
  reference: ReadText;
  /** Whose words earn nothing, such as a question; absent: none. */
  apart?: ReadText;
}

/** Every figure finite; 0 where a text has no words. */
export function compareTexts({ own, reference, apart }: ComparedTexts, lexicon: Lexicon): Comparison {
  const given = new Set(apart?.words.map(({ term }) => term));
  const covered = alignWords(reference, own, { lexicon, given });
  const supported = alignWords(own, reference, { lexicon, given });
  const isNew = (term: string) => !given.has(term);
  const similarity = (match: Match | undefined) => match?.similarity ?? 0;
  const exact = (match: Match | undefined) => (match?.kind === 'exact' ? 1 : 0);
  const hasWords = own.words.length > 0 && reference.words.length > 0;
  return {
    coverage: share(reference, (i) => similarity(covered[i])),
    precision: share(own, (i) => similarity(supported[i])),
    new_coverage: share(reference, (i) => similarity(covered[i]), isNew),
    new_precision: share(own, (i) => similarity(supported[i]), isNew),
    exact_coverage: share(reference, (i) => exact(covered[i]), isNew),
    latent_coverage: share(
      reference,
      (i) => nearestCosine(reference.words[i].term, own, { lexicon, given }),
      isNew,
    ),
    cosine: cosineOf(own.terms, reference.terms),
    latent: dot(own.vector, reference.vector),
    ...gramFigures(own.grams, reference.grams),
    order: orderOf(reference, covered),
    length: hasWords ? Math.log(own.words.length / reference.words.length) : 0,
    negation: hasWords && own.negations % 2 !== reference.negations % 2 ? 1 : 0,
    repeated: apart ? share(own, (i) => (given.has(own.words[i].term) ? 1 : 0)) : 0,
    latent_apart: apart ? dot(own.vector, apart.vector) : 0,
  };
}

/** Weighted mean over the words that count. */
function share(
  { words, weights }: ReadText,
  valueOf: (i: number) => number,
  counts: (term: string) => boolean = () => true,
): number {
  let sum = 0;
  let total = 0;
  words.forEach(({ term }, i) => {
    if (!counts(term)) return;
    sum += weights[i] * valueOf(i);
    total += weights[i];
  });
  return total === 0 ? 0 : sum / total;
}

function nearestCosine(term: string, { terms }: ReadText, { lexicon, given }: Required<Aligning>): number {
  if (terms.has(term)) return 1;
  if (isFunctionWord(term)) return 0;
  let best = 0;
  for (const other of terms.keys())
    if (!isFunctionWord(other) && !given.has(other)) best = Math.max(best, lexicon.similarity(term, other));
  return best;
}

function cosineOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [term, value] of a) sum += value * (b.get(term) ?? 0);
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

function gramFigures(own: ReadonlyMap<string, number>, reference: ReadonlyMap<string, number>) {
  let common = 0;
  for (const [gram, count] of reference) common += Math.min(count, own.get(gram) ?? 0);
  const [all, wanted] = [total(own), total(reference)];
  return {
    grams: all + wanted === 0 ? 0 : (2 * common) / (all + wanted),
    gram_coverage: wanted === 0 ? 0 : common / wanted,
  };
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** So far apart words of the text may stand that are neighbours in the reference. */
const farthest = 4;

function orderOf({ words }: ReadText, all: readonly (Match | undefined)[]): number {
  const covered = all.filter((_, i) => !isFunctionWord(words[i].term));
  let pairs = 0;
  let kept = 0;
  for (let i = 1; i < covered.length; i++) {
    const [before, after] = [covered[i - 1], covered[i]];
    if (!before || !after) continue;
    pairs++;
    const distance = after.at - before.at;
    if (distance > 0 && distance <= farthest) kept++;
  }
  return pairs === 0 ? 0 : kept / pairs;
}
