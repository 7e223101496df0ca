import { z } from 'zod';
import { columnKindNames } from '../columns/names.js';

const whole = z.int().min(0);
const figure = z.number().nullable();

/** How many values there are, how many are missing, and how many different ones there are. */
const counts = { count: whole, missing: whole, distinct: whole };

/** Null where there are too few values for a figure, or so large ones that it is no number. */
const numberFigures = {
  ...counts,
  mean: figure,
  /** Of the sample (divided by the count less one). */
  standardDeviation: figure,
  minimum: figure,
  maximum: figure,
  /** Of `quantileProbabilities`, linearly interpolated (type 7 of Hyndman & Fan, 1996); none without values. */
  quantiles: z.array(z.number()),
  /** Values in each bin between two `edges` of the column. */
  histogram: z.array(whole),
};

const textFigures = {
  ...counts,
  /** The most frequent values and in how many rows they are, by frequency and then by name. */
  frequencies: z.array(z.strictObject({ value: z.string(), count: whole })),
  /** All other values: how many, and in how many rows. */
  others: z.strictObject({ values: whole, count: whole }),
};

const named = { name: z.string(), kind: z.enum(columnKindNames) };

/** Numbers, and dates as milliseconds since 1970 UTC. */
const numberColumn = z.strictObject({
  ...named,
  type: z.literal('number'),
  ...numberFigures,
  /** Ascending, one more than there are bins. A bin holds its lower edge, the last one both; none without values. */
  edges: z.array(z.number()),
});

const columnProfile = z.discriminatedUnion('type', [
  numberColumn,
  z.strictObject({ ...named, type: z.literal('text'), ...textFigures }),
  z.strictObject({ ...named, type: z.literal('counts'), ...counts }),
]);

/** A column within a group of rows; bins and values are those of the column as a whole. */
const groupColumn = z.discriminatedUnion('type', [
  z.strictObject({ name: z.string(), type: z.literal('number'), ...numberFigures }),
  z.strictObject({ name: z.string(), type: z.literal('text'), ...textFigures }),
  z.strictObject({ name: z.string(), type: z.literal('counts'), ...counts }),
]);

/** The rows of each value of a column, the largest groups first. */
const grouping = z.strictObject({
  column: z.string(),
  groups: z.array(
    z.strictObject({
      /** The value; null where the column names somebody or something. */
      value: z.string().nullable(),
      rows: whole,
      columns: z.array(groupColumn),
    }),
  ),
  /** Groups that are not described, as they are too small or too many, and their rows. */
  leftOut: z.strictObject({ groups: whole, rows: whole }),
});

/** What the rows were like that a version learnt from: `profile.json`. Later rows are compared with it. */
export const profileSchema = z.strictObject({
  format: z.literal(1),
  rows: whole,
  quantileProbabilities: z.array(z.number()),
  columns: z.array(columnProfile),
  /** By class of the target, where there are classes. */
  byTarget: grouping.optional(),
  /** By series, where a row is read with those before it and there are several series. */
  bySeries: grouping.optional(),
  /** Of columns that name somebody or something: how many rows each value has, as the figures of these numbers. */
  rowsPer: z.array(numberColumn),
});

export type Profile = z.infer<typeof profileSchema>;
export type ColumnProfile = z.infer<typeof columnProfile>;
export type GroupColumnProfile = z.infer<typeof groupColumn>;
export type NumberColumnProfile = z.infer<typeof numberColumn>;
export type Grouping = z.infer<typeof grouping>;
