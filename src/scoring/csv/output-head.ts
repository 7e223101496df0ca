import type { CsvSource } from '../../csv/source.js';
import { formatRow } from '../../csv/writer.js';
import { rejectColumns } from './score-block.js';

/** What the first lines of the outputs are made of: columns of the scored file, and how the input begins. */
export type OutputHead = Pick<CsvSource, 'header' | 'delimiter' | 'prelude'>;

/** What stands above the scored rows: as the input begins, with the columns of the output. */
export function outputHead({ prelude, header, delimiter }: OutputHead): string {
  return `${prelude}${formatRow(header, delimiter)}\n`;
}

/** What stands above the rejects, which open in a spreadsheet as the input does. */
export function rejectsHead({ prelude }: Pick<OutputHead, 'prelude'>): string {
  return `${prelude.startsWith('\ufeff') ? '\ufeff' : ''}${formatRow(rejectColumns, ',')}\n`;
}
