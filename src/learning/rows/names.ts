/** The tasks over rows of a table. A task is one folder in `tasks`; the `index.ts` there checks that none is forgotten. */
export const rowTaskNames = [
  'classification',
  'distribution',
  'regression',
  'remaining-life',
  'forecast',
] as const;

export type RowTaskName = (typeof rowTaskNames)[number];
