import {
  ConflictError,
  DamagedFileError,
  InvalidInputError,
  shown,
  type ErrorDetail,
} from '../core/errors.js';
import { backupFormat } from './format.js';

const hint = 'Nothing was restored. Take another backup, or copy this one again from where it was kept.';

/** @param entry at which it was noticed; the damage may lie before it */
export function damaged(
  file: string,
  entry: string,
  problem: string,
  details: ErrorDetail[] = [],
): DamagedFileError {
  return new DamagedFileError(`The backup ${file} is damaged at ${entry}: ${problem}.`, {
    details:
      details.length > 0
        ? details
        : [{ pointer: `/${entry}`, expected: 'what was saved', received: problem }],
    hint,
    path: file,
  });
}

export function noBackup(file: string, received = 'another archive'): InvalidInputError {
  return new InvalidInputError(`${file} is no backup.`, {
    details: [{ expected: 'a file that `sextant backup` wrote', received }],
    hint,
  });
}

export function laterFormat(file: string, format: number): ConflictError {
  return new ConflictError(`The backup ${file} was written by a later version of Sextant.`, {
    details: [{ pointer: '/format', expected: String(backupFormat), received: String(format) }],
    hint: 'Restore it with that version or a newer one.',
  });
}

/** An entry that no backup has: one that leads elsewhere, a link, a device. */
export function wayward(file: string, entry: string): InvalidInputError {
  return new InvalidInputError(`The archive ${file} holds what no backup holds. Nothing was restored.`, {
    details: [{ expected: 'files and folders below the parts of a home', received: shown(entry) }],
    hint: 'Somebody made or changed this archive by other means: do not trust it.',
  });
}
