/** The registered tasks. A task is one folder here; `index.ts` checks that none is forgotten. */
export const taskNames = [
  'classification',
  'distribution',
  'regression',
  'recommendation',
  'remaining-life',
  'forecast',
] as const;

/** Those of them that learn from interactions of customers with products instead of from rows. */
export const interactionTaskNames: readonly string[] = ['recommendation'] satisfies TaskName[];

export type TaskName = (typeof taskNames)[number];

/** Those whose target is the future of an input column, under the same name. */
export const tasksThatLookAhead = ['forecast'] as const satisfies readonly TaskName[];
