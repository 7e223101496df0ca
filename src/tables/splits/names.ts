/** How rows are divided into training, validation and test. */
export const splitMethodNames = ['random', 'stratified', 'time', 'group', 'given'] as const;

export type SplitMethodName = (typeof splitMethodNames)[number];
