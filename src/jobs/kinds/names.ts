/** Kinds of jobs, each with its handler in `<name>.job.ts`. */
export const jobKindNames = ['batch', 'decide', 'rescore', 'train'] as const;

export type JobKindName = (typeof jobKindNames)[number];
