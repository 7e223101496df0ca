import type { ZodError } from 'zod';
import { DamagedFileError } from '../../core/errors.js';
import { zodProblems } from '../../core/zod-problems.js';

/** @param pointer JSON pointer into the file, where it has one. */
export function damaged(
  file: string,
  expected: string,
  received: string,
  pointer?: string,
): DamagedFileError {
  const place = pointer === undefined ? file : `${file} at ${pointer || '/'}`;
  const message = `${place} is damaged or of another version: expected ${expected}, received ${received}.`;
  return new DamagedFileError(message, { details: [{ pointer, expected, received }] });
}

/** `model.json` is not of its schema: its first wrong place. */
export function damagedBy(error: ZodError, content: unknown): DamagedFileError {
  const [{ expected, received, pointer }] = zodProblems(error, content);
  return damaged('model.json', expected, received, pointer);
}
