import { z } from 'zod';
import { textReader } from './category-text.js';
import type { ColumnKind } from './column-kind.js';
import type { IdentifierColumnSpec } from './column-spec.js';
import { parseColumnState } from './column-state.js';

const stateSchema = z.strictObject({});

export type IdentifierState = z.infer<typeof stateSchema>;

/** Names of rows: carried through, never a feature, and nothing is learnt from them. */
export const identifierColumn: ColumnKind<IdentifierColumnSpec, IdentifierState> = {
  name: 'identifier',
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
