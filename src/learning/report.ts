import { z } from 'zod';
import { calibrationMethods } from '../evaluation/calibration/index.js';
import { metricNames, type MetricName } from '../evaluation/metrics/names.js';
import { metrics } from '../evaluation/metrics/index.js';
import { bootstrapIntervals } from '../evaluation/resampling/index.js';
import { measure } from './rows/tasks/index.js';
import type { EncodedTargets, ScoredRows } from './rows/tasks/task.js';
import { fairnessReport } from './rows/judge/fairness-report.js';
import type { FittedScenario } from './rows/fit/fit-scenario.js';
import type { RankedCandidate } from './rows/fit/rank-candidates.js';
import type { HeldOutRows } from './rows/judge/held-out-rows.js';
import { dataSourceSchema } from './data-source.js';

const intervalSchema = z.object({
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});

/** A figure with its bootstrap interval; null where it is not defined on these rows. */
export type Interval = z.infer<typeof intervalSchema>;

const metricName = z.enum(metricNames);
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
export const reportSchema = z.object({
  format: z.literal(1),
  scenario: z.string(),
  trainedAt: z.iso.datetime(),
  engine: z.string(),
  seed: z.int(),
  seconds: z.number(),
  data: dataSourceSchema,
  rows: z.object({ development: z.int(), test: z.int() }),
  served: z.object({ architecture: z.string(), reason: z.string() }),
  primary: metricName,
  metrics: z
    .partialRecord(metricName, intervalSchema)
    .describe('On the rows held out, with 95 % bootstrap intervals'),
  candidates: z.array(candidateSchema),
  constant: figures.describe('What a model that knows no feature reaches: the base rate or the mean'),
  references: z.array(
    z.object({ model: z.string(), metric: z.string(), value: z.number(), protocol: z.string() }),
  ),
  details: z.unknown().optional().describe('What the task tells besides: curves, confusion, costs'),
  stages: z
    .array(stageSchema)
    .optional()
    .describe('How the version fares at each stage; the sections above are those of the first'),
  fairness: z.unknown().optional().describe('By the groups of each sensitive column'),
  plugin: z.unknown().optional().describe('What the rules of its industry add'),
});

export type Report = z.infer<typeof reportSchema>;

const resamples = 1000;

/** Metrics of the served candidate with 95 % bootstrap intervals (Efron, 1979). */
export function intervalsOf(scored: ScoredRows, seed: number): Report['metrics'] {
  const names = Object.keys(measure(scored)) as MetricName[];
  const intervals = bootstrapIntervals(scored.kind, names, scored.predictions as never, { resamples, seed });
  return Object.fromEntries(
    Object.entries(intervals).map(([name, interval]) => [name, finiteInterval(interval as Interval)]),
  );
}

/** What the report says of the rows held out. */
export function heldOutSections(fitted: FittedScenario, held: HeldOutRows, seed: number) {
  const { task, fitted: learnt, served, candidates } = fitted;
  const outputs = held.outputs(served);
  const scored = task.scored(outputs, held.targets, learnt);
  return {
    metrics: intervalsOf(scored, seed),
    candidates: candidates.map((candidate) => candidateReport(candidate, fitted, held)),
    constant: constantMetrics(fitted, held.targets),
    details: task.details(outputs, held.targets, {
      ...learnt,
      values: held.values,
      baselines: held.baselines,
    }),
    fairness: fairnessReport(scored, held),
  };
}

function candidateReport(
  candidate: RankedCandidate,
  fitted: FittedScenario,
  held: HeldOutRows,
): CandidateReport {
  const scored = fitted.task.scored(held.outputs(candidate), held.targets, fitted.fitted);
  return {
    architecture: candidate.name,
    ...(candidate.model.calibration && { calibration: candidate.model.calibration.method }),
    ...(candidate.shares && { shares: candidate.shares }),
    members: candidate.model.members.length,
    epochs: candidate.histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
    seconds: candidate.seconds,
    validation: finite(candidate.primary),
    test: finiteAll(measure(scored)),
  };
}

function constantMetrics(fitted: FittedScenario, targets: EncodedTargets): Report['constant'] {
  const { task, fitted: learnt, developmentTargets } = fitted;
  const one = task.constantOutputs(developmentTargets, learnt.state);
  const rows = targets.data.length / targets.width;
  const outputs = Float32Array.from({ length: rows * one.length }, (_, i) => one[i % one.length]);
  return finiteAll(measure(task.scored(outputs, targets, learnt)));
}

/** Why this candidate serves, in a sentence. */
export function reasonOf({ candidates, served }: FittedScenario, primary: MetricName): string {
  const figures = candidates.map(({ name, primary: value }) => `${name} ${value.toFixed(4)}`);
  const better = metrics[primary].greaterIsBetter ? 'highest' : 'lowest';
  if (candidates.length === 1) return `${served.name} is the only candidate`;
  return `${better} ${primary} on the rows that no candidate's member learnt from (${figures.join(', ')})`;
}

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function finiteInterval({ value, lower, upper }: Interval): Interval {
  return { value: finite(value), lower: finite(lower), upper: finite(upper) };
}

export function finiteAll(
  values: Partial<Record<MetricName, number>>,
): Partial<Record<MetricName, number | null>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finite(value)]));
}
