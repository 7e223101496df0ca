/** The tasks that a scenario is drafted for. */
export const draftedTasks = ['classification', 'regression', 'forecast', 'recommendation'] as const;

export type DraftedTask = (typeof draftedTasks)[number];

/** What a person says of the file; the rest is found out. */
export interface DraftWishes {
  task?: DraftedTask;
  /** Columns to be predicted; none: the last one. */
  targets: readonly string[];
  /** The column that tells series apart. */
  series?: string;
  user?: string;
  item?: string;
}

/** A draft, and what was taken for granted. */
export interface Drafted {
  text: string;
  notes: readonly string[];
}
