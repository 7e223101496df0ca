import { z } from 'zod';
import { textReader } from './category-text.js';
import type { ColumnKind } from './column-kind.js';
import { columnFields, reject } from './column-base.js';
import { parseColumnState } from './column-state.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('identifier'),
  missing: z.union([reject, z.literal('allow')]).default('allow'),
});

export type IdentifierColumnSpec = z.infer<typeof schema>;

const stateSchema = z.strictObject({});

export type IdentifierState = z.infer<typeof stateSchema>;

/** Names of rows: carried through, never a feature, and nothing is learnt from them. */
export const identifierColumn: ColumnKind<IdentifierColumnSpec, IdentifierState> = {
  name: 'identifier',
  schema,
  valueType: 'text',
  reader: () => textReader,
  fit: () => ({}),
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: () => [],
  encoder: () => () => undefined,
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    examples: ['A-1001'],
  }),
};
