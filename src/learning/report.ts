import type { CalibrationMethod } from '../evaluation/calibration/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { DataSource } from './loading/raw-rows.js';

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

/** What a family says of what it learnt. */
export type ReportSections = Pick<
  Report,
  'rows' | 'served' | 'metrics' | 'candidates' | 'constant' | 'details' | 'stages' | 'fairness' | 'plugin'
>;
