import { readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * The file that symbolic links lead to, which is what is written; also where it is not there yet. Two paths to one file have one target.
 * @throws Error in words that follow a path, when the links lead nowhere
 */
export async function targetOf(path: string): Promise<string> {
  let place = await inRealFolder(path).catch(() => resolve(path));
  for (let links = 0; links <= mostLinks; links++) {
    const next = await readlink(place).catch(() => undefined);
    if (next === undefined) return place;
    // Not normalised: `..` behind a link to a folder leads out of the folder that it is a link to.
    const to = isAbsolute(next) ? next : `${dirname(place)}/${next}`;
    place = await inRealFolder(to).catch((cause: unknown) => {
      throw new Error(`it is a link to ${to}, whose folder is not there`, { cause });
    });
  }
  throw new Error('its links lead to each other');
}

async function inRealFolder(path: string): Promise<string> {
  return join(await realpath(dirname(path)), basename(path));
}

/** Who may read and write the file; undefined when there is none. */
export async function modeOf(path: string): Promise<number | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status?.isFile() ? status.mode & 0o777 : undefined;
}
