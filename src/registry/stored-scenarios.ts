import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotReadyError } from '../core/errors.js';
import { writerOfTemporary } from '../core/files/temporary-files.js';
import { unreadableFile } from '../core/files/stored-file.js';
import { namesIn } from './leftovers.js';
import { isScenarioId, parseVersion } from './model-tag.js';

/** What is stored of a scenario's models, as a copy needs it. */
export interface StoredScenario {
  /** `finance/credit-scoring`. */
  id: string;
  folder: string;
  /** Aliases and the ledger as they were at one moment, by paths relative to the folder. */
  records: ReadonlyMap<string, Buffer>;
  /** Folders of the versions that were there then, and maybe newer ones; ascending. */
  versions: string[];
}

/** An alias moves in milliseconds, a few times a day. */
const attempts = 100;

/**
 * All scenarios that have something stored, one after the other. Versions never change once they are there; aliases and ledgers are read
 * together, while other processes go on.
 * @param home the folder that holds `models`
 */
export async function* storedScenarios(home: string): AsyncGenerator<StoredScenario> {
  const root = join(home, 'models');
  for (const industry of (await namesIn(root)).sort()) {
    for (const name of (await namesIn(join(root, industry))).sort()) {
      const id = `${industry}/${name}`;
      if (!isScenarioId(id)) continue;
      const folder = join(root, industry, name);
      const records = await recordsOf(folder, id);
      // Read after the records: a version that they name is among them.
      const numbers = (await namesIn(folder)).map(parseVersion).filter((one) => one !== undefined);
      const versions = numbers.sort((a, b) => a - b).map(String);
      if (records.size > 0 || versions.length > 0) yield { id, folder, records, versions };
    }
  }
}

/**
 * A change is announced in the ledger before an alias moves, and recorded after it: aliases that were read between two equal states of the
 * ledger are those that belong to it.
 */
async function recordsOf(folder: string, id: string): Promise<Map<string, Buffer>> {
  let before = await readRecords(folder, id);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const after = await readRecords(folder, id);
    if (areSame(before, after)) return after;
    before = after;
  }
  throw new NotReadyError(`The versions of ${id} change all the time.`, 5);
}

async function readRecords(folder: string, id: string): Promise<Map<string, Buffer>> {
  const aliases = (await namesIn(join(folder, 'aliases'))).filter(
    (name) => writerOfTemporary(name) === undefined,
  );
  const records = new Map<string, Buffer>();
  for (const path of [...aliases.sort().map((name) => `aliases/${name}`), 'ledger.jsonl']) {
    const bytes = await readFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw unreadableFile(error, join(folder, path), { what: `The record ${path} of ${id}` });
    });
    if (bytes) records.set(path, bytes);
  }
  return records;
}

function areSame(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): boolean {
  return a.size === b.size && [...a].every(([path, bytes]) => b.get(path)?.equals(bytes) ?? false);
}

/** Names of the folder that {@link storedScenarios} knows nothing of. */
export async function unknownIn({ folder, versions, records }: StoredScenario): Promise<string[]> {
  const known = new Set([...versions, ...records.keys(), 'aliases']);
  return (await readdir(folder)).filter((name) => !known.has(name));
}
