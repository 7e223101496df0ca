import { DamagedFileError, NotFoundError, NotReadyError } from '../core/errors.js';
import type { LoadedModel, ModelRegistry } from './model-registry.js';

/** How long a caller should wait for a first champion that is being trained, in seconds. */
export const retryAfterSeconds = 5;

/**
 * The champion's files, or those of the champion before it when they are damaged, with what was refused.
 * @throws NotReadyError before the first champion; DamagedFileError when no champion is intact.
 */
export async function championFiles(
  registry: ModelRegistry,
  scenario: string,
): ReturnType<ModelRegistry['loadChampion']> {
  try {
    return await registry.loadChampion(scenario);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new NotReadyError(`${scenario} has no model yet.`, retryAfterSeconds, {
      hint: `A server trains one at its start; otherwise: sextant train ${scenario}.`,
    });
  }
}

/**
 * The version that answers at present: the champion, or the intact one before it. Undefined where none can answer.
 * @throws StorageError
 */
export async function servingVersion(
  registry: ModelRegistry,
  scenario: string,
): Promise<LoadedModel | undefined> {
  try {
    return (await registry.loadChampion(scenario)).loaded;
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof DamagedFileError) return undefined;
    throw error;
  }
}
