import { columnKind } from '../../tables/columns/index.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { Datatype } from './tensor-schemas.js';

const byJsonType: Readonly<Record<string, Datatype>> = { number: 'FP64', integer: 'INT64', boolean: 'BOOL' };

/** The datatype of a column: what the JSON schema of its kind says. Texts, codes and all that a CSV writes as a text are `BYTES`. */
export function inputDatatype(column: ColumnSpec): Datatype {
  const { type } = columnKind(column).jsonSchema(column);
  const types = [type].flat().filter((name) => name !== 'null');
  return (types.length === 1 && byJsonType[String(types[0])]) || 'BYTES';
}

/** Whether a tensor of one datatype may be given for a column of another: any numbers for numbers. */
export function takesDatatype(declared: Datatype, given: Datatype): boolean {
  return declared === given || (isNumeric(declared) && isNumeric(given));
}

/** Whether a value may stand in a tensor. Whether the column can read it is asked later. */
export function fitsDatatype(value: unknown, given: Datatype): boolean {
  if (value === null) return true;
  if (given === 'BYTES') return typeof value === 'string';
  if (given === 'BOOL') return typeof value === 'boolean';
  return typeof value === 'number';
}

function isNumeric(datatype: Datatype): boolean {
  return datatype !== 'BYTES' && datatype !== 'BOOL';
}
