import { shown, type ErrorDetail } from '../errors.js';

/** So many names an error puts into one sentence; the rest is counted. */
const mostNames = 8;

/** So many wrong places an error lists. */
export const mostDetails = 20;

/** Characters of a name that stands unquoted in an error. */
const longestName = 80;

/** The first of `texts`, and how many more there are: an error never repeats all of what it received. */
export function listed(texts: readonly string[], separator = ', ', most = mostNames): string {
  const more = texts.length - most;
  const first = texts.slice(0, most).join(separator);
  return more > 0 ? `${first} and ${more} more` : first;
}

/** As `listed`, each name in quotes and cut where it is long. */
export function listedNames(names: readonly string[]): string {
  const first = names.slice(0, mostNames).map((name) => shown(name));
  const more = names.length - first.length;
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ');
}

/** A name for the field `column` of a detail: cut where it is long. */
export function shortName(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName)}…`;
}

/** The first details, and how the message says that there are more. */
export function firstDetails(details: readonly ErrorDetail[]): { details: ErrorDetail[]; more: string } {
  const first = details.slice(0, mostDetails);
  const more = details.length > first.length ? ` (${first.length} of ${details.length} are listed)` : '';
  return { details: first, more };
}
