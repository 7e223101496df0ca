import type { ArchitectureName } from '../../models/architectures/names.js';

/** The tasks over interactions of customers with products. */
export const interactionTaskNames = ['recommendation'] as const;

/** The network where a scenario names none: lists are ranked, a number is the rating of one product. */
export const interactionNetworks = {
  recommendation: (targetKind?: string): ArchitectureName =>
    targetKind === 'numeric' ? 'factorisation' : 'item-autoencoder',
};
