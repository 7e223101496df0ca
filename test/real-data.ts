import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/core/paths.js';

/** The folder of real data sets beside the project, or undefined: they are no part of it, and tests pass without them. */
export function realDataFolder(): string | undefined {
  const folder = join(projectRoot, '..', 'shared', 'datasets');
  return existsSync(folder) ? folder : undefined;
}
