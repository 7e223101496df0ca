import { shown } from '../../core/errors.js';
import { expectedAsText, mayHaveLostDigits } from '../../core/text/lost-digits.js';
import { CellProblem, type CellReader } from './column-kind.js';
import type { Category } from './column-base.js';
import { isEmptyText, isMissingText, missingTokens } from './missing-tokens.js';
import { textLookup } from './text-lookup.js';

const listed = 8;

/** What was expected where only these codes are known: at most eight of them by name. */
export function expectedCategories(codes: readonly string[]): string {
  if (codes.length === 0) return 'a category';
  const names = codes.slice(0, listed).join(', ');
  return codes.length <= listed ? `one of ${names}` : `one of ${names}, ... (${codes.length} in all)`;
}

/**
 * The texts that stand for a declared category: first as they are written, then without regard to the spaces around them and case, then
 * without regard to spelling.
 */
interface CategoryTexts {
  exact: Map<string, string | null>;
  anyCase: Map<string, string>;
  respelt: Map<string, string>;
}

/** A code hides every label, and a text that would stand for two categories stands for none. */
function categoryTexts(categories: readonly Category[], naIsText: boolean): CategoryTexts {
  const anyCase = codesByText(categories, caseFolded);
  const exact = new Map<string, string | null>();
  for (const token of naIsText ? [''] : missingTokens)
    if (!anyCase.has(caseFolded(token))) exact.set(token, null);
  for (const text of categories.flatMap(({ label }) => [label.en, label.zh])) {
    const code = anyCase.get(caseFolded(text));
    if (code !== undefined) exact.set(text, code);
  }
  for (const { code } of categories) exact.set(code, code);
  return { exact, anyCase, respelt: codesByText(categories, (text) => caseFolded(spelling(text))) };
}

function codesByText(categories: readonly Category[], form: (text: string) => string): Map<string, string> {
  const codes = textsByForm(categories.map(({ code }) => [form(code), code]));
  const labels = textsByForm(
    categories.flatMap(({ code, label }) => [label.en, label.zh].map((text) => [form(text), code])),
  );
  const found = new Map<string, string>();
  for (const [text, standsFor] of [...labels, ...codes]) {
    found.delete(text);
    if (standsFor.size === 1) for (const code of standsFor) found.set(text, code);
  }
  return found;
}

function textsByForm(pairs: string[][]): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const [text, code] of pairs) texts.set(text, (texts.get(text) ?? new Set()).add(code));
  return texts;
}

function caseFolded(text: string): string {
  return text.trim().toLowerCase();
}

/** "3" for "3.0", as spreadsheets and pandas write whole numbers of a column that has gaps; other texts as they are. */
export function wholeNumber(text: string): string {
  return text.replace(/^([+-]?\d+)\.0+$/u, '$1');
}

/**
 * The one spelling of a category whose texts are not declared: "3" for "3.0", composed letters (NFC), one space for a run of blanks and
 * none at the ends. Case counts.
 */
export function spelling(text: string): string {
  return wholeNumber(text.normalize('NFC').trim().replaceAll(/\s+/gu, ' '));
}

interface CategoryRules {
  /** What to do with a text that is no category: keep it for the encoder's slot of unknowns, or refuse it. */
  unknown: 'own-slot' | 'reject';
  /** Whether NA, null and the like are texts like others. */
  naIsText?: boolean;
}

/** From a code or a label (English or Chinese, spaces and case do not count) to the code. */
export function categoryReader(
  categories: readonly Category[],
  { unknown, naIsText = false }: CategoryRules,
): CellReader {
  const { exact, anyCase, respelt } = categoryTexts(categories, naIsText);
  const isMissing = naIsText ? isEmptyText : isMissingText;
  const find = textLookup(exact);
  const expected = expectedCategories(categories.map(({ code }) => code));
  const unusual = (text: string, input: unknown) => {
    const trimmed = text.trim();
    const code =
      exact.get(trimmed) ?? anyCase.get(caseFolded(trimmed)) ?? respelt.get(caseFolded(spelling(trimmed)));
    if (code !== undefined) return code;
    if (isMissing(trimmed)) return null;
    return unknown === 'reject' ? new CellProblem(expected, shown(input)) : trimmed;
  };
  return (input) => {
    if (typeof input === 'string') {
      const code = find(input);
      return code === undefined ? unusual(input, input) : code;
    }
    if (input === null || input === undefined) return null;
    const text = scalarText(input);
    return text === undefined ? noText(expected, input) : unusual(text, input);
  };
}

/** From a text or a JSON number to trimmed text. */
function trimmedReader(isMissing: (trimmed: string) => boolean): CellReader {
  return (input) => {
    const text = typeof input === 'string' ? input : scalarText(input);
    if (text === undefined) return input === null || input === undefined ? null : noText('a text', input);
    const trimmed = text.trim();
    return isMissing(trimmed) ? null : trimmed;
  };
}

/** From a text or a JSON number to trimmed text; used where a text is a name. */
export const textReader: CellReader = trimmedReader(isMissingText);

/** From a text or a JSON number to the one spelling of a category; used where no categories are declared. */
export function spellingReader(naIsText = false): CellReader {
  const read = naIsText ? trimmedReader(isEmptyText) : textReader;
  return (input) => {
    const text = read(input);
    return typeof text === 'string' ? spelling(text) : text;
  };
}

/** What is no text: of a number whose digits may be lost already it is said how to send it. */
function noText(expected: string, input: unknown): CellProblem {
  return new CellProblem(mayHaveLostDigits(input) ? expectedAsText : expected, shown(input));
}

/** A JSON number or boolean by its text, so that the code "1" may be sent as 1. */
function scalarText(input: unknown): string | undefined {
  if (mayHaveLostDigits(input)) return undefined;
  if (typeof input === 'number' && Number.isFinite(input)) return String(input);
  return typeof input === 'boolean' ? String(input) : undefined;
}
