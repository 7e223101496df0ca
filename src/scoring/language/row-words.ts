import { defaultLanguage, type Language } from '../../core/language/language.js';
import { PhraseBook } from '../../core/language/phrase-book.js';
import type { CellNote } from '../../tables/columns/column-kind.js';
import { answerPhrases } from './say-answer.js';

interface Problem {
  column: string;
  expected: string;
  received: string;
}

/** What a scored file says of its rows for people: the column `warnings`, and why a row was rejected. */
export interface RowWords {
  /** One of the entries of the column `warnings`. */
  mark: (note: Pick<CellNote, 'code' | 'column'>) => string;
  reason: (problem: Problem) => string;
}

let book: PhraseBook | undefined;

export function rowWords(language: Language = defaultLanguage): RowWords {
  return language === 'zh' ? chinese(language) : english;
}

const english: RowWords = {
  mark: ({ code, column }) => `${code}:${column}`,
  reason: ({ column, expected, received }) =>
    `${column === '' ? '' : `${column}: `}expected ${expected}, received ${received}`,
};

function chinese(language: Language): RowWords {
  const phrases = (book ??= new PhraseBook(answerPhrases));
  return {
    mark: ({ code, column }) => `${phrases.say(code, language)}:${column}`,
    reason({ column, expected, received }) {
      const place = column === '' ? '' : `${column}：`;
      return `${place}应为${phrases.say(expected, language)}，实际为 ${phrases.sayReceived(received, language)}`;
    },
  };
}
