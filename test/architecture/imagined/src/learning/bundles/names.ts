import type { ArchitectureName } from '../../models/architectures/names.js';

export const bundleTaskNames = ['bundle'] as const;

export const bundleNetworks = { bundle: (): ArchitectureName => 'linear' };
