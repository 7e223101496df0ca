import { readFile } from 'node:fs/promises';
import { InvalidInputError, shown } from '../../../core/errors.js';

/** Lines of a small text file whose format knows no quotes, without the last line end. */
export async function plainLines(path: string, encoding = 'utf-8'): Promise<string[]> {
  const text = new TextDecoder(encoding).decode(await readFile(path));
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** @throws InvalidInputError naming the line when it does not hold at least so many fields. */
export function fieldsOf(
  line: string,
  delimiter: string,
  { least, path, number }: { least: number; path: string; number: number },
): string[] {
  const fields = line.split(delimiter);
  if (fields.length >= least) return fields;
  throw new InvalidInputError(`${path} does not have the declared form at line ${number}.`, {
    details: [{ line: number, expected: `at least ${least} fields`, received: shown(line) }],
  });
}
