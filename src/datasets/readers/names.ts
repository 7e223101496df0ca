/** The registered reader kinds. A kind is one file in this folder, `<kind>.reader.ts`; `index.ts` lists them all. */
export const readerKindNames = [
  'delimited',
  'blank-separated',
  'annotated',
  'joined',
  'baskets',
  'leave-one-out',
  'movielens',
  'answer-records',
  'run-to-failure',
  'sensor-network',
] as const;

export type ReaderKindName = (typeof readerKindNames)[number];
