/** The registered sample mechanisms. One file each in this folder, `<name>.mechanism.ts`; `index.ts` lists them all. */
export const sampleMechanismNames = [
  'latent-score',
  'latent-tastes',
  'milling-process',
  'concrete-mixes',
  'gas-and-steam',
  'wear-out',
  'road-network',
  'hourly-road',
  'hourly-air',
  'detector-counts',
  'delivery-history',
  'growing-populations',
  'store-weeks',
  'practising-learners',
  'treated-children',
  'clustered-returns',
  'assembled-molecules',
  'short-answers',
] as const;

export type SampleMechanismName = (typeof sampleMechanismNames)[number];
