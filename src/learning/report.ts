import type { CalibrationMethod } from '../evaluation/calibration/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { metrics } from '../evaluation/metrics/index.js';
import { bootstrapIntervals } from '../evaluation/resampling/index.js';
import { measure } from './rows/tasks/index.js';
import type { EncodedTargets, ScoredRows } from './rows/tasks/task.js';
import { fairnessReport } from './rows/judge/fairness-report.js';
import type { FittedScenario } from './rows/fit/fit-scenario.js';
import type { RankedCandidate } from './rows/fit/rank-candidates.js';
import type { HeldOutRows } from './rows/judge/held-out-rows.js';
import type { DataSource } from './rows/load/training-data.js';

/** A figure with its bootstrap interval; null where it is not defined on these rows. */
export interface Interval {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/** The champion's primary metric on rows that the training never saw. */
export interface Headline extends Interval {
  metric: MetricName;
  rows: number;
  data: DataSource['kind'];
}

export interface CandidateReport {
  /** Or `blend`, for several together. */
  architecture: string;
  /** What its probabilities go through at the end, where that helped. */
  calibration?: CalibrationMethod;
  /** Of a blend the share of each candidate, by name. */
  shares?: Record<string, number>;
  members: number;
  /** Epochs of each member, and the one whose weights it kept. */
  epochs: { run: number; best: number }[];
  seconds: number;
  /** The primary metric on rows that stopped the training; the choice between candidates rests on it. */
  validation: number | null;
  /** On the rows held out. */
  test: Partial<Record<MetricName, number | null>>;
}

/** Everything that is known of a version: `report.json`. */
export interface Report {
  format: 1;
  scenario: string;
  trainedAt: string;
  engine: string;
  seed: number;
  seconds: number;
  data: DataSource;
  rows: { development: number; test: number };
  served: { architecture: string; reason: string };
  primary: MetricName;
  metrics: Partial<Record<MetricName, Interval>>;
  candidates: CandidateReport[];
  /** What a model that knows no feature reaches: the base rate or the mean. */
  constant: Partial<Record<MetricName, number | null>>;
  references: { model: string; metric: string; value: number; protocol: string }[];
  details: unknown;
  /** How the version fares at each stage, on the rows held out; the sections above are those of the first. */
  stages?: StageReport[];
  fairness: unknown;
  plugin?: unknown;
}

/** The served candidate on the rows held out, as they were known at a stage. */
export interface StageReport {
  stage: string;
  metrics: Partial<Record<MetricName, number | null>>;
  details: unknown;
}

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
