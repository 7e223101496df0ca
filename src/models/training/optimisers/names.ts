/** The registered optimisers. Each is one file in this folder. */
export const optimiserNames = ['sgd', 'momentum', 'adam', 'adamw'] as const;

export type OptimiserName = (typeof optimiserNames)[number];
