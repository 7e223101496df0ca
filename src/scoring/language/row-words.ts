import { defaultLanguage, type Language } from '../../core/language/language.js';
import type { PhraseBook } from '../../core/language/phrase-book.js';
import type { CellNote } from '../../tables/columns/column-kind.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { bookOf } from './say-answer.js';

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

export function rowWords(
  scenario: Pick<Scenario, 'spec' | 'plugin'>,
  language: Language = defaultLanguage,
): RowWords {
  return language === defaultLanguage ? english : chinese(language, bookOf(scenario));
}

/** An entry of the column `warnings`: of a row as a whole its code alone. */
function entry(code: string, column: string): string {
  return column === '' ? code : `${code}:${column}`;
}

const english: RowWords = {
  mark: ({ code, column }) => entry(code, column),
  reason: ({ column, expected, received }) =>
    `${column === '' ? '' : `${column}: `}expected ${expected}, received ${received}`,
};

function chinese(language: Language, phrases: PhraseBook): RowWords {
  return {
    mark: ({ code, column }) => entry(phrases.say(code, language), column),
    reason({ column, expected, received }) {
      const place = column === '' ? '' : `${column}：`;
      const value = phrases.sayReceived(received, language);
      // What is said of a row as a whole is a phrase, no quotation.
      const told = column === '' && value === received ? phrases.say(received, language) : value;
      return `${place}应为${phrases.say(expected, language)}，实际为 ${told}`;
    },
  };
}
