import { z } from 'zod';
import { Adam } from './adam.js';
import { AdamW } from './adamw.js';
import { Momentum } from './momentum.js';
import type { OptimiserName } from './names.js';
import type { Optimiser } from './optimiser.js';
import { StochasticGradientDescent } from './sgd.js';

export { optimiserNames, type OptimiserName } from './names.js';
export type { Optimiser, Parameters } from './optimiser.js';

const share = z.number().min(0).lt(1);
const moments = {
  beta1: share.default(0.9),
  beta2: share.default(0.999),
  epsilon: z.number().positive().default(1e-8),
};

/** An optimiser by name, with its learning rate and options. */
export const optimiserSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), learningRate: z.number().positive().default(0.01) }),
  z.strictObject({
    name: z.literal('momentum'),
    learningRate: z.number().positive().default(0.01),
    momentum: share.default(0.9),
    nesterov: z.boolean().default(true),
  }),
  z.strictObject({ name: z.literal('adam'), learningRate: z.number().positive().default(0.001), ...moments }),
  z.strictObject({
    name: z.literal('adamw'),
    learningRate: z.number().positive().default(0.002),
    ...moments,
    weightDecay: z.number().min(0).default(0.003),
  }),
]);

export type OptimiserSpec = z.output<typeof optimiserSchema>;

const builders: { [Name in OptimiserName]: (chosen: Extract<OptimiserSpec, { name: Name }>) => Optimiser } = {
  sgd: () => new StochasticGradientDescent(),
  momentum: (chosen) => new Momentum(chosen),
  adam: (chosen) => new Adam(chosen),
  adamw: (chosen) => new AdamW(chosen),
};

/** A fresh optimiser for one network. */
export function createOptimiser(spec: OptimiserSpec): Optimiser {
  const build = builders[spec.name] as (chosen: OptimiserSpec) => Optimiser;
  return build(spec);
}
