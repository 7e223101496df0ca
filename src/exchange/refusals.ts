import {
  ConflictError,
  DamagedFileError,
  InvalidInputError,
  shown,
  type ErrorDetail,
} from '../core/errors.js';
import { versionFormat } from './version-file.js';

const hint = 'Nothing was imported. Export the version again, or copy the file once more.';

/** @param entry at which it was noticed; the damage may lie before it */
export function damagedVersion(
  file: string,
  entry: string,
  problem: string,
  details: ErrorDetail[] = [{ pointer: `/${entry}`, expected: 'what was exported', received: problem }],
): DamagedFileError {
  return new DamagedFileError(`The exported version ${file} is damaged at ${entry}: ${problem}.`, {
    details,
    hint,
    path: file,
  });
}

export function noVersion(file: string, received: string): InvalidInputError {
  return new InvalidInputError(`${file} is no exported version.`, {
    details: [{ expected: 'a file that `sextant models export --format sextant` wrote', received }],
    hint,
  });
}

export function laterVersion(file: string, format: number): ConflictError {
  return new ConflictError(`The exported version ${file} was written by a later version of Sextant.`, {
    details: [{ pointer: '/format', expected: String(versionFormat), received: String(format) }],
    hint: 'Import it with that version or a newer one.',
  });
}

/** An entry that no exported version has: one that leads elsewhere, a link, a file that its manifest does not list. */
export function strangeEntry(file: string, entry: string): InvalidInputError {
  return new InvalidInputError(
    `The archive ${file} holds what no exported version holds. Nothing was imported.`,
    {
      details: [{ expected: 'the files that its manifest lists', received: shown(entry) }],
      hint: 'Somebody made or changed this archive by other means: do not trust it.',
    },
  );
}
