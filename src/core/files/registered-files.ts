import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { InvalidSpecificationError } from '../errors.js';

export interface RegisteredFiles {
  folder: string;
  /** Tells the files (or folders) that must be registered; its first group is the name. */
  pattern: RegExp;
  /** By the name under which each is registered, the name that it gives itself. */
  registered: Readonly<Record<string, { name: string }>>;
}

/**
 * Start-up check of a registry: every matching entry of the folder is registered under its own name, and no other.
 * @throws InvalidSpecificationError naming the entries and names that have no partner.
 */
export function checkRegisteredFiles({ folder, pattern, registered }: RegisteredFiles): void {
  const found = new Set(readdirSync(folder).flatMap((entry) => pattern.exec(entry)?.[1] ?? []));
  const names = Object.keys(registered);
  const problems = {
    'not registered': [...found].filter((name) => !names.includes(name)),
    'registered without a file': names.filter((name) => !found.has(name)),
    'registered under another name': names.filter((name) => registered[name].name !== name),
  };
  const received = Object.entries(problems)
    .filter(([, list]) => list.length > 0)
    .map(([what, list]) => `${what}: ${list.join(', ')}`)
    .join('; ');
  if (received === '') return;
  throw new InvalidSpecificationError(`The registry of ${basename(folder)} is not complete: ${received}.`, {
    details: [{ expected: 'each file of the folder registered under its name', received }],
    hint: `Register it in index.ts of the folder ${basename(folder)} and its name in names.ts.`,
  });
}
