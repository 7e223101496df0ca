import type { CsvSource } from '../../csv/source.js';
import { formatRow } from '../../csv/writer.js';
import type { Predictor } from '../../learning/predictor.js';
import { outputHeader, rejectsHeader, type ResultOptions } from './table-header.js';

/** How an input begins; so do its outputs. */
export type InputHead = Pick<CsvSource, 'header' | 'delimiter' | 'prelude'>;

/** What stands above the scored rows, and above the rejects. */
export interface OutputHeads {
  output: string;
  rejects: string;
}

/**
 * The first lines of the outputs. Rejects have commas whatever the input has, and open in a spreadsheet as it does.
 * @param more columns behind those of scoring
 */
export function outputHeads(
  { prelude, header, delimiter }: InputHead,
  served: Predictor,
  options?: ResultOptions,
  more: readonly string[] = [],
): OutputHeads {
  const mark = prelude.startsWith('\ufeff') ? '\ufeff' : '';
  return {
    output: `${prelude}${formatRow([...outputHeader(header, served, options), ...more], delimiter)}\n`,
    rejects: `${mark}${formatRow(rejectsHeader(header), ',')}\n`,
  };
}
