import type { Random } from '../../src/core/random.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';

type Column = ScenarioSpec['columns'][number];

/** The example with other values in some of its columns: within their ranges, among their categories, or missing where that is allowed. */
export function generatedRow(
  example: Readonly<Record<string, unknown>>,
  columns: readonly Column[],
  random: Random,
): Record<string, unknown> {
  const changed = columns
    .filter(({ name }) => name in example && random.next() < 0.6)
    .map((column) => [column.name, valueFor(column, example[column.name], random)] as const);
  return { ...example, ...Object.fromEntries(changed) };
}

function valueFor(column: Column, given: unknown, random: Random): unknown {
  const isMissable = 'missing' in column && column.missing !== 'reject';
  if (isMissable && random.next() < 0.2) return null;
  if (column.kind === 'numeric') return numberFor(column, given, random);
  if (column.kind === 'boolean') return random.next() < 0.5;
  if ((column.kind === 'categorical' || column.kind === 'ordinal') && column.categories) {
    return column.categories[Math.floor(random.next() * column.categories.length)].code;
  }
  return given;
}

function numberFor(column: Extract<Column, { kind: 'numeric' }>, given: unknown, random: Random): unknown {
  const share = random.next();
  const [low, high] = column.range ?? [Number(given ?? 1) * 0.5, Number(given ?? 1) * 1.5];
  const value = low + share * (high - low);
  return column.integer ? Math.round(value) : value;
}
