import { textIn, type Language } from '../core/language/language.js';
import type { LocalisedText } from '../core/text/localised-text.js';
import type { GlobalImportance } from '../explanation/learnt/learnt.js';
import type { Report } from '../learning/report.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import { wordsIn, type PageWords } from './page-words.js';

/** What a page is made of. */
export interface ReportParts {
  /** Such as `finance/credit-scoring@3`. */
  model: string;
  spec: ScenarioSpec;
  report: Report;
  /** Absent for versions from before it was kept. */
  profile?: Profile;
  /** What moves its answers; absent: it does not tell. */
  importance?: GlobalImportance;
}

/** How a page speaks. */
export interface PageVoice {
  language: Language;
  words: PageWords;
  /** What was composed in English when the version was trained. */
  say: (text: string) => string;
  /** A text of the specification. */
  read: (text: LocalisedText) => string;
}

export type Page = ReportParts & PageVoice;

/** @param say says in the language what a report says in English */
export function voiceIn(language: Language, say: (text: string) => string): PageVoice {
  return { language, words: wordsIn(language), say, read: (text) => textIn(text, language) };
}

/** Four decimals, as every table of a report has them; a dash for what is not defined. */
export function number(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : '–';
}
