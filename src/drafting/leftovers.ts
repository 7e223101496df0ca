import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../core/configuration.js';
import { removeIfAbandoned } from '../core/files/temporary-files.js';
import { writerOf } from '../core/files/unfinished.js';
import { ownScenariosFolder } from '../core/paths.js';

/** What a process does with a folder of scenarios, or of models, in the name of the folder. */
export const making = 'making';
export const removing = 'removing';

/**
 * Remove what killed processes left that made or removed a scenario.
 * @returns the paths that were removed.
 */
export async function removeUnfinishedScenarios(
  configuration: Pick<Configuration, 'scenariosFolder' | 'home'>,
  now = new Date(),
): Promise<string[]> {
  const removed: string[] = [];
  for (const folder of [ownScenariosFolder(configuration), join(configuration.home, 'models')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      const writer = writerOf(name);
      if (writer === undefined || ![making, removing].includes(writer.doing)) continue;
      const path = join(folder, name);
      if (await removeIfAbandoned(path, writer, now)) removed.push(path);
    }
  }
  return removed;
}
