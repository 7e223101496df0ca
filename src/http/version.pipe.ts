import type { PipeTransform } from '@nestjs/common';
import { UsageError, shown } from '../core/errors.js';
import { parseVersion } from '../registry/model-tag.js';

/** The number of a version out of a path. */
export const versionPipe: PipeTransform<unknown, number> = { transform: readVersion };

/** The number of the version that a query asks for; undefined: none, the champion is meant. */
export const askedVersionPipe: PipeTransform<unknown, number | undefined> = {
  transform: askedVersion,
};

/** @throws UsageError as for a path. */
export function askedVersion(value: unknown): number | undefined {
  return value === undefined ? undefined : readVersion(value);
}

/** @throws UsageError for what is no version, and for several of them. */
function readVersion(value: unknown): number {
  const version = typeof value === 'string' ? parseVersion(value) : undefined;
  if (version !== undefined) return version;
  throw new UsageError('That is no version.', {
    details: [{ expected: 'a whole number from 1', received: shown(value) }],
  });
}
