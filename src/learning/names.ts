import { interactionTaskNames } from './interactions/names.js';
import { rowTaskNames } from './rows/names.js';

/** The tasks of all families: what `task.name` of a specification may be. */
export const taskNames = [...rowTaskNames, ...interactionTaskNames] as const;

export type TaskName = (typeof taskNames)[number];
