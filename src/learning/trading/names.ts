import type { ArchitectureName } from '../../models/architectures/names.js';

/** The tasks over prices of assets whose answers are positions to take. */
export const tradingTaskNames = ['allocation'] as const;

/** The network of each task where a scenario names none. */
export const tradingNetworks = { allocation: (): ArchitectureName => 'mlp' };
