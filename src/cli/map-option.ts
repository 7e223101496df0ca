import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { z } from 'zod';
import { InvalidInputError, NotFoundError, UsageError } from '../core/errors.js';

type NamesOfColumns = Record<string, string>;

/** `--map`: columns of a table that are declared ones under another name, each by itself or all that a file says. */
export function mapOption(): Option {
  return new Option(
    '--map <file-name=column>',
    'a column of the input that is a declared one under another name, or @FILE for those that a JSON file or the receipt of an earlier scoring says; may be repeated',
  ).argParser(mapEntries);
}

function mapEntries(text: string, before: NamesOfColumns = {}): NamesOfColumns {
  const added = text.startsWith('@') && !text.includes('=') ? savedMap(text.slice(1)) : mapEntry(text);
  for (const [name, column] of Object.entries(added)) {
    if (!Object.hasOwn(before, name)) continue;
    throw wrongUse(`${name}=${column} beside ${name}=${before[name]}`);
  }
  return { ...before, ...added };
}

/** What the last `=` parts. */
function mapEntry(text: string): NamesOfColumns {
  const [, name, column] = /^([^]+)=([^=]+)$/.exec(text) ?? [];
  if (name === undefined) throw wrongUse(text);
  return { [name]: column };
}

function wrongUse(received: string): UsageError {
  return new UsageError('The option --map takes a name of the file and a declared column, each name once.', {
    details: [{ expected: 'FILE_NAME=COLUMN', received }],
  });
}

const names = z.record(z.string(), z.string().min(1));

/** A receipt says under `mapped` what was mapped, and nothing where nothing was. */
const receipt = z
  .looseObject({ format: z.literal(1), rows: z.looseObject({}), mapped: names.default({}) })
  .transform(({ mapped }) => mapped);

const saved = z.union([receipt, names]);

/** @throws NotFoundError; InvalidInputError for a file that says no names of columns */
function savedMap(path: string): NamesOfColumns {
  const { data } = saved.safeParse(jsonOf(path));
  if (!data) throw noMap(path, 'other JSON');
  return data;
}

function jsonOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new NotFoundError(`There is no file ${path} that can be read.`, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown;
  } catch (cause) {
    throw noMap(path, (cause as Error).message);
  }
}

function noMap(path: string, received: string): InvalidInputError {
  const expected = '{"NAME OF THE FILE": "COLUMN", ...}, or a receipt';
  return new InvalidInputError(`${path} does not say which columns are meant.`, {
    details: [{ expected, received }],
  });
}
