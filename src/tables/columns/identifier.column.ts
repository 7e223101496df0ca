import { z } from 'zod';
import { textReader } from './category-text.js';
import type { ColumnKind } from './column-kind.js';
import { allow, columnFields, reject } from './column-base.js';
import { unlearnt, type UnlearntState } from './unlearnt.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('identifier'),
  missing: z.union([reject, allow]).default('allow'),
});

export type IdentifierColumnSpec = z.infer<typeof schema>;

/** Names of rows, any text: of the role identifier by itself. */
export const identifierColumn: ColumnKind<IdentifierColumnSpec, UnlearntState> = {
  name: 'identifier',
  role: 'identifier',
  schema,
  valueType: 'text',
  profiled: { as: 'counts' },
  expressionValues: () => ({ type: 'text' }),
  reader: () => textReader,
  ...unlearnt,
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    examples: ['A-1001'],
  }),
};
