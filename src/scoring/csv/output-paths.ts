import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { UsageError } from '../../core/errors.js';

/** Where the results of a scoring go. */
export interface OutputPaths {
  output: string;
  rejects: string;
  receipt: string;
}

/**
 * `in.csv` is scored to `in.csv.scored.csv` unless told otherwise: named after the whole of the input's name, so that `in.tsv` is not scored
 * to the same file. Rejects and receipt stand beside the output under its name, of which only `.csv` at its end is left out.
 * @param what was done with the rows
 * @throws UsageError for standard input without an output, for standard output, and for a name that is none of a file.
 */
export function outputPaths(input: string, output?: string, what = 'scored'): OutputPaths {
  if (input === '') throw new UsageError('The name of the input is empty.');
  if (output === undefined && input === '-') {
    throw new UsageError('Scoring standard input needs an output: -o OUT.csv.');
  }
  if (output === '-') {
    throw new UsageError('Scored rows go to a file: rejects and receipt stand beside it.', {
      hint: 'Name a file: -o OUT.csv',
    });
  }
  if (output === '' || output?.endsWith('/') || output?.endsWith(sep)) {
    throw new UsageError(`The output ${JSON.stringify(output)} is no name of a file.`, {
      hint: 'Name a file: -o OUT.csv',
    });
  }
  const path = output ?? `${input}.${what}.csv`;
  const stem = /[^/\\]\.csv$/i.test(path) ? path.slice(0, -'.csv'.length) : path;
  return { output: path, rejects: `${stem}.rejects.csv`, receipt: `${stem}.receipt.json` };
}

/**
 * The outputs take the place of what has their names: that must not be the input (under any of its names), a folder, or a
 * device such as /dev/null.
 * @param as how messages call the input
 * @throws UsageError
 */
export async function refuseOverwrite(input: string, paths: OutputPaths, as = 'the input'): Promise<void> {
  const read = input === '-' ? undefined : await realPath(input);
  for (const [what, path] of Object.entries(paths) as [keyof OutputPaths, string][]) {
    const name = what === 'output' ? 'output' : `${what} file ${path}`;
    if ((await realPath(path)) === read) throw new UsageError(`The ${name} would overwrite ${as}.`);
    const status = await stat(path).catch(() => undefined);
    if (status?.isDirectory()) throw new UsageError(`The ${what} ${path} is a folder.`);
    if ((status && !status.isFile()) || isDevice(path))
      throw new UsageError(`The ${what} ${path} is no regular file.`);
  }
}

/** The path without symbolic links; of a file that does not exist, as it was given. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

/** `/dev/stdout` and its kind are links that lead to a regular file when the shell redirects them. */
function isDevice(path: string): boolean {
  return process.platform !== 'win32' && /^\/(?:dev|proc)\//.test(resolve(path));
}
