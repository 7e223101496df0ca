import { columnKind } from '../../tables/columns/index.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { JsonSchema } from '../../tables/columns/column-kind.js';
import { isInput } from '../../tables/columns/roles.js';
import { familyOf } from '../../learning/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { fewWords } from '../clean-text.js';
import { ColumnKeys } from './column-keys.js';

/** How much is said of each column: what its codes mean, what it means, or its name and codes alone. */
export const details = ['codes', 'meaning', 'name'] as const;

export type Detail = (typeof details)[number];

/** A scenario with more columns lists those that matter most and takes the rest under `additional`. */
export const mostListed = 25;
const listedOfMany = 10;

interface Compactness {
  detail: Detail;
  /** Lists the first columns only; absent: all. */
  short?: boolean;
  /** Names of columns, the most important first; absent: as they are declared. */
  order?: readonly string[];
}

/** The input of a scenario's tool: one row, or the rows of a series, in as few characters as will do. */
export function compactSchema(spec: ScenarioSpec, compactness: Compactness): JsonSchema {
  const row = rowOf(spec, compactness);
  if (!familyOf(spec).history(spec)) return row;
  const history = {
    type: 'array',
    minItems: 1,
    description: 'Rows of one series, the oldest first; the last is answered',
    items: row,
  };
  return { type: 'object', properties: { history }, required: ['history'] };
}

/** Whether a row that lacks the column is refused. */
export function isNeeded(column: ColumnSpec): boolean {
  return column.optional !== true && !('missing' in column && column.missing !== 'reject');
}

function rowOf(spec: ScenarioSpec, { detail, short = false, order = [] }: Compactness): JsonSchema {
  const keys = new ColumnKeys(spec.columns);
  const listed = short ? firstOf(spec.columns, order) : spec.columns;
  const properties = Object.fromEntries(
    listed.map((column) => [keys.keyOf(column.name), propertyOf(column, detail)]),
  );
  const required = listed.filter(isNeeded).map(({ name }) => keys.keyOf(name));
  const additional = { type: 'object', description: 'Further columns; describe_scenario lists them' };
  return {
    type: 'object',
    properties: { ...properties, ...(listed.length < spec.columns.length && { additional }) },
    ...(required.length > 0 && { required }),
  };
}

/** All that are needed, then the most important inputs. */
function firstOf(columns: readonly ColumnSpec[], order: readonly string[]): ColumnSpec[] {
  const rank = (column: ColumnSpec) => {
    const place = order.indexOf(column.name);
    if (isNeeded(column)) return -1;
    return (place < 0 ? order.length : place) + (isInput(column) ? 0 : columns.length);
  };
  const sorted = [...columns].sort((a, b) => rank(a) - rank(b));
  return sorted.slice(0, Math.max(listedOfMany, sorted.filter(isNeeded).length));
}

/** Of a column absent and null mean the same: its value is not known. */
function propertyOf(column: ColumnSpec, detail: Detail): JsonSchema {
  const schema = columnKind(column).jsonSchema(column);
  const { type, enum: codes, 'x-unit': unit, 'x-plausible-range': range } = schema;
  const types = [type].flat().filter((name) => name !== 'null');
  const description = detail === 'name' ? unit : descriptionOf(column, { detail, unit, range });
  return {
    ...shapeOf(schema),
    type: types.length === 1 ? types[0] : types,
    ...(Array.isArray(codes) && { enum: codes.filter((code) => code !== null) }),
    ...(description !== undefined && description !== '' && { description }),
  };
}

/** What only explains a value is said in fewer characters, or by describe_scenario. */
const explaining = new Set(['examples', '$comment', 'anyOf', 'x-labels', 'x-unit', 'x-plausible-range']);

function shapeOf(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !explaining.has(key)));
}

function descriptionOf(
  column: ColumnSpec,
  { detail, unit, range }: { detail: Detail; unit: unknown; range: unknown },
): string {
  const categories = 'categories' in column ? (column.categories ?? []) : [];
  const codes = categories
    .filter(({ code, label }) => code !== label.en)
    .map(({ code, label }) => `${code} ${fewWords(label.en, 6)}`);
  const parts = [fewWords(column.meaning.en, 12)];
  if (typeof unit === 'string') parts.push(unit);
  if (Array.isArray(range)) parts.push(range.join('..'));
  const meaning = parts.join(', ');
  return detail === 'codes' && codes.length > 0 ? `${meaning}: ${codes.join('; ')}` : meaning;
}
