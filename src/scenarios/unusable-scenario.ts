import { DamagedFileError, InvalidSpecificationError, type ErrorDetail } from '../core/errors.js';
import { listed } from '../core/text/lists.js';

/** A scenario that cannot be asked: its `scenario.yaml` cannot be read, or is wrong. */
export interface UnusableScenario {
  /** By the names of its folders. */
  id: string;
  /** Absolute folder of `scenario.yaml`. */
  folder: string;
  error: DamagedFileError | InvalidSpecificationError;
}

/** The error of one scenario, as far as it takes down that scenario alone. @throws any other. */
export function unusable(id: string, folder: string, error: unknown): UnusableScenario {
  if (error instanceof DamagedFileError || error instanceof InvalidSpecificationError)
    return { id, folder, error };
  throw error;
}

/** What is wrong with a scenario, in one text without a place of this machine. */
export function problemText({ id, error }: UnusableScenario): string {
  if (error instanceof DamagedFileError) return error.message;
  const places = error.details.map(placeText);
  return `The scenario.yaml of ${id} is wrong${places.length === 0 ? '' : `: ${listed(places, '; ')}`}.`;
}

/** The same as an error for whoever asks it. */
export function unusableError(one: UnusableScenario): DamagedFileError | InvalidSpecificationError {
  const { error } = one;
  const hint = `${error.hint ?? ''} Then start again: scenarios are read once.`.trim();
  if (error instanceof DamagedFileError) {
    return new DamagedFileError(error.message, { path: error.path, hint, cause: error });
  }
  return new InvalidSpecificationError(`The scenario.yaml of ${one.id} is wrong.`, {
    details: error.details,
    hint: `Mend the file. ${hint}`,
    cause: error,
  });
}

function placeText({ line, pointer, expected, received }: ErrorDetail): string {
  const place = [line === undefined ? '' : `line ${line}`, pointer ?? ''].filter((part) => part !== '');
  return `${place.length === 0 ? '' : `${place.join(', ')}: `}expected ${expected}, received ${received}`;
}
