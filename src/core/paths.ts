import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: the parent of `src` or `dist`, wherever the process was started. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Folders that ship with the project. */
export const shippedScenarios = join(projectRoot, 'scenarios');
export const shippedDatasets = join(projectRoot, 'datasets');

/** Where scenarios of one's own are looked for, and where a server puts those that it makes. */
export function ownScenariosFolder({
  scenariosFolder,
  home,
}: {
  scenariosFolder?: string;
  home: string;
}): string {
  return scenariosFolder ?? join(home, 'scenarios');
}
