import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The industry of the scenarios that a server makes from tables that it is sent. */
export const ownIndustry = 'own';

/** The file beside a `scenario.yaml` that a server made: only such a scenario does it remove again. */
export const originName = 'origin.json';

/** Whether a folder of scenarios may hold none: a server has put some there, and they were removed. */
export function mayBeEmpty(folder: string): boolean {
  return existsSync(join(folder, ownIndustry));
}

/** Whether a server made the scenario of this folder. */
export function isMadeByServer(folder: string): boolean {
  return existsSync(join(folder, originName));
}
