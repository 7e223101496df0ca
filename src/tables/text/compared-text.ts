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

/**
 * What a text column's features are made of, for people.
 * @param lexicon what was learnt of the column's texts, as its state has it.
 * @throws ZodError for another form.
 */
export function compareText({ column, own, reference, apart }: GivenTexts, lexicon: unknown): ComparedText {
  const learnt = new Lexicon(lexiconSchema.parse(lexicon));
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
