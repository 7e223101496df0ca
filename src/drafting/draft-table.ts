import { basename } from 'node:path';
import { parse } from 'yaml';
import { TooLargeError, UsageError } from '../core/errors.js';
import { foundEncoding } from '../csv/found-encoding.js';
import { checkDelimiter } from '../csv/layout.js';
import type { CsvTable } from '../csv/read-table.js';
import { draftFor, readColumns } from './draft-for.js';
import type { Drafted } from './drafted.js';
import { draftedColumn } from './drafted-columns.js';
import type { DraftedColumn, DraftOptions, TableDraft } from './draft-schema.js';
import { ownId } from './own-id.js';
import { readSource, rowsFileOf, type SourceOptions } from './source-file.js';

/** So many columns can be decided on one by one. */
const mostColumns = 1000;
/** With fewer rows no figure of the report says much. */
const fewRows = 100;

export interface TableOrder {
  path: string;
  /** How its sender calls it. */
  name: string;
  options: DraftOptions;
}

/**
 * A draft of a scenario for a table: what `sextant init` writes, and what it was found from.
 * @throws InvalidInputError for a table that cannot be read or that nothing can be learnt from; TooLargeError; UsageError.
 */
export async function draftTable({ path, name, options }: TableOrder): Promise<TableDraft> {
  const reading = await readingOf(path, options);
  const table = await readSource(path, reading);
  checkColumnCount(table.header.length, name);
  const columns = readColumns(table).map(draftedColumn);
  const rows = rowsFileOf(path, reading);
  const source = { name: basename(name), rows: table.records.length };
  const head = { id: ownId(name), source, file: rows.name, encoding: rows.encoding };
  const { text } = draftWithTarget(head, table, options, columns);
  const { encoding } = reading;
  return {
    source: { ...source, ...(encoding !== undefined && encoding !== 'utf-8' && { encoding }) },
    specification: parse(text) as Record<string, unknown>,
    yaml: text,
    columns,
    notes: notesOf(table.records.length),
  };
}

/** How a file is read by what its sender says of it. @throws UsageError for a delimiter that is none. */
export async function readingOf(
  path: string,
  { encoding, delimiter, header }: Pick<DraftOptions, 'encoding' | 'delimiter' | 'header'>,
): Promise<SourceOptions> {
  if (delimiter !== undefined) checkDelimiter(delimiter);
  return { encoding: encoding ?? (await foundEncoding(path)), delimiter, header: header === 'yes' };
}

/** Where nobody names a target and the last column can be none, the last one that can be is taken. */
function draftWithTarget(
  head: Parameters<typeof draftFor>[0],
  table: CsvTable,
  { target, task, series, user, item }: DraftOptions,
  columns: readonly DraftedColumn[],
): Drafted {
  const wishes = { task, series, user, item };
  if (target !== undefined) return draftFor(head, table, { ...wishes, targets: [target] });
  const last = columns[columns.length - 1];
  const possible = columns.filter((one) => one.target !== undefined);
  if (last.target !== undefined || possible.length === 0 || task === 'recommendation')
    return draftFor(head, table, { ...wishes, targets: [] });
  try {
    return draftFor(head, table, { ...wishes, targets: [] });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return draftFor(head, table, { ...wishes, targets: [possible[possible.length - 1].name] });
  }
}

/** @throws TooLargeError */
function checkColumnCount(count: number, name: string): void {
  if (count <= mostColumns) return;
  throw new TooLargeError(`${basename(name)} has too many columns to be decided on one by one.`, {
    details: [{ expected: `at most ${mostColumns} columns`, received: `${count}` }],
    hint: 'Leave out columns first, or write the scenario.yaml by hand.',
  });
}

function notesOf(rows: number): string[] {
  return rows < fewRows ? [`${rows} rows are few: the figures of the report will be uncertain`] : [];
}
