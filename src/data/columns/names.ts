/** The registered column kinds. A kind is one file in this folder; `index.ts` checks that none is forgotten. */
export const columnKindNames = [
  'numeric',
  'categorical',
  'ordinal',
  'boolean',
  'date',
  'identifier',
  'list',
] as const;

export type ColumnKindName = (typeof columnKindNames)[number];
