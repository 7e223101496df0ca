import { z } from 'zod';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../../../core/errors.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { isInput, roleOf } from '../../../tables/columns/roles.js';
import { fillsByTraining } from './filled-history.js';

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
   * The distance of two steps: a number in the unit of `order`, for dates with a unit (30s, 5min, 1h, 1d). Steps that are absent
   * are then filled with the last row before them. Absent: the rows as they come, whatever lies between.
   */
  step: z.union([z.number().positive(), z.string()]).optional(),
  /** Columns that are read at every step; the others are read at the present one only. */
  history: z.array(name).min(1),
};

const windowSchema = z.object(windowFields);

/** The options of windows with the step as a number, in the unit of `order` (milliseconds for dates). */
export interface WindowOptions {
  group?: string;
  order: string;
  /** Whether the order is a date. */
  dated: boolean;
  /** Whose clock that date is on (IANA), where one is declared. */
  zone?: string;
  window: number;
  step?: number;
  history: readonly string[];
  /** Those of the history whose blanks are filled from the series. */
  filled: readonly string[];
}

const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5min` in milliseconds; undefined for what is no duration. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?) ?(s|min|h|d)$/.exec(text) ?? [];
  const milliseconds = Number(count) * units[unit];
  return milliseconds > 0 ? milliseconds : undefined;
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
  const step = typeof given.step === 'string' ? parseDuration(given.step) : given.step;
  const details = [
    ...unknownColumns(given, columns),
    ...unlearntHistory(given, columns),
    ...(order ? orderProblems(order) : []),
    ...(order ? stepProblems(given.step, step, order) : []),
  ];
  const fillable = new Set([...columns, ...derived].filter(fillsByTraining).map((column) => column.name));
  const filled = given.history.filter((column) => fillable.has(column));
  const zone = order?.kind === 'date' ? order.zone : undefined;
  if (details.length === 0) return { ...given, step, dated: order?.kind === 'date', zone, filled };
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
  step: number | undefined,
  { kind }: ColumnSpec,
): ErrorDetail[] {
  if (given === undefined) return [];
  const fits = step !== undefined && (kind === 'date') === (typeof given === 'string');
  const expected = kind === 'date' ? 'a duration such as 30s, 5min, 1h or 1d' : 'a number';
  return fits ? [] : [{ pointer: pointer('step'), expected, received: shown(given) }];
}
