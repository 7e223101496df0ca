/** The registered learning-rate schedules. */
export const scheduleNames = ['constant', 'cosine', 'step', 'exponential', 'plateau'] as const;

export type ScheduleName = (typeof scheduleNames)[number];
