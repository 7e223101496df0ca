import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { firstDetails, listed, listedNames } from '../../core/text/lists.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { foldedName, sameName, similarName } from './similar-column.js';

/** Which columns of a table are declared ones under another name: the declared name by that of the table. */
export type ColumnMap = Readonly<Record<string, string>>;

/** Where the declared columns stand in a header. */
export interface MatchedColumns {
  /** For each declared column its position, -1 for an optional one that is not there. */
  positions: number[];
  /** Those that the table calls otherwise. */
  mapped: Record<string, string>;
}

/** Position of every column in the header, -1 for an optional column that is not there. */
export function columnPositions(
  columns: readonly ColumnSpec[],
  header: readonly string[],
  where: string,
): number[] {
  const positions = columns.map(({ name }) => header.indexOf(name));
  refuseMissing(columns, { positions, header, where });
  return positions;
}

/**
 * As `columnPositions`, but a column may go by another name: one that `map` gives, or, where it must be there, the only one that differs
 * in case and blanks alone.
 * @throws InvalidInputError also for a map that names what is not there, or one column twice.
 */
export function matchColumns(
  columns: readonly ColumnSpec[],
  header: readonly string[],
  { map = {}, where }: { map?: ColumnMap; where: string },
): MatchedColumns {
  checkMap(columns, header, { map, where });
  const names = new Map(Object.entries(map).map(([name, column]) => [column, name]));
  const unclaimed = unclaimedNames(columns, header, map);
  const mapped: Record<string, string> = {};
  const positions = columns.map(({ name, optional }) => {
    const own = names.get(name) ?? (header.includes(name) ? name : undefined);
    const found = own ?? (optional ? undefined : loneName(name, columns, unclaimed));
    if (found !== undefined && found !== name) mapped[found] = name;
    return found === undefined ? -1 : header.indexOf(found);
  });
  refuseMissing(columns, { positions, header, where });
  return { positions, mapped };
}

/** A header in which the only name that differs from a wanted one in case and blanks alone is called as it is wanted. */
export function namedAsWanted(header: readonly string[], wanted: readonly string[]): string[] {
  const columns = wanted.map((name) => ({ name }));
  const others = header.filter((name) => !wanted.includes(name));
  const named = new Map(
    wanted.flatMap((name): [string, string][] => {
      const found = header.includes(name) ? undefined : loneName(name, columns, others);
      return found === undefined ? [] : [[found, name]];
    }),
  );
  return header.map((name) => named.get(name) ?? name);
}

/** Names of a header that neither are declared nor mapped. */
function unclaimedNames(columns: readonly ColumnSpec[], header: readonly string[], map: ColumnMap): string[] {
  const claimed = new Set([...columns.map(({ name }) => name), ...Object.keys(map)]);
  return header.filter((name) => !claimed.has(name));
}

/** Undefined also where two declared columns could be meant. */
function loneName(
  wanted: string,
  columns: readonly Pick<ColumnSpec, 'name'>[],
  names: readonly string[],
): string | undefined {
  const folded = foldedName(wanted);
  const isAlone = columns.filter(({ name }) => foldedName(name) === folded).length === 1;
  return isAlone ? sameName(wanted, names) : undefined;
}

function checkMap(
  columns: readonly ColumnSpec[],
  header: readonly string[],
  { map, where }: { map: ColumnMap; where: string },
): void {
  const declared = columns.map(({ name }) => name);
  const entries = Object.entries(map);
  const wrong = entries.flatMap(([name, column], i): ErrorDetail[] => {
    if (!header.includes(name)) return [unknownName(name, header, 'a column of the table')];
    if (!declared.includes(column)) return [unknownName(column, declared, 'a declared column')];
    const isTwice = entries.slice(0, i).some(([, other]) => other === column);
    const received = `${shown(column)} for a second column`;
    return isTwice ? [{ column, expected: 'each declared column once', received }] : [];
  });
  if (wrong.length === 0) return;
  const { details, more } = firstDetails(wrong);
  throw new InvalidInputError(`${where}: the map of columns does not fit${more}.`, { details });
}

function unknownName(name: string, names: readonly string[], what: string): ErrorDetail {
  const meant = similarName(name, names);
  const suggestion = meant === undefined ? '' : `, such as ${shown(meant)}`;
  return { expected: `${what}${suggestion}`, received: shown(name) };
}

function refuseMissing(
  columns: readonly ColumnSpec[],
  { positions, header, where }: { positions: readonly number[]; header: readonly string[]; where: string },
): void {
  const missing: ErrorDetail[] = columns
    .filter((column, i) => positions[i] < 0 && column.optional !== true)
    .map((column) => ({
      column: column.name,
      expected: `a column ${shown(column.name)}`,
      received: 'no such column',
    }));
  const others = unclaimedNames(columns, header, {});
  if (missing.length > 0) throw missingColumns(missing, header, { where, others });
}

/**
 * Some of the columns that a table must have are not in its header.
 * @param others names of the header that may stand for them
 */
export function missingColumns(
  missing: readonly ErrorDetail[],
  header: readonly string[],
  { where, others = header }: { where: string; others?: readonly string[] },
): InvalidInputError {
  const { details, more } = firstDetails(missing);
  const proposals = details.flatMap(({ column = '' }) => {
    const meant = similarName(column, others);
    return meant === undefined ? [] : [`${shown(meant)} for ${shown(column)}`];
  });
  const meant = proposals.length === 0 ? '' : `Did you mean ${listed(proposals)}? `;
  return new InvalidInputError(`${where}: columns are missing${more}.`, {
    details,
    hint: `${meant}The header has ${listedNames(header)}.${proposals.length === 0 ? '' : ` ${mapHint}`}`,
  });
}

const mapHint = 'Rename the columns, or, to score, say so: --map FILE_NAME=COLUMN, over REST the option map.';
