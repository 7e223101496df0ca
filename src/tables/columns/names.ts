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

/** What a date column can say of an instant. `hour-index` and `weekday-index` are for networks with an embedding. */
export const datePartNames = [
  'trend',
  'month',
  'weekday',
  'time-of-day',
  'hour-index',
  'weekday-index',
] as const;

export type DatePart = (typeof datePartNames)[number];

/** What a kind of column can find in the cells of a training that it could read. */
export const findingCodes = [
  'outside-range',
  'placeholder-date',
  'mixed-offsets',
  'ambiguous-numbers',
  'identifier-like',
] as const;

export type FindingCode = (typeof findingCodes)[number];
