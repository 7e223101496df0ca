/** The registered tasks. A task is one folder here; `index.ts` checks that none is forgotten. */
export const taskNames = [
  'classification',
  'distribution',
  'regression',
  'recommendation',
  'remaining-life',
  'forecast',
] as const;

export type TaskName = (typeof taskNames)[number];

/** What the networks of a task read. */
export const inputOfTask: Readonly<Record<TaskName, 'features' | 'windows' | 'interactions'>> = {
  classification: 'features',
  distribution: 'features',
  regression: 'features',
  recommendation: 'interactions',
  'remaining-life': 'windows',
  forecast: 'windows',
};

/** Those of them that learn from interactions of customers with products instead of from rows. */
export const interactionTaskNames: readonly string[] = ['recommendation'] satisfies TaskName[];

/** Those whose target is the future of an input column, under the same name. */
export const tasksThatLookAhead = ['forecast'] as const satisfies readonly TaskName[];
