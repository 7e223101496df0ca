import { shown } from '../../core/errors.js';
import type { CellValue } from '../columns/column-kind.js';
import { spelling } from '../columns/category-text.js';
import { impossible, toSplit, type Split } from './parts.js';

/**
 * The rows that hold `test` in a column are the test, all others for training.
 * @throws InvalidInputError when either part would have no row.
 */
export function splitByValue(values: readonly CellValue[], test: string): Split {
  // A column without declared categories holds texts in their one spelling.
  const marks = new Set<CellValue>([test, spelling(test)]);
  const split = toSplit(Uint8Array.from(values, (value) => (marks.has(value) ? 2 : 0)));
  for (const part of ['training', 'test'] as const) {
    if (split[part].length > 0) continue;
    const expected =
      part === 'test' ? `rows that are marked ${shown(test)}` : `rows without the mark ${shown(test)}`;
    throw impossible(expected, `none of ${values.length}`);
  }
  return split;
}
