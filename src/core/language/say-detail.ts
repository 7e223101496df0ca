import type { ErrorDetail } from '../problem-details.js';
import type { Language } from './language.js';
import type { PhraseBook } from './phrase-book.js';

/** A wrong place in a language: what was expected, and what was received where that is no quotation. */
export function sayDetail(
  { expected, received, ...place }: ErrorDetail,
  book: PhraseBook,
  language: Language,
): ErrorDetail {
  return { ...place, expected: book.say(expected, language), received: book.sayReceived(received, language) };
}
