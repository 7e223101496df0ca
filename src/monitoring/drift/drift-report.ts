import { z } from 'zod';

const figure = z.number();
const count = z.int().min(0);

/** The alarm level: the chance that anything at all is called drift where nothing drifted. */
export const alarmLevel = 0.05;

/** Fewer rows on either side say nothing about drift. */
export const fewestRows = 200;

/** The usual limits of the population stability index (Siddiqi, 2006). */
export const watchIndex = 0.1;
export const driftIndex = 0.25;

export const driftVerdicts = ['too-few', 'ok', 'watch', 'drift'] as const;

const verdict = z
  .enum(driftVerdicts)
  .describe(
    'Of a column `drift` or `watch` where a test finds it, corrected for all tests, and its index is above 0.25 or 0.1 and above what ' +
      'chance gives; `too-few` under 200 rows on either side; of the whole that of its worst column',
  );

export type DriftVerdict = z.infer<typeof verdict>;

const testSchema = z.object({
  test: z.enum(['kolmogorov-smirnov', 'chi-square', 'missing']),
  statistic: figure,
  pValue: figure.describe('Of this test alone'),
  adjusted: figure.describe('Corrected for all tests of the comparison (Benjamini & Hochberg)'),
  method: z.enum(['exact', 'asymptotic']).optional(),
});

const columnSchema = z.object({
  column: z.string(),
  of: z.enum(['input', 'answer']),
  verdict,
  index: z
    .object({
      value: figure.describe('Population stability index'),
      byChance: figure.describe('What it is on average where nothing drifted'),
      upperByChance: figure.describe('What it stays below in 95 of 100 such cases'),
    })
    .optional(),
  tests: z.array(testSchema),
  missing: z.object({ reference: figure, current: figure }).describe('Shares of rows'),
  outside: figure
    .optional()
    .describe('Share of rows beyond the lowest and highest value that was learnt from'),
});

export type DriftColumn = z.infer<typeof columnSchema>;

/** How rows differ from those that a version learnt from. */
export const driftSchema = z.object({
  verdict,
  sentence: z.string(),
  rows: z.object({
    current: count.describe('Rows that were looked at'),
    reference: count.describe('Rows that the version learnt from'),
    answers: count.optional().describe('Rows held out, with whose answers the answers are compared'),
  }),
  level: figure.describe('The chance that anything is found where nothing drifted'),
  columns: z.array(columnSchema).describe('The worst first; none where there are too few rows'),
});

export type DriftReport = z.infer<typeof driftSchema>;
