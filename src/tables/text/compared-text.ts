import type { CellNote } from '../columns/column-kind.js';
import { compareTexts, type Comparison } from './comparison.js';
import { comparedParts, type ComparedParts } from './compared-parts.js';
import { Lexicon, lexiconSchema } from './lexicon.js';
import { readText } from './read-text.js';
import { signsOf } from './text-signs.js';

/** A text beside its reference, in full. */
export interface ComparedText extends ComparedParts {
  figures: Comparison;
  signs: CellNote[];
}

/** The texts of one row as they were given. */
export interface GivenTexts {
  column: string;
  own: string;
  reference: string;
  apart?: string;
}

/** By the state that they were made of: each request asks by the same. */
const lexicons = new WeakMap<object, Lexicon>();

function lexiconOf(state: unknown): Lexicon {
  const known = typeof state === 'object' && state !== null ? lexicons.get(state) : undefined;
  if (known) return known;
  const made = new Lexicon(lexiconSchema.parse(state));
  lexicons.set(state as object, made);
  return made;
}

/**
 * What a text column's features are made of, for people.
 * @param lexicon what was learnt of the column's texts, as its state has it.
 * @throws ZodError for another form.
 */
export function compareText({ column, own, reference, apart }: GivenTexts, lexicon: unknown): ComparedText {
  const learnt = lexiconOf(lexicon);
  const texts = {
    own: readText(own, learnt),
    reference: readText(reference, learnt),
    apart: apart === undefined ? undefined : readText(apart, learnt),
  };
  const figures = compareTexts(texts, learnt);
  return {
    ...comparedParts({ own, reference }, texts, learnt),
    figures,
    signs: signsOf(column, texts, figures, learnt),
  };
}
