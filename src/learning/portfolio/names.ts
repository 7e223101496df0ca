import type { ArchitectureName } from '../../models/architectures/names.js';

/** The tasks over prices of assets, whose requests are portfolios. */
export const portfolioTaskNames = ['portfolio-risk'] as const;

/** The network of each task where a scenario names none. */
export const portfolioNetworks = { 'portfolio-risk': (): ArchitectureName => 'mlp' };
