/** The registered tasks. A task is one folder here; `index.ts` checks that none is forgotten. */
export const taskNames = [
  'classification',
  'distribution',
  'regression',
  'remaining-life',
  'forecast',
] as const;

export type TaskName = (typeof taskNames)[number];

/** Those whose target is the future of an input column, under the same name. */
export const tasksThatLookAhead = ['forecast'] as const satisfies readonly TaskName[];
