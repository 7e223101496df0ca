import { Counter, Histogram, type Registry } from 'prom-client';
import type { AnsweredRows, EndedTraining, OperationEvents, Promotion } from './operation-events.js';
import { VersionLabels } from './version-labels.js';

/** Versions of a scenario that are counted each for itself. */
const mostVersions = 8;

const labelNames = ['scenario', 'version', 'door'] as const;
const doors: readonly AnsweredRows['door'][] = ['single', 'batch', 'csv'];

/** From a single row to a table of an hour. */
const answerBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30, 300, 3600];
const trainingBuckets = [1, 5, 30, 120, 600, 3600];

/** Counts what is told through `OperationEvents`, by scenario and version, for Prometheus. */
export class ScenarioMetrics {
  private readonly answered;
  private readonly rejected;
  private readonly requests;
  private readonly durations;
  private readonly trainings;
  private readonly promotions;
  private readonly versions = new VersionLabels(mostVersions, (scenario, version) => {
    for (const door of doors) {
      for (const metric of [this.answered, this.rejected, this.requests, this.durations])
        metric.remove({ scenario, version, door });
    }
  });

  constructor(registry: Registry) {
    const registers = [registry];
    this.answered = new Counter({
      name: 'sextant_rows_answered_total',
      help: 'Rows that were answered',
      labelNames,
      registers,
    });
    this.rejected = new Counter({
      name: 'sextant_rows_rejected_total',
      help: 'Rows that were not answered: of a refused request all, of a table its rejects',
      labelNames,
      registers,
    });
    this.requests = new Counter({
      name: 'sextant_predictions_total',
      help: 'Requests for predictions and scored tables, refused ones among them',
      labelNames,
      registers,
    });
    this.durations = new Histogram({
      name: 'sextant_prediction_seconds',
      help: 'Duration of requests for predictions and of the scoring of tables, refused requests left out',
      labelNames,
      buckets: answerBuckets,
      registers,
    });
    this.trainings = new Histogram({
      name: 'sextant_training_seconds',
      help: 'Duration of trainings, by how they ended',
      labelNames: ['scenario', 'outcome'],
      buckets: trainingBuckets,
      registers,
    });
    this.promotions = new Counter({
      name: 'sextant_promotions_total',
      help: 'Versions that came to serve or did not, by why',
      labelNames: ['scenario', 'promoted', 'code'],
      registers,
    });
  }

  /** From now on. */
  watch(events: OperationEvents): void {
    events.on('answered', (rows) => this.countAnswers(rows));
    events.on('trained', (training) => this.countTraining(training));
    events.on('promoted', (promotion) => this.countPromotion(promotion));
  }

  private countAnswers({ scenario, version, door, answered, rejected, seconds }: AnsweredRows): void {
    const labels = { scenario, version: this.versions.of(scenario, version), door };
    this.requests.inc(labels);
    this.answered.inc(labels, answered);
    this.rejected.inc(labels, rejected);
    if (door === 'csv' || rejected === 0) this.durations.observe(labels, seconds);
  }

  private countTraining({ scenario, outcome, seconds }: EndedTraining): void {
    this.trainings.observe({ scenario, outcome }, seconds);
  }

  private countPromotion({ scenario, promoted, code }: Promotion): void {
    this.promotions.inc({ scenario, promoted: String(promoted), code });
  }
}
