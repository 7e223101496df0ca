import { z } from 'zod';
import { calibrationMethods } from '../evaluation/calibration/index.js';
import { metricNames } from '../evaluation/metrics/names.js';
import { dataSourceSchema } from './data-source.js';
import { curvesSchema } from './report-curves.js';
import { trainingNoteSchema } from './training-note.js';

export const intervalSchema = z.object({
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});

/** A figure with its bootstrap interval; null where it is not defined on these rows. */
export type Interval = z.infer<typeof intervalSchema>;

export const metricName = z.enum(metricNames);
const figures = z.partialRecord(metricName, z.number().nullable());

/** The champion's primary metric on rows that the training never saw. */
export const headlineSchema = z.object({
  metric: metricName,
  ...intervalSchema.shape,
  rows: z.int().min(0).describe('Rows held out'),
  data: dataSourceSchema.shape.kind,
});

export type Headline = z.infer<typeof headlineSchema>;

const candidateSchema = z.object({
  architecture: z.string().describe('Or `blend`, for several together'),
  calibration: z
    .enum(calibrationMethods)
    .optional()
    .describe('What its probabilities go through at the end, where that helped'),
  shares: z
    .record(z.string(), z.number())
    .optional()
    .describe('Of a blend the share of each candidate, by name'),
  members: z.int().min(0),
  epochs: z
    .array(z.object({ run: z.int(), best: z.int() }))
    .describe('Epochs of each member, and the one whose weights it kept'),
  seconds: z.number(),
  validation: z
    .number()
    .nullable()
    .describe(
      'The primary metric on rows that stopped the training; the choice between candidates rests on it',
    ),
  test: figures.describe('On the rows held out'),
});

export type CandidateReport = z.infer<typeof candidateSchema>;

/** The served candidate on the rows held out, as they were known at a stage. */
const stageSchema = z.object({ stage: z.string(), metrics: figures, details: z.unknown().optional() });

export type StageReport = z.infer<typeof stageSchema>;

/** Everything that is known of a version: `report.json`. */
/** One of several targets, on the rows held out in which it is known. */
const targetSchema = z.object({
  rows: z.int(),
  metrics: z.partialRecord(metricName, intervalSchema),
  constant: figures,
  candidates: z.record(z.string(), figures).describe('Each candidate, by its name'),
});

export type TargetReport = z.infer<typeof targetSchema>;

export const reportSchema = z.object({
  format: z.literal(1),
  scenario: z.string(),
  trainedAt: z.iso.datetime(),
  engine: z.string(),
  seed: z.int(),
  seconds: z.number(),
  data: dataSourceSchema,
  notes: z
    .array(trainingNoteSchema)
    .optional()
    .describe(
      'What should be known of the data and of the training; versions from before notes were kept have none',
    ),
  rows: z.object({ development: z.int(), test: z.int() }),
  served: z.object({ architecture: z.string(), reason: z.string() }),
  primary: metricName,
  metrics: z
    .partialRecord(metricName, intervalSchema)
    .describe('On the rows held out, with 95 % bootstrap intervals; none for what resampling biases'),
  candidates: z.array(candidateSchema),
  constant: figures.describe('What a model that knows no feature reaches: the base rate or the mean'),
  references: z.array(
    z.object({ model: z.string(), metric: z.string(), value: z.number(), protocol: z.string() }),
  ),
  details: z.unknown().optional().describe('What the task tells besides: curves, confusion, costs'),
  curves: curvesSchema
    .optional()
    .describe(
      'What thresholds come to, and residuals; absent where the answers have neither, and in versions from before they were kept',
    ),
  targets: z
    .record(z.string(), targetSchema)
    .optional()
    .describe('Each of several targets by its name; the figures above are means over them'),
  stages: z
    .array(stageSchema)
    .optional()
    .describe('How the version fares at each stage; the sections above are those of the first'),
  fairness: z.unknown().optional().describe('By the groups of each sensitive column'),
  plugin: z.unknown().optional().describe('What the rules of its industry add'),
});

export type Report = z.infer<typeof reportSchema>;

/** What a family says of what it learnt. */
export type ReportSections = Pick<
  Report,
  | 'notes'
  | 'rows'
  | 'served'
  | 'metrics'
  | 'candidates'
  | 'constant'
  | 'details'
  | 'curves'
  | 'targets'
  | 'stages'
  | 'fairness'
  | 'plugin'
>;
