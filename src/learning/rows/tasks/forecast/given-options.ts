import { z } from 'zod';
import { windowFields } from '../../examples/window-options.js';

/** Parts of the calendar by which the past is averaged. */
const climateParts = ['month', 'weekday', 'hour'] as const;

export type ClimatePart = (typeof climateParts)[number];

/** A duration for dates, a number otherwise. */
const distance = z.union([z.number().positive(), z.string()]);

/** `task.options` of a forecast, as they are written. */
export const forecastOptions = z.strictObject({
  ...windowFields,
  step: distance,
  /** How far ahead, ascending: as `step`, a duration for dates and a number otherwise. */
  horizons: z.array(distance).min(1).max(168),
  /** Periods after which much is the same again, for the baselines: a day, a week. */
  seasons: z.array(distance).default([]),
  /** By which parts of the calendar the past is averaged, for the baseline of that name: month and hour. */
  climatology: z.array(z.enum(climateParts)).min(1).optional(),
  /** What is minimised; the absolute error suits series with outliers and figures that are medians. */
  loss: z.enum(['squared', 'absolute', 'huber']).optional(),
  /** Learn how far each horizon lies from the last value, on the target's scale, and not where it lies. */
  differences: z.boolean().default(false),
  /** Shares of cases that intervals are meant to hold, ascending. */
  levels: z.array(z.number().gt(0).lt(1)).min(1).max(9).optional(),
  /** The change over so many steps is carried on by two more baselines. */
  trend: z.number().int().min(1).max(2048).optional(),
  /** So many rows of a series a row needs, itself among them, to be learnt from or answered. */
  leastHistory: z.number().int().min(1).max(2048).optional(),
  /** Levels of the quantiles that are learnt in place of one figure, ascending and 0.5 among them. */
  quantiles: z.array(z.number().gt(0).lt(1)).min(3).max(99).optional(),
  /** Rows for which a boolean column holds count so many times in the metric `wmae` when they are forecast. */
  importance: z.strictObject({ of: z.string().min(1), times: z.number().positive() }).optional(),
  /**
   * Training counts a row as much as the mean of its last so many values: on a logarithmic scale errors are relative, and with these
   * weights those of a large series count as much as they are in the unit of the target. Absent: all rows count alike.
   */
  weighBySize: z.number().int().min(1).max(2048).optional(),
  /** Values of the target below this one count as it, such as returns that exceed the sales of a week. */
  least: z.number().optional(),
});

export type GivenOptions = z.infer<typeof forecastOptions>;
