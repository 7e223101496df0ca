import { alignWords, type Match, type MatchKind } from './alignment.js';
import { isFunctionWord } from './function-words.js';
import type { ComparedTexts } from './comparison.js';
import type { Lexicon } from './lexicon.js';
import type { ReadText } from './read-text.js';

/** A piece of a text: places in UTF-16 units, the end behind its last character. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

/** A part of the reference, and what the text has of it. */
export interface ReferencePart extends Span {
  /** By the weighted share that is covered: from 0.7 on matched, from 0.35 on partly. */
  status: 'matched' | 'partly' | 'missing';
  covered: number;
  /** Where the text says it, and how its words stand for those of the part. */
  by: Span[];
  how: MatchKind[];
  /** Pieces of the reference that nothing in the text stands for. */
  missing: Span[];
}

export interface ComparedParts {
  parts: ReferencePart[];
  /** Pieces of the text for which nothing in the reference, or the text set apart, stands. */
  beyond: Span[];
}

const least = { matched: 0.7, partly: 0.35 };

/** Sentences and clauses; conjunctions divide where enough is said on both sides. */
const separators = /[.;:!?,\n。；：！？，、]+(?=\s|$|\p{Script=Han})|\s+and\s+|并且|以及/gu;

/** With fewer words that carry something, a piece stays with the one before it. */
const fewestWords = 2;

/** What of a reference a text has, part by part, and what it has beside. */
export function comparedParts(
  given: { own: string; reference: string },
  { own, reference, apart }: ComparedTexts,
  lexicon: Lexicon,
): ComparedParts {
  const known = new Set(apart?.words.map(({ term }) => term));
  const covered = alignWords(reference, own, { lexicon, given: known });
  const supported = alignWords(own, reference, { lexicon, given: known });
  const parts = partsOf(given.reference, reference).map((places) => {
    const counted = places.filter((place) => !known.has(reference.words[place].term));
    return partAt(places, counted.length > 0 ? counted : places, { given, own, reference, covered });
  });
  const strange = own.words.flatMap(({ term }, at) =>
    supported[at] || known.has(term) || isFunctionWord(term) ? [] : [at],
  );
  return { parts, beyond: spansOf(given.own, own, strange, overFunctionWords(own)) };
}

/** The words of each part, by their places. */
function partsOf(text: string, { words }: ReadText): number[][] {
  const ends = [...text.matchAll(separators)].map(({ index }) => index);
  const parts: number[][] = [];
  let clause = 0;
  let before = -1;
  words.forEach(({ start }, place) => {
    while (clause < ends.length && ends[clause] < start) clause++;
    if (clause === before) parts[parts.length - 1].push(place);
    else parts.push([place]);
    before = clause;
  });
  return joined(parts, (places) => places.filter((place) => !isFunctionWord(words[place].term)).length);
}

function joined(parts: readonly number[][], size: (places: readonly number[]) => number): number[][] {
  const long: number[][] = [];
  for (const places of parts) {
    const last = long.at(-1);
    if (last && (size(places) < fewestWords || size(last) < fewestWords)) last.push(...places);
    else long.push([...places]);
  }
  return long;
}

interface Aligned {
  given: { own: string; reference: string };
  own: ReadText;
  reference: ReadText;
  covered: readonly (Match | undefined)[];
}

function partAt(
  places: readonly number[],
  counted: readonly number[],
  { given, own, reference, covered }: Aligned,
): ReferencePart {
  const { words, weights } = reference;
  const total = counted.reduce((sum, place) => sum + weights[place], 0);
  const share =
    counted.reduce((sum, place) => sum + weights[place] * (covered[place]?.similarity ?? 0), 0) / total;
  const content = places.filter((place) => !isFunctionWord(words[place].term));
  const matches = content.flatMap((place) => covered[place] ?? []);
  const missing = content.filter((place) => !covered[place]);
  const [start, end] = [words[places[0]].start, words[places[places.length - 1]].end];
  return {
    start,
    end,
    text: given.reference.slice(start, end),
    status: share >= least.matched ? 'matched' : share >= least.partly ? 'partly' : 'missing',
    covered: Number(share.toFixed(3)),
    by: spansOf(
      given.own,
      own,
      matches.map(({ at }) => at),
      (first, second) => second - first <= widestGap,
    ),
    how: [...new Set(matches.map(({ kind }) => kind))],
    missing: spansOf(given.reference, reference, missing, overFunctionWords(reference)),
  };
}

/** Of what is there, words with at most one other word between them are one piece. */
const widestGap = 2;

/** Whether nothing but words of grammar stands between two places. */
function overFunctionWords({ words }: ReadText) {
  return (first: number, second: number) =>
    words.slice(first + 1, second).every(({ term }) => isFunctionWord(term));
}

function spansOf(
  text: string,
  { words }: ReadText,
  places: readonly number[],
  isOnePiece: (first: number, second: number) => boolean,
): Span[] {
  const spans: { first: number; last: number }[] = [];
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    const open = spans.at(-1);
    if (open && isOnePiece(open.last, place)) open.last = place;
    else spans.push({ first: place, last: place });
  }
  return spans.map(({ first, last }) => {
    const [start, end] = [words[first].start, words[last].end];
    return { start, end, text: text.slice(start, end) };
  });
}
