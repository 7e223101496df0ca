import type { ColumnSpecBase } from './column-base.js';
import type { CellReader } from './column-kind.js';
import { spelling } from './category-text.js';

/** What a column may say of its tokens and of what comes before them. */
interface TokenSpec extends Pick<ColumnSpecBase, 'kind' | 'missing_tokens'> {
  categories?: readonly { code: string }[];
}

/** Kinds of which a token means a value, however it is written: 0 is 0.0, and a day its midnight. */
const kindsOfValues: readonly ColumnSpecBase['kind'][] = ['numeric', 'date'];

/**
 * A reader for which the declared tokens are missing, as text in any case and spelling and as JSON number. A token that is the code or label
 * of a declared category is that category instead.
 */
export function withDeclaredTokens(read: CellReader, column: TokenSpec): CellReader {
  const tokens = (column.missing_tokens ?? []).filter((token) => !isCategory(token, read, column));
  if (tokens.length === 0) return read;
  const isToken = tokenTest(tokens);
  const values = new Set(kindsOfValues.includes(column.kind) ? tokens.map((token) => read(token)) : []);
  return (input) => {
    if (typeof input === 'string' ? isToken(input) : isScalar(input) && isToken(String(input))) return null;
    const value = read(input);
    return typeof value === 'number' && values.has(value) ? null : value;
  };
}

/** Whether a text is one of the tokens, in any case and spelling. */
export function tokenTest(tokens: readonly string[]): (text: string) => boolean {
  const texts = new Set(tokens.map(caseFolded));
  return (text) => texts.has(caseFolded(text));
}

function isCategory(token: string, read: CellReader, { categories }: TokenSpec): boolean {
  const code = read(token);
  return categories?.some((category) => category.code === code) === true;
}

function isScalar(input: unknown): input is number | boolean {
  return typeof input === 'number' || typeof input === 'boolean';
}

function caseFolded(text: string): string {
  return spelling(text).toLowerCase();
}
