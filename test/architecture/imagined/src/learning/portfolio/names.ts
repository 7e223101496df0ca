import type { ArchitectureName } from '../../models/architectures/names.js';

export const portfolioTaskNames = ['portfolio'] as const;

export const portfolioNetworks = { portfolio: (): ArchitectureName => 'linear' };
