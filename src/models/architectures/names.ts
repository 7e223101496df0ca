/** The registered architectures. Each is one file in this folder; `index.ts` checks that none is forgotten. */
export const architectureNames = [
  'linear',
  'mlp',
  'tab-m',
  'ft-transformer',
  'item-autoencoder',
  'factorisation',
  'two-tower',
  'gru',
  'temporal-convolution',
  'mixer',
  'spatial-temporal',
  'recurrent-tracing',
  'attentive-tracing',
  'tarnet',
  'dragonnet',
] as const;

export type ArchitectureName = (typeof architectureNames)[number];

/** What a network reads of a row: its features, the steps up to it, who likes what, or the answers of a learner, or features for the arms of a treatment. */
export type NetworkInput = 'features' | 'windows' | 'interactions' | 'records' | 'arms';

export const architecturesByInput: Readonly<Record<NetworkInput, readonly ArchitectureName[]>> = {
  features: ['linear', 'mlp', 'tab-m', 'ft-transformer'],
  windows: ['linear', 'gru', 'temporal-convolution', 'mixer', 'spatial-temporal'],
  arms: ['tarnet', 'dragonnet'],
  interactions: ['item-autoencoder', 'factorisation', 'two-tower'],
  records: ['recurrent-tracing', 'attentive-tracing'],
};
