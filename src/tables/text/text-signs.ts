import type { CellNote } from '../columns/column-kind.js';
import { contentWords } from './read-text.js';
import type { ComparedTexts, Comparison } from './comparison.js';
import type { Lexicon } from './lexicon.js';

/** With fewer words chance makes them lie in any order, or be those of a question. */
const fewest = { words: 3, ordered: 6 };

/** From what on a text is remarked; see {@link signsOf}. */
const limits = {
  repeated: 0.9,
  unordered: { precision: 0.8, coverage: 0.4, order: 0.45 },
  negated: { precision: 0.6, coverage: 0.6 },
  unknown: 0.5,
};

/**
 * What about a text makes its figures doubtful: that it only repeats the text set apart, that it has the words of the reference out of
 * their order, that it says the reference with or without a negation, that most of its words stand in no training text.
 */
export function signsOf(
  column: string,
  texts: ComparedTexts,
  figures: Comparison,
  lexicon: Lexicon,
): CellNote[] {
  const { own, apart } = texts;
  const { precision, coverage, order, repeated, negation } = figures;
  const note = (code: CellNote['code'], expected: string, received: string): CellNote[] => [
    { code, column, expected, received },
  ];
  const words = own.words.length;
  if (words === 0) return [];
  const { unordered, negated } = limits;
  const isCopy = apart !== undefined && words >= fewest.words && repeated >= limits.repeated;
  const isUnordered =
    words >= fewest.ordered &&
    precision >= unordered.precision &&
    coverage >= unordered.coverage &&
    order <= unordered.order;
  const isNegated = negation === 1 && precision >= negated.precision && coverage >= negated.coverage;
  return [
    ...(isCopy
      ? note('repeated-text', 'words beyond those of the other text', 'a text that repeats it')
      : []),
    ...(isUnordered
      ? note('unordered-text', 'words in the order of a sentence', 'words of the reference in another order')
      : []),
    ...(isNegated
      ? note(
          'negated-text',
          'as many negations as the reference has',
          'its words with a negation more or less',
        )
      : []),
    ...(isUnknown(texts, lexicon)
      ? note('unknown-words', 'words of training texts', 'a text of words that most of them lack')
      : []),
  ];
}

function isUnknown({ own, reference, apart }: ComparedTexts, lexicon: Lexicon): boolean {
  const words = contentWords(own);
  const strange = words.filter(
    ({ term }) => !lexicon.has(term) && !reference.terms.has(term) && !apart?.terms.has(term),
  );
  return words.length > 0 && strange.length >= limits.unknown * words.length;
}
