import { isFunctionWord, isNegation } from './function-words.js';
import { weighted, type Lexicon } from './lexicon.js';
import { withoutTags, wordsOf, type Word } from './words.js';

/** A text as it is compared with others. */
export interface ReadText {
  words: readonly Word[];
  /** Weight of each word, by the lexicon. */
  weights: Float64Array;
  /** Logarithmic counts x weights of its terms, of length 1 together. */
  terms: ReadonlyMap<string, number>;
  /** Its place in the latent space. */
  vector: Float64Array;
  /** How often each run of three characters stands in it. */
  grams: ReadonlyMap<string, number>;
  negations: number;
}

export function readText(text: string, lexicon: Lexicon): ReadText {
  const words = wordsOf(text);
  const terms = weighted(
    words.map(({ term }) => term),
    lexicon.weight,
  );
  return {
    words,
    weights: Float64Array.from(words, ({ term }) => lexicon.weight(term)),
    terms,
    vector: lexicon.vector(terms),
    grams: characterGrams(text),
    negations: words.filter(({ term }) => isNegation(term)).length,
  };
}

/** Words that may carry a point. */
export function contentWords({ words }: ReadText): Word[] {
  return words.filter(({ term }) => !isFunctionWord(term));
}

const gramLength = 3;

function characterGrams(text: string): Map<string, number> {
  const plain = withoutTags(text).normalize('NFKC').toLowerCase();
  const letters = [...` ${plain.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()} `];
  const grams = new Map<string, number>();
  for (let i = 0; i + gramLength <= letters.length; i++) {
    const gram = letters.slice(i, i + gramLength).join('');
    grams.set(gram, (grams.get(gram) ?? 0) + 1);
  }
  return grams;
}
