import { NotFoundError } from '../core/errors.js';
import { listed } from '../core/text/lists.js';
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
  if (version === undefined) return (await championFiles(registry, scenario)).loaded;
  const known = await registry.versions(scenario);
  if (known.includes(version)) return registry.load({ scenario, version });
  throw new NotFoundError(`${scenario} has no version ${version}.`, {
    details: [{ expected: versionsText(known), received: String(version) }],
    hint: `The versions that there are: sextant models list ${scenario}`,
  });
}

/** The latest first. */
function versionsText(versions: readonly number[]): string {
  if (versions.length === 0) return 'a version that was trained, of which there is none';
  return `one of ${listed([...versions].reverse().map(String))}`;
}
