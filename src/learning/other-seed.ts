import type { LoadedModel } from '../registry/model-registry.js';
import type { DataSource } from './data-source.js';

/**
 * The seed of a version that learnt from the very same data, divided otherwise: among the rows held out now are some that it has
 * learnt from. Undefined where its division was the same, or cannot be told because its data were others.
 */
export function otherSeed({ manifest }: LoadedModel, source: DataSource, seed: number): number | undefined {
  if (manifest.dataHash !== source.sha256 || typeof manifest.seed !== 'number') return undefined;
  return manifest.seed === seed ? undefined : manifest.seed;
}
