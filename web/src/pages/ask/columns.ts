import type { ScenarioDescription } from '../../api/types';
import type { Json, Row } from './request';

export type Column = ScenarioDescription['columns'][number];

/** Columns as a form shows them. */
export interface ColumnGroups {
  /** What those who decide can change. */
  changeable: Column[];
  given: Column[];
  /** What need not be said, and the example does not say. */
  further: Column[];
}

export function groupsOf(columns: readonly Column[], example: Row): ColumnGroups {
  const shown = columns.filter(({ name }) => name in example);
  return {
    changeable: shown.filter(({ actionable }) => actionable !== undefined),
    given: shown.filter(({ actionable }) => actionable === undefined),
    further: columns.filter((column) => !(column.name in example) && column.optional === true),
  };
}

/** The categories of a column that has a list of them. */
export function categoriesOf(column: Column) {
  return 'categories' in column ? column.categories : undefined;
}

/** What a reader typed, as the value of a column; an empty field is a missing value. */
export function readValue(column: Column, text: string): Json {
  if (text === '') return null;
  if (column.kind === 'numeric') {
    const number = Number(text);
    // What is no number goes to the server as it is, which says what it expected.
    return Number.isNaN(number) ? text : number;
  }
  if (column.kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (column.kind === 'list') return text.split('|').map((one) => one.trim());
  return text;
}

export function writeValue(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(writeValue).join('|');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
