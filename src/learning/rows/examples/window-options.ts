import { z } from 'zod';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../../../core/errors.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { isInput, roleOf } from '../../../tables/columns/roles.js';
import { parseDuration, stepAxis, type Distance, type StepAxis, type StepUnit } from './step-axis.js';

const name = z.string().min(1);

/** Options of every task whose rows are read together with the rows before them. */
export const windowFields = {
  /** The column whose rows of one value are one series; absent: all rows are one. */
  group: name.optional(),
  /** The column that orders a series: a date, or a number such as a cycle. */
  order: name,
  /** How many steps a network reads, the present one among them. */
  window: z.number().int().min(1).max(2048),
  /**
   * The distance of two steps: a number in the unit of `order`, for dates with a unit (30s, 5min, 1h, 1d, 1bd, 1mo, 1y). Steps that are absent
   * are then filled with the last row before them. Absent: the rows as they come, whatever lies between.
   */
  step: z.union([z.number().positive(), z.string()]).optional(),
  /** Rows so near to a multiple of the step stand for it; as the step, a duration for dates, below half of it. */
  tolerance: z.union([z.number().positive(), z.string()]).optional(),
  /** How old the last known value of the first column of the history may be; as the step. Absent: as old as it is. */
  fresh: z.union([z.number().positive(), z.string()]).optional(),
  /** Columns that are read at every step; the others are read at the present one only. */
  history: z.array(name).min(1),
  /** Whether every step also tells if a row stands for it: 1, or 0 where the row before it or the first of the series stands in. */
  marks: z.boolean().optional(),
};

const windowSchema = z.object(windowFields);

/** The options of windows with the step as a number, in `unit`. */
export interface WindowOptions {
  group?: string;
  order: string;
  /** Whether the order is a date. */
  dated: boolean;
  /** Whose clock that date is on (IANA), where one is declared. */
  zone?: string;
  window: number;
  /** What `step` and other distances count: the unit of the order (milliseconds for dates), or the calendar's. */
  unit: StepUnit;
  step?: number;
  /** As it is declared. */
  tolerance?: number | string;
  /** In `unit`, and as it is declared. */
  fresh?: { distance: number; written: number | string };
  axis: StepAxis;
  history: readonly string[];
  marks?: boolean;
  /** Those of the history whose blanks are filled from the series. */
  filled: readonly string[];
}

/** A distance as an option gives it; undefined for what is none. */
export function distanceOf(given: number | string | undefined): Distance | undefined {
  if (typeof given === 'string') return parseDuration(given);
  return given === undefined ? undefined : { unit: 'order', count: given };
}

/**
 * The windows of a task, checked against the columns that are declared. Columns of the history may also be derived; whether these
 * are there shows when rows are prepared.
 * @param derived as they are declared.
 * @throws InvalidSpecificationError naming each option that does not fit.
 */
export function windowOptionsOf(
  options: unknown,
  columns: readonly ColumnSpec[],
  derived: readonly Pick<ColumnSpec, 'name' | 'missing'>[] = [],
): WindowOptions {
  const given = windowSchema.parse(options);
  const order = columns.find((column) => column.name === given.order);
  const step = distanceOf(given.step);
  const tolerance = distanceOf(given.tolerance);
  const fresh = distanceOf(given.fresh);
  const details = [
    ...unknownColumns(given, columns),
    ...unlearntHistory(given, columns),
    ...(order ? orderProblems(order) : []),
    ...(order ? stepProblems(given.step, step, order) : []),
    ...(order ? toleranceProblems(given.tolerance, step, order) : []),
    ...freshProblems(given.fresh, fresh, step),
  ];
  const fillable = new Set([...columns, ...derived].filter(fillsByTraining).map((column) => column.name));
  const filled = given.history.filter((column) => fillable.has(column));
  const zone = order?.kind === 'date' ? order.zone : undefined;
  if (details.length === 0) {
    const unit = step?.unit ?? 'order';
    const axis = stepAxis({ unit, step: step?.count, tolerance: tolerance?.count, zone });
    const age =
      fresh && given.fresh !== undefined ? { distance: fresh.count, written: given.fresh } : undefined;
    return {
      ...given,
      fresh: age,
      step: step?.count,
      unit,
      axis,
      dated: order?.kind === 'date',
      zone,
      filled,
    };
  }
  throw new InvalidSpecificationError('The windows of the task do not fit the columns.', { details });
}

