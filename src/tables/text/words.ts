import { stem } from './stem.js';

/** A word of a text where it stands. */
export interface Word {
  /** As it was written. */
  text: string;
  /** Place of its first character in the text, and the place behind its last, in UTF-16 units. */
  start: number;
  end: number;
  /** What it counts as: folded in width, accents of compatibility and case, and stemmed where it is English. */
  term: string;
}

/**
 * The words of a text in their order. Letters and digits make words; where a script writes without blanks (Chinese, Japanese, Thai, ...)
 * `Intl.Segmenter` finds them. Tags of HTML, as forms leave them in texts, are blanks; the places are those of the text as it was given.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of withoutTags(text).matchAll(runs))
    if (unspaced.test(run)) words.push(...segmented(run, index));
    else words.push({ text: run, start: index, end: index + run.length, term: termOf(run) });
  return words;
}

/** Only tags that text fields write: `a < b and c > d` is no tag. */
const tags =
  /<\/?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|li|ol|p|pre|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?\/?>|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});/giu;

/** Blanks of the same length in place of tags, so that no word moves. */
export function withoutTags(text: string): string {
  return text.replaceAll(tags, (tag) => ' '.repeat(tag.length));
}

const unspacedScripts =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const unspaced = new RegExp(`^[${unspacedScripts}]`, 'u');

/** A run of an unspaced script with its marks; or letters, marks and digits, with an apostrophe inside (`don't`). */
const runs = new RegExp(
  `[${unspacedScripts}][${unspacedScripts}\\p{M}ー]*|(?:(?![${unspacedScripts}])[\\p{L}\\p{N}\\p{M}])+(?:['’](?![${unspacedScripts}])\\p{L}+)*`,
  'gu',
);

let segmenter: Intl.Segmenter | undefined;

function segmented(run: string, from: number): Word[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(run), ({ segment, index }) => {
    const start = from + index;
    return { text: segment, start, end: start + segment.length, term: termOf(segment) };
  });
}

function termOf(word: string): string {
  const folded = word.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  return stem(folded.replace(/'s$/u, '')) || folded;
}
