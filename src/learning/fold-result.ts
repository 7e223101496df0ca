import type { MetricName } from '../evaluation/metrics/names.js';

export interface FoldResult {
  repeat: number;
  fold: number;
  value: number;
  /** Which candidate was chosen on the fold's training rows. */
  served: string;
  /** The same metric of every candidate, for comparison. */
  candidates: Record<string, number>;
  /** Every other metric of the served candidate. */
  metrics: Partial<Record<MetricName, number>>;
  /** The same at every stage, by its name, where the scenario has stages. */
  stages?: Record<string, Partial<Record<MetricName, number>>>;
  seconds: number;
}
