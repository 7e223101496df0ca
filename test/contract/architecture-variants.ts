import type { Random } from '../../src/core/random.js';
import type { ArchitectureName } from '../../src/models/architectures/names.js';
import type { NetworkShapes } from '../../src/models/network/network.js';

/** What one input of some rows is like, and how it is filled where not by normal numbers or any of its `sizes`. */
export type InputSubject = NetworkShapes['inputs'][string] & { value?: (random: Random) => number };

/** How many customers and products there are where a network knows them by number. */
const known = { customers: 40, items: 30 };

/** The inputs that an architecture is tested with, as rows become examples. */
export const inputForms = {
  features: { features: { shape: [12], dtype: 'float32' } },
  columns: {
    features: {
      shape: [12],
      dtype: 'float32',
      layout: { columns: [0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5], quantities: [0, 1, 2, 11] },
    },
  },
  windows: {
    history: { shape: [5, 3], dtype: 'float32' },
    present: { shape: [4], dtype: 'float32' },
    identity: { shape: [2], dtype: 'int32', sizes: [4, 3] },
  },
  history: { history: { shape: [5, 3], dtype: 'float32' } },
  liked: {
    history: { shape: [12], dtype: 'float32', value: (random) => (random.next() < 0.4 ? 1 : 0) },
  },
  pairs: {
    customer: { shape: [1], dtype: 'int32', sizes: [known.customers] },
    item: { shape: [1], dtype: 'int32', sizes: [known.items] },
  },
  records: {
    asked: { shape: [4], dtype: 'int32', sizes: [20, 20, 20, 20] },
    answered: { shape: [4], dtype: 'int32', sizes: [3, 3, 3, 3] },
    // Of some rows the second half is another learner's.
    first: { shape: [4], dtype: 'int32', sizes: [1, 1, 2, 1] },
  },
} as const satisfies Record<string, Record<string, InputSubject>>;

export interface Variant {
  form: keyof typeof inputForms;
  options: Record<string, unknown>;
  /** Whether it must have a fastest form: what the scenarios serve from tables. */
  fuses?: true;
}

/** Forms of inputs, and options that bring every path of an architecture to life, beside its defaults. */
export const variants: Readonly<Record<ArchitectureName, Variant[]>> = {
  linear: [
    { form: 'features', options: {}, fuses: true },
    { form: 'windows', options: {} },
    { form: 'history', options: {} },
  ],
  mlp: [
    { form: 'features', options: {}, fuses: true },
    { form: 'features', options: { hidden: [16], wide: true, dropout: 0.2 }, fuses: true },
    { form: 'columns', options: { hidden: [16], numbers: 'piecewise', bins: 4 }, fuses: true },
    { form: 'features', options: { hidden: [16], activation: 'gelu', wide: true, dropout: 0.2 } },
    { form: 'features', options: { hidden: [24, 12, 6], activation: 'tanh', dropout: 0 } },
    { form: 'columns', options: { hidden: [16], numbers: 'periodic', frequencies: 4, embedFrom: 3 } },
  ],
  'tab-m': [
    { form: 'features', options: { members: 4, hidden: [24, 12] }, fuses: true },
    {
      form: 'columns',
      options: { members: 4, hidden: [24, 12], numbers: 'piecewise', bins: 4, columnShare: 0.8 },
      fuses: true,
    },
    { form: 'features', options: { members: 3, hidden: [16], dropout: 0.2 }, fuses: true },
  ],
  'ft-transformer': [
    { form: 'columns', options: { units: 16, hidden: 24, numbers: 'piecewise', bins: 4 } },
    { form: 'features', options: { units: 8, heads: 2, blocks: 1, hidden: 12, dropout: 0.2 } },
  ],
  tarnet: [
    { form: 'features', options: {} },
    { form: 'columns', options: { shared: [], heads: [16, 8], wide: true, numbers: 'piecewise', bins: 4 } },
    { form: 'features', options: { shared: [12], heads: [], activation: 'gelu', dropout: 0.2 } },
  ],
  dragonnet: [
    { form: 'features', options: {} },
    { form: 'features', options: { shared: [16], heads: [8], activation: 'tanh' } },
  ],
  gru: [
    { form: 'windows', options: { units: 12 } },
    { form: 'history', options: { units: 8, hidden: 16, fromLast: true } },
  ],
  'temporal-convolution': [
    { form: 'windows', options: { channels: 12, hidden: 24 } },
    { form: 'history', options: { channels: 8, kernel: 2, dilations: [1, 3], fromLast: true } },
  ],
  mixer: [
    { form: 'windows', options: { channels: 8, hidden: 24 } },
    { form: 'history', options: { channels: 6, blocks: 1, hidden: 16, fromLast: true } },
  ],
  'spatial-temporal': [
    { form: 'windows', options: { hidden: 24, embedding: 6 } },
    { form: 'windows', options: { hidden: 16, layers: 1, embedding: 6, level: 4, forget: 0.1 } },
    {
      form: 'windows',
      options: { hidden: 16, layers: 1, embedding: 6, season: { steps: 3, ahead: [1], level: 2 } },
    },
    { form: 'history', options: { hidden: 16, layers: 1, fromLast: false } },
  ],
  'recurrent-tracing': [
    { form: 'records', options: { units: 24, hidden: 24 } },
    { form: 'records', options: { units: 6, hidden: 6, dropout: 0, forget: 0 } },
  ],
  'attentive-tracing': [
    { form: 'records', options: { units: 16, hidden: 16 } },
    { form: 'records', options: { units: 8, heads: 2, hidden: 6, dropout: 0, forget: 0 } },
  ],
  'item-autoencoder': [{ form: 'liked', options: {} }],
  factorisation: [
    { form: 'pairs', options: { ...known, factors: 8 } },
    { form: 'pairs', options: { ...known, factors: 4, dropout: 0.2 } },
  ],
  'two-tower': [
    { form: 'liked', options: { factors: 16, dropout: 0 } },
    { form: 'liked', options: { factors: 8, hidden: 12, dropout: 0.2 } },
  ],
};
