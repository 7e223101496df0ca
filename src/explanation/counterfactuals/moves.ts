import { cellReader } from '../../tables/columns/index.js';
import { CellProblem, type CellValue } from '../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { directionOf, settableRange } from '../../tables/columns/actionable.js';
import { allowedValues, type Value } from '../what-if.js';

/** Another value of a column, and how much it takes to get there. */
export interface Move {
  /** Place of the column among those that can be changed. */
  column: number;
  to: Value;
  /** As the table holds it. */
  value: CellValue;
  /** What it costs where that is declared, else the share of its range that a number moves, or 1. */
  effort: number;
}

/** A column of a row that can be changed. */
export interface Lever {
  column: ColumnSpec;
  from: Value;
  moves: readonly Move[];
  /** Of a number the move to the middle of two values, on the scale of its steps; undefined where no step lies between them. */
  between?: (a: number, b: number) => Move | undefined;
}

/** So many numbers are tried on either side of what is. */
const triedEachWay = 6;

/** A scale that is not declared has so many steps. */
const usualSteps = 200;

/** Columns of a row that are declared actionable, with what they can be set to; none whose value is not known. */
export function leversOf(columns: readonly ColumnSpec[], row: Readonly<Record<string, unknown>>): Lever[] {
  const levers: Lever[] = [];
  for (const column of columns) {
    const lever = leverOf(column, row[column.name], levers.length);
    if (lever && lever.moves.length > 0) levers.push(lever);
  }
  return levers;
}

function leverOf(column: ColumnSpec, given: unknown, place: number): Lever | undefined {
  if (!column.actionable) return undefined;
  const read = cellReader(column);
  const present = read(given);
  if (present === null || present instanceof CellProblem) return undefined;
  const range = settableRange(column);
  if (range && typeof present === 'number') return numberLever(column, present, { ...range, place });
  const from = column.kind === 'boolean' ? present === 1 : present;
  const moves = allowedValues(column, present).flatMap((to): Move[] => {
    const value = read(to);
    if (value === present || value instanceof CellProblem) return [];
    return [{ column: place, to, value, effort: effortOf(column) }];
  });
  return { column, from, moves };
}

function effortOf({ actionable }: ColumnSpec): number {
  return typeof actionable === 'object' ? (actionable.cost ?? 1) : 1;
}

interface Scale {
  low: number;
  high: number;
  step?: number;
  place: number;
}

function numberLever(column: ColumnSpec, from: number, scale: Scale): Lever {
  const { low, high, place } = scale;
  const isWhole = column.kind === 'numeric' && column.integer === true;
  const step = scale.step ?? (isWhole ? 1 : roundStep((high - low) / usualSteps));
  const perUnit = typeof column.actionable === 'object' ? column.actionable.cost : undefined;
  const moveTo = (to: number): Move => {
    const distance = Math.abs(to - from);
    return {
      column: place,
      to,
      value: to,
      effort: perUnit === undefined ? distance / (high - low) : distance * perUnit,
    };
  };
  const direction = directionOf(column);
  const ends = [direction === 'down' ? from : high, direction === 'up' ? from : low];
  const tried = ends.flatMap((end) =>
    Array.from({ length: triedEachWay }, (_, i) => from + ((end - from) * (i + 1)) / triedEachWay),
  );
  const values = new Set(tried.map((value) => onScale(value, step)));
  const isAllowed = (value: number) =>
    value >= low &&
    value <= high &&
    value !== from &&
    (direction !== 'up' || value > from) &&
    (direction !== 'down' || value < from);
  return {
    column,
    from,
    moves: [...values].filter(isAllowed).map(moveTo),
    between(a, b) {
      const middle = onScale((a + b) / 2, step);
      return isAllowed(middle) && middle !== a && middle !== b ? moveTo(middle) : undefined;
    },
  };
}

/** One digit that counts. */
function roundStep(step: number): number {
  return Number(step.toPrecision(1));
}

/** The nearest multiple of a step, without the noise of binary fractions. */
function onScale(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
