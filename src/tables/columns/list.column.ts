import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { mayHaveLostDigits } from '../../core/text/lost-digits.js';
import { textReader } from './category-text.js';
import { CellProblem, type CellReader, type CellValue, type ColumnKind } from './column-kind.js';
import { allow, columnFields, reject, targetFields } from './column-base.js';
import { unlearnt, type UnlearntState } from './unlearnt.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('list'),
  missing: z.union([reject, allow]).default('allow'),
});

export type ListColumnSpec = z.infer<typeof schema>;

/** Several products or the like, as a task that recommends answers them. */
const target = z.strictObject({ ...targetFields, kind: z.literal('list') });

type ListTarget = z.infer<typeof target>;

/** A list read from data could hold a million entries by mistake; nobody means that. */
const longest = 100_000;

/**
 * Several texts in one cell: an array in JSON; in a CSV texts separated by `|` or `;`, or, where a text holds one of these, a JSON array of
 * texts. The table holds it as the text of a JSON array, see {@link listOf}. Carried through, never a feature.
 */
export const listColumn: ColumnKind<ListColumnSpec, UnlearntState, ListTarget> = {
  name: 'list',
  schema,
  target,
  valueType: 'text',
  profiled: { as: 'counts' },
  reader: () => listReader,
  ...unlearnt,
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'array' : ['array', 'null'],
    items: { type: ['string', 'number'] },
    examples: [['12', 'The Quiet Harbour']],
  }),
};

const listReader: CellReader = (input) => {
  const entries = Array.isArray(input) ? (input as unknown[]) : entriesOf(input);
  if (entries instanceof CellProblem) return entries;
  if (entries.length === 0) return null;
  if (entries.length > longest)
    return new CellProblem(`at most ${longest} entries`, `${entries.length} entries`);
  const texts: string[] = [];
  for (const entry of entries) {
    const text = textReader(entry);
    if (text instanceof CellProblem)
      return mayHaveLostDigits(entry) ? text : noList('a list of texts', entry);
    if (text !== null) texts.push(String(text));
  }
  return texts.length === 0 ? null : JSON.stringify(texts);
};

function entriesOf(input: unknown): string[] | CellProblem {
  const text = textReader(input);
  if (text instanceof CellProblem)
    return mayHaveLostDigits(input) ? text : noList('a list, or texts separated by | or ;', input);
  return text === null ? [] : (arrayIn(String(text)) ?? String(text).split(separators));
}

const separators = /[|;]/;
const arrayStart = /^\[\s*"/;

/** The texts of a JSON array of texts; undefined for any other text, such as a title in brackets. */
function arrayIn(text: string): string[] | undefined {
  if (!arrayStart.test(text)) return undefined;
  try {
    const entries = JSON.parse(text) as unknown[];
    return entries.every((entry) => typeof entry === 'string') ? entries : undefined;
  } catch {
    return undefined;
  }
}

/** Texts as one cell of a CSV, which the reader of this kind takes apart again. */
export function listText(texts: readonly string[]): string {
  const clash = texts.some((text) => separators.test(text) || arrayStart.test(text));
  return clash ? JSON.stringify(texts) : texts.join('|');
}

function noList(expected: string, input: unknown): CellProblem {
  return new CellProblem(expected, shown(input));
}

/** The entries of a cell of a list column, none where it is missing. */
export function listOf(cell: CellValue | undefined): string[] {
  return typeof cell === 'string' ? (JSON.parse(cell) as string[]) : [];
}
