import { compareTexts } from './comparison.js';
import { learnLexicon, Lexicon } from './lexicon.js';
import { readText } from './read-text.js';

/** Texts of a small course. */
export const courseTexts = [
  'A stack keeps items so that the last one is taken out first.',
  'A queue keeps items so that the first one is taken out first.',
  'A stack stores elements and the last element leaves first.',
  'A queue stores elements in the order in which they arrive.',
  'The compiler translates the source of a program into machine code.',
  'A loop repeats a block of statements until a condition fails.',
  'A tree holds nodes below one another.',
  'An array holds elements beside one another.',
];

export const courseLexicon = new Lexicon(learnLexicon(courseTexts));

/** Of texts as they are written. */
export function compared(own: string, reference: string, apart?: string, lexicon = courseLexicon) {
  const texts = {
    own: readText(own, lexicon),
    reference: readText(reference, lexicon),
    apart: apart === undefined ? undefined : readText(apart, lexicon),
  };
  return { texts, figures: compareTexts(texts, lexicon) };
}
