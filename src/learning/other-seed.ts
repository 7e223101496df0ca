import type { LoadedModel } from '../registry/model-registry.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { DataSource } from './data-source.js';

/**
 * By which rows are held out for the report: of a scenario always the same, whatever seed its networks start from, so that all of its
 * versions are judged on the same rows.
 */
export function splitSeedOf({ seed }: Pick<ScenarioSpec, 'seed'>): number {
  return seed;
}

/**
 * The seed by which a version that learnt from the very same data divided it otherwise: among the rows held out now are some that it has
 * learnt from. Undefined where its division was the same, or cannot be told because its data were others. Earlier versions of the product divided by
 * the seed of the training.
 */
export function otherSeed(
  { manifest }: LoadedModel,
  source: DataSource,
  spec: Pick<ScenarioSpec, 'seed'>,
): number | undefined {
  const theirs = manifest.splitSeed ?? manifest.seed;
  if (manifest.dataHash !== source.sha256 || typeof theirs !== 'number') return undefined;
  return theirs === splitSeedOf(spec) ? undefined : theirs;
}
