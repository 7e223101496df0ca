import { championFiles } from './champion-files.js';
import type { LoadedModel, ModelRegistry } from './model-registry.js';

/**
 * The files of a version, or of the champion.
 * @param version absent: the champion, or the one before it when its files are damaged.
 * @throws NotFoundError naming the versions that there are; NotReadyError before the first champion; DamagedFileError.
 */
export async function versionFiles(
  registry: ModelRegistry,
  scenario: string,
  version?: number,
): Promise<LoadedModel> {
  if (version !== undefined) return registry.load({ scenario, version });
  return (await championFiles(registry, scenario)).loaded;
}
