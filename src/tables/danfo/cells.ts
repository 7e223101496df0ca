import { InvalidInputError, shown } from '../../core/errors.js';
import type { CellValue } from '../columns/column-kind.js';
import type { ColumnType } from './danfo.js';

/**
 * Values as a table holds them: a number column holds finite numbers and null, a text column texts and null. NaN, infinity
 * (a division by zero) and undefined become null, true and false become 1 and 0. Values that are right already are not copied.
 * @throws InvalidInputError naming the column and the row of a value of the other type.
 */
export function tableValues(
  name: string,
  type: ColumnType,
  values: readonly unknown[],
): readonly CellValue[] {
  if (type === 'number' ? areNumbers(values) : areTexts(values)) return values as readonly CellValue[];
  const convert = type === 'number' ? numberCell : textCell;
  return Array.from(values, (value, row) => {
    const cell = convert(value);
    if (cell !== undefined) return cell;
    throw new InvalidInputError(`The ${type} column "${name}" holds a value of another type.`, {
      details: [{ column: name, row: row + 1, expected: `a ${type}`, received: shown(value) }],
    });
  });
}

/** A plain loop: it runs over every cell that is read, and sees the holes of a sparse array as undefined. */
function areNumbers(values: readonly unknown[]): boolean {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === 'number' ? value - value !== 0 : value !== null) return false;
  }
  return true;
}

function areTexts(values: readonly unknown[]): boolean {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value !== 'string' && value !== null) return false;
  }
  return true;
}

function numberCell(value: unknown): number | null | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === null || value === undefined ? null : undefined;
}

function textCell(value: unknown): string | null | undefined {
  if (typeof value === 'string') return value;
  return value === null || value === undefined || Number.isNaN(value) ? null : undefined;
}

/** Numbers as danfo computes with them: NaN is missing, as null would count as 0. */
export function danfoValues(type: ColumnType, values: readonly CellValue[]): readonly unknown[] {
  return type === 'number' && values.includes(null) ? values.map((value) => value ?? NaN) : values;
}
