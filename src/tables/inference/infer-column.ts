import { isMissingText } from '../columns/missing-tokens.js';
import { booleanColumn } from '../columns/boolean.column.js';
import { CellProblem } from '../columns/column-kind.js';
import { missingRemark, type ColumnTexts, type InferredColumn } from './inferred-column.js';
import { inferDate } from './infer-date.js';
import { inferMolecule } from './infer-molecule.js';
import { inferNumber } from './infer-number.js';
import { inferText } from './infer-text.js';

/**
 * What a column seems to be, from the texts of a file: yes or no, a date, a number, a molecule, a category or a name of rows, the first that all of
 * them can be read as. Nothing is guessed silently: where two readings are possible, one is taken and the other stands in the remarks.
 */
export function inferColumn(name: string, texts: readonly string[]): InferredColumn {
  const trimmed = texts.map((text) => text.trim());
  const values = trimmed.filter((text) => !isMissingText(text));
  const column = { name, values, missing: texts.length - values.length };
  if (values.length === 0) {
    return { name, kind: 'identifier', keys: {}, remarks: ['no row has a value here: leave the column out'] };
  }
  const inferred =
    inferBoolean(column) ??
    inferDate(column) ??
    inferNumber(column) ??
    inferMolecule(column) ??
    inferText(column);
  const constant = new Set(values).size === 1 && column.missing === 0;
  const remarks = constant
    ? [...inferred.remarks, 'the same in every row: it tells nothing']
    : inferred.remarks;
  return { ...inferred, remarks };
}

function inferBoolean({ name, values, missing }: ColumnTexts): InferredColumn | undefined {
  const read = booleanColumn.reader(
    booleanColumn.schema.parse({ name, kind: 'boolean', meaning: { en: name, zh: name } }),
  );
  const meant = values.map(read);
  if (meant.some((value) => value instanceof CellProblem) || new Set(meant).size < 2) return undefined;
  const keys = missing > 0 ? { missing: 'most-frequent' } : {};
  return { name, kind: 'boolean', keys, remarks: missing > 0 ? [missingRemark(missing)] : [] };
}
