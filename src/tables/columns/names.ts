/** The registered column kinds. A kind is one file in this folder; `index.ts` checks that none is forgotten. */
export const columnKindNames = [
  'numeric',
  'categorical',
  'ordinal',
  'boolean',
  'date',
  'identifier',
  'list',
  'positions',
  'molecule',
  'text',
] as const;

export type ColumnKindName = (typeof columnKindNames)[number];

/**
 * What a column is for. `input`: the model reads it; `treatment`: what was done to a case; `outcome`: what became of it; `context`: it
 * is read, checked and shown and never learnt from; `identifier`: it names the row; `time`: it orders the rows.
 */
export const columnRoleNames = ['input', 'treatment', 'outcome', 'context', 'identifier', 'time'] as const;

export type ColumnRoleName = (typeof columnRoleNames)[number];

/** Roles of which no feature ever comes, and no answer hangs on a missing value. */
export const unlearntRoleNames = [
  'context',
  'identifier',
  'treatment',
  'outcome',
] as const satisfies readonly ColumnRoleName[];

export type UnlearntRoleName = (typeof unlearntRoleNames)[number];

/** What a date column can say of an instant. Those that end in `index` are for networks with an embedding. */
export const datePartNames = [
  'trend',
  'month',
  'weekday',
  'time-of-day',
  'hour-index',
  'weekday-index',
  'week-index',
  'easter-index',
  'last-easter-index',
] as const;

export type DatePart = (typeof datePartNames)[number];

/** What a kind of column can find in the cells of a training that it could read. */
export const findingCodes = [
  'outside-range',
  'placeholder-date',
  'placeholder-number',
  'mixed-offsets',
  'ambiguous-numbers',
  'identifier-like',
  'salts',
  'repeated-molecules',
] as const;

export type FindingCode = (typeof findingCodes)[number];
