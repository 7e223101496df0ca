import { defaultLanguage, languages, type Language } from './language.js';

/** A language of `Accept-Language`, and how much it is wanted: 0 (not at all) to 1. */
interface Wanted {
  language: Language | '*';
  quality: number;
}

/** One element: a language range (RFC 4647) with a weight of at most three decimals. */
const element = /^\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/iu;

/** A header has few elements; what stands behind so many is not read. */
const mostElements = 50;

/**
 * The language that is wanted most of those there are (RFC 9110, 12.5.4): every Chinese (`zh`, `zh-CN`, `zh-Hans`, `zh-TW`) is zh, and where the
 * header wants nothing that there is, or is absent, English. An element that is not well formed counts for nothing.
 */
export function acceptedLanguage(header: string | undefined): Language {
  const wanted = (header ?? '').split(',', mostElements).flatMap(readElement);
  const qualities = languages.map((language) => ({ language, quality: qualityOf(language, wanted) }));
  const highest = Math.max(...qualities.map(({ quality }) => quality));
  if (highest <= 0) return defaultLanguage;
  const best = qualities.filter(({ quality }) => quality === highest).map(({ language }) => language);
  // Of two that are wanted alike the one that is named first.
  return wanted.map(({ language }) => language).find(isOneOf(best)) ?? best[0];
}

function readElement(text: string): Wanted[] {
  const [, range, weight = '1'] = element.exec(text) ?? [];
  if (range === undefined || Number(weight) > 1) return [];
  const [primary] = range.toLowerCase().split('-');
  const language = primary === '*' ? primary : languages.find((known) => known === primary);
  return language === undefined ? [] : [{ language, quality: Number(weight) }];
}

/** That of its own ranges, else that of `*`. */
function qualityOf(language: Language, wanted: readonly Wanted[]): number {
  const own = wanted.filter((one) => one.language === language);
  const counted = own.length > 0 ? own : wanted.filter((one) => one.language === '*');
  return Math.max(0, ...counted.map(({ quality }) => quality));
}

function isOneOf(best: readonly Language[]) {
  return (language: Language | '*'): language is Language => best.some((one) => one === language);
}
