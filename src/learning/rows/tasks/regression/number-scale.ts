import { z } from 'zod';
import type { GraphBuilder, Reference } from '../../../../models/portable/graph.js';
import { figure } from '../../../../core/text/figures.js';

/** Between which values a number is answered, in its unit; null: no end on that side. */
export const endsSchema = z.tuple([z.number().nullable(), z.number().nullable()]);

export type Ends = z.infer<typeof endsSchema>;

/** What is learnt of the scale of a number. */
export const scaleFields = {
  /** Of the positions of the training rows on the scale. */
  mean: z.number(),
  standardDeviation: z.number().positive(),
  /** The position of a value is log(1 + value); absent: the value itself. */
  transform: z.literal('log1p').optional(),
  /** Nothing beyond is answered; absent or null: whatever comes out is. */
  range: endsSchema.nullish(),
};

type Scale = z.infer<z.ZodObject<typeof scaleFields>>;

/**
 * Between the values of a number in their unit and their positions on the scale on which they are learnt. Errors are meant to be alike
 * all along that scale, so intervals are made on it: on a logarithmic one their widths grow with the value.
 */
export interface NumberScale {
  readonly position: (value: number) => number;
  /** Of a raw output, wherever it lies. */
  readonly positionOf: (output: number) => number;
  /** Of a raw output what is nearest to it within the range. */
  readonly nearest: (output: number) => number;
  /** Within the range, unrounded. */
  readonly value: (position: number) => number;
  /** The same as it is answered: a figure, which is not rounded beyond an end of the range either. */
  readonly answered: (position: number) => number;
}

export function numberScale({ mean, standardDeviation, transform, range }: Scale): NumberScale {
  const { position, back } = transform === 'log1p' ? logarithmic : plain;
  const low = range?.[0] ?? -Infinity;
  // An answer is a number in JSON, also where an exponential leaves what a double can hold.
  const high = range?.[1] ?? (transform === 'log1p' ? Number.MAX_VALUE : Infinity);
  const within = (value: number) => Math.min(high, Math.max(low, value));
  const ends = [transform === 'log1p' && low <= -1 ? -Infinity : position(low), position(high)];
  const positionOf = (output: number) => mean + standardDeviation * output;
  return {
    position,
    positionOf,
    nearest: (output) => Math.min(ends[1], Math.max(ends[0], positionOf(output))),
    value: (at) => within(back(at)),
    answered: (at) => within(figure(back(at))),
  };
}

/** The value of raw outputs within the range, as nodes of a graph. */
export function portableNumber(graph: GraphBuilder, outputs: Reference, scale: Scale): Reference {
  const { mean, standardDeviation, transform, range } = scale;
  const scaled = graph.apply('multiply', outputs, graph.scalar(standardDeviation));
  const position = graph.apply('add', scaled, graph.scalar(mean));
  const value =
    transform === 'log1p' ? graph.apply('subtract', graph.apply('exp', position), graph.scalar(1)) : position;
  const [low, high] = range ?? [null, null];
  const above = low === null ? value : graph.apply('maximum', value, graph.scalar(low));
  return high === null ? above : graph.apply('minimum', above, graph.scalar(high));
}

/** From a value to its position, for scales of which no more is known. */
export function positionOn(transform: Scale['transform']): (value: number) => number {
  return transform === 'log1p' ? logarithmic.position : plain.position;
}

const plain = { position: (value: number) => value, back: (position: number) => position };
/** From -1 on, which no value of the target reaches. */
const logarithmic = { position: Math.log1p, back: Math.expm1 };
