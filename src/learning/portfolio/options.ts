import { z } from 'zod';
import { localisedText } from '../../core/text/localised-text.js';

/** A stretch of the past whose losses are shown beside every answer. */
const stressWindow = z
  .strictObject({ name: localisedText, from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'a later day than from' });

export type StressWindow = z.infer<typeof stressWindow>;

const rising = (numbers: readonly number[]) => numbers.every((one, i) => i === 0 || one > numbers[i - 1]);

/** `task.options` of the task portfolio-risk. */
export const riskOptions = z.strictObject({
  /** Of value at risk and expected shortfall, ascending. */
  levels: z
    .array(z.number().min(0.5).lt(1))
    .min(1)
    .max(5)
    .refine(rising, 'rising levels')
    .default([0.95, 0.99]),
  /** How far ahead, in trading days, ascending; the first is always 1. */
  days: z
    .array(z.int().min(1).max(250))
    .min(1)
    .max(5)
    .refine((days) => days[0] === 1 && rising(days), 'rising numbers from 1 on')
    .default([1, 10]),
  /** So many days before the one that is asked about are what may happen next. */
  window: z.int().min(100).max(10_000).default(1000),
  /** How many futures of more than one day are simulated. */
  paths: z.int().min(100).max(100_000).default(4000),
  stress: z.array(stressWindow).max(20).default([]),
});

export type RiskOptions = z.infer<typeof riskOptions>;

/** Fewer days before the one that is asked about say too little of a tail. */
export const leastWindow = 100;

/** So many returns an asset must have before its volatility is forecast from its own past. */
export const warmUp = 66;
