/** The registered architectures. Each is one file in this folder; `index.ts` checks that none is forgotten. */
export const architectureNames = [
  'linear',
  'mlp',
  'tab-m',
  'item-autoencoder',
  'factorisation',
  'two-tower',
  'gru',
  'temporal-convolution',
  'mixer',
  'spatial-temporal',
] as const;

export type ArchitectureName = (typeof architectureNames)[number];
