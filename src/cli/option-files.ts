import { readFile } from 'node:fs/promises';
import { InvalidInputError, NotFoundError } from '../core/errors.js';
import { readCsvFile } from '../csv/read-table.js';

/**
 * Options of a rule, where a text `@FILE` stands for what is in that file: JSON, or of any other name than `*.json` a table, whose rows
 * become objects of texts by the names of its header.
 *
 * @throws NotFoundError; InvalidInputError for a file that is no JSON, or a table with a record that cannot be read
 */
export async function withOptionFiles(
  options: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const read = Object.entries(options).map(async ([name, value]) => {
    const isFile = typeof value === 'string' && value.length > 1 && value.startsWith('@');
    return [name, isFile ? await contentOf(value.slice(1)) : value] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

function contentOf(path: string): Promise<unknown> {
  return path.endsWith('.json') ? jsonOf(path) : tableOf(path);
}

async function jsonOf(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new NotFoundError(`There is no file ${path} that can be read.`, { cause: error });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidInputError(`${path} is not JSON.`, {
      details: [{ expected: 'JSON', received: String((error as Error).message) }],
    });
  }
}

async function tableOf(path: string): Promise<Record<string, string>[]> {
  const { header, records, rejects } = await readCsvFile(path);
  if (rejects.length > 0) {
    const [{ line, expected, received }] = rejects;
    throw new InvalidInputError(`${path} has a line that cannot be read.`, {
      details: [{ line, expected, received }],
    });
  }
  return records.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i].trim()])));
}
