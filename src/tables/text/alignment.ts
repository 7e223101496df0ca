import { isFunctionWord } from './function-words.js';
import type { Lexicon } from './lexicon.js';
import type { ReadText } from './read-text.js';

/** How a word stands for another one: the same stem, the same but for its spelling or form, or a word that goes with it in the training texts. */
export type MatchKind = 'exact' | 'form' | 'meaning';

/** The word of another text that stands best for a word. */
export interface Match {
  /** Place of that word in its text. */
  at: number;
  kind: MatchKind;
  /** Above 0 up to 1. */
  similarity: number;
}

/** What a match by meaning is worth at most, and from which cosine on it counts. */
const meaning = { worth: 0.7, least: 0.5 };

/** What tells which words stand for one another. */
export interface Aligning {
  lexicon: Lexicon;
  /** Terms that were there before, such as those of a question. */
  given?: ReadonlySet<string>;
}

/**
 * For each word of `from` the word of `to` that stands best for it; undefined where none does. Several words may have the same one, so a
 * word that is repeated covers nothing more; one that `from` has itself, or that was given, stands for itself alone, since words of one subject go
 * together without meaning the same. Of equal ones that which follows the last match goes first, so runs of words stay together.
 */
export function alignWords(
  from: ReadText,
  to: ReadText,
  { lexicon, given = new Set() }: Aligning,
): (Match | undefined)[] {
  const places = new Map<string, number[]>();
  to.words.forEach(({ term }, at) => {
    const known = places.get(term);
    if (known) known.push(at);
    else places.set(term, [at]);
  });
  const candidates = [...places.keys()].filter(
    (term) => !isFunctionWord(term) && !from.terms.has(term) && !given.has(term),
  );
  const bestByTerm = new Map<string, (Omit<Match, 'at'> & { term: string }) | undefined>();
  let last = -1;
  return from.words.map(({ term }) => {
    if (!bestByTerm.has(term))
      bestByTerm.set(term, places.has(term) ? exact(term) : nearest(term, candidates, lexicon));
    const best = bestByTerm.get(term);
    if (!best) return undefined;
    const at = nearestAfter(places.get(best.term) ?? [], last);
    last = at;
    return { at, kind: best.kind, similarity: best.similarity };
  });
}

/** The first place behind `last`, else the first. */
function nearestAfter(places: readonly number[], last: number): number {
  return places.find((place) => place > last) ?? places[0];
}

function exact(term: string) {
  return { term, kind: 'exact' as const, similarity: 1 };
}

function nearest(term: string, candidates: readonly string[], lexicon: Lexicon) {
  if (isFunctionWord(term)) return undefined;
  let best: { term: string; kind: MatchKind; similarity: number } | undefined;
  for (const other of candidates) {
    const found = matchOf(term, other, lexicon);
    if (found && found.similarity > (best?.similarity ?? 0)) best = { term: other, ...found };
  }
  return best;
}

function matchOf(a: string, b: string, lexicon: Lexicon): Omit<Match, 'at'> | undefined {
  const form = formSimilarity(a, b);
  if (form > 0) return { kind: 'form', similarity: form };
  const cosine = lexicon.similarity(a, b);
  return cosine < meaning.least ? undefined : { kind: 'meaning', similarity: meaning.worth * cosine };
}

/**
 * How alike two different terms are written, 0 unless they are likely the same word: a slip (one edit from five letters on, two from
 * eight), a long common beginning, or of Chinese words most characters.
 */
export function formSimilarity(a: string, b: string): number {
  if (/\p{Script=Han}/u.test(a)) return commonCharacters(a, b);
  const shorter = Math.min(a.length, b.length);
  if (shorter < 5 || /\d/u.test(a) || /\d/u.test(b)) return 0;
  if (isWithinEdits(a, b, shorter >= 8 ? 2 : 1)) return 0.9;
  let common = 0;
  while (common < shorter && a[common] === b[common]) common++;
  return common >= 5 && common >= 0.7 * Math.max(a.length, b.length) ? 0.8 : 0;
}

function commonCharacters(a: string, b: string): number {
  const [own, other] = [new Set(a), new Set(b)];
  const common = [...own].filter((character) => other.has(character)).length;
  const share = (2 * common) / (own.size + other.size);
  return share > 0.6 ? 0.9 * share : 0;
}

/** Whether so many insertions, deletions, changes and swaps of neighbours make one of the other (Damerau 1964). */
function isWithinEdits(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, row[j] + 1, next[j - 1] + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return false;
    [before, row] = [row, next];
  }
  return row[b.length] <= most;
}
