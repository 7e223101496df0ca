import { z } from 'zod';
import { textReader } from './category-text.js';
import { columnFields, reject } from './column-base.js';
import type { ColumnKind } from './column-kind.js';
import { parseColumnState } from './column-state.js';
import { missingNote } from './missing-note.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('notes'),
  missing: z.union([reject, z.literal('empty')]).default('empty'),
  /** How many features stand for the words. */
  width: z.int().min(1).max(64).default(8),
});

export type NotesColumnSpec = z.infer<typeof schema>;

const stateSchema = z.strictObject({ width: z.int().min(1) });

/** What people wrote: each word counts for the feature that its letters hash to (Weinberger et al., 2009). */
export const notesColumn: ColumnKind<NotesColumnSpec, z.infer<typeof stateSchema>> = {
  name: 'notes',
  schema,
  valueType: 'text',
  profiled: { as: 'counts' },
  expressionValues: () => ({ type: 'text' }),
  reader: () => textReader,
  fit: (_values, { width }) => ({ width }),
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ width }, { name }) =>
    Array.from({ length: width }, (_, i) => ({
      name: `${name}#${i}`,
      column: name,
      role: 'number' as const,
    })),
  encoder({ width: own }, { name }) {
    const missing = missingNote(name, 'a text (none counts as empty)');
    return (values, { out, offset, width }, notes) =>
      values.forEach((value, row) => {
        const at = row * width + offset;
        out.fill(0, at, at + own);
        if (value === null) notes?.add(row, missing);
        for (const word of String(value ?? '')
          .toLowerCase()
          .match(/\p{L}+/gu) ?? [])
          out[at + hash(word, own)] += 1;
      });
  },
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    examples: ['runs well since spring'],
  }),
};

function hash(word: string, size: number): number {
  let sum = 7;
  for (const letter of word) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % size;
}