const pointer = (...keys: (string | number)[]) => `/task/options/${keys.join('/')}`;

function unknownColumns(
  { group, order }: z.infer<typeof windowSchema>,
  columns: readonly ColumnSpec[],
): ErrorDetail[] {
  const used: [string, string | undefined][] = [
    [pointer('group'), group],
    [pointer('order'), order],
  ];
  return used.flatMap(([place, one]) =>
    one === undefined || columns.some((column) => column.name === one)
      ? []
      : [{ pointer: place, expected: 'the name of a column', received: shown(one) }],
  );
}

function unlearntHistory(
  { history }: z.infer<typeof windowSchema>,
  columns: readonly ColumnSpec[],
): ErrorDetail[] {
  return history.flatMap((one, i) => {
    const column = columns.find((declared) => declared.name === one);
    if (!column || isInput(column)) return [];
    const received = `${shown(one)} of the role ${roleOf(column)}`;
    return [{ pointer: pointer('history', i), expected: 'an input', received }];
  });
}

function orderProblems({ kind, missing }: ColumnSpec): ErrorDetail[] {
  const fits = (kind === 'date' || kind === 'numeric') && missing === 'reject';
  const received = `${kind}, missing: ${shown(missing)}`;
  return fits
    ? []
    : [{ pointer: pointer('order'), expected: 'a date or numeric column with missing: reject', received }];
}

function stepProblems(
  given: number | string | undefined,
  step: Distance | undefined,
  { kind }: ColumnSpec,
): ErrorDetail[] {
  if (given === undefined) return [];
  const fits = step !== undefined && (kind === 'date') === (typeof given === 'string');
  const expected = kind === 'date' ? 'a duration such as 30s, 5min, 1h, 1d, 1bd, 1mo or 1y' : 'a number';
  return fits ? [] : [{ pointer: pointer('step'), expected, received: shown(given) }];
}

/** An age is counted as steps are. */
function freshProblems(
  given: number | string | undefined,
  fresh: Distance | undefined,
  step: Distance | undefined,
): ErrorDetail[] {
  if (given === undefined || (fresh !== undefined && fresh.unit === step?.unit)) return [];
  const expected = 'a duration in the unit of the step, with a step';
  return [{ pointer: pointer('fresh'), expected, received: shown(given) }];
}

/** Nearness is told in the unit of the order, and a row may be near to one step only. */
function toleranceProblems(
  given: number | string | undefined,
  step: Distance | undefined,
  { kind }: ColumnSpec,
): ErrorDetail[] {
  if (given === undefined) return [];
  const tolerance = distanceOf(given);
  const form = (kind === 'date') === (typeof given === 'string');
  const fits =
    form && step?.unit === 'order' && tolerance?.unit === 'order' && tolerance.count < step.count / 2;
  const expected = `${kind === 'date' ? 'a duration such as 5s' : 'a number'}, below half of a step that is no calendar's`;
  return fits ? [] : [{ pointer: pointer('tolerance'), expected, received: shown(given) }];
}

/**
 * Whether a blank of the column is filled by what was learnt from all training rows. In a history the series itself tells more. A
 * declared value, or a category of its own, is what a blank means and stays so.
 */
function fillsByTraining({ missing }: Pick<ColumnSpec, 'missing'>): boolean {
  return missing === 'median' || missing === 'mean' || missing === 'most-frequent';
}
