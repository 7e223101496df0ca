import type { LocalisedText } from '../text/localised-text.js';

/** What users read. English is what is said where nobody asks otherwise, and what is stored. */
export const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

export const defaultLanguage: Language = 'en';

/** The one text of both that is asked for. */
export function textIn(text: LocalisedText, language: Language): string {
  return text[language];
}
