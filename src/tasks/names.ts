/** The registered tasks. A task is one folder here; `index.ts` checks that none is forgotten. */
export const taskNames = ['classification', 'distribution', 'regression'] as const;

export type TaskName = (typeof taskNames)[number];
