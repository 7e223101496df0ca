import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../core/errors.js';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { metricsOf, metrics as allMetrics } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { predictionKinds } from '../evaluation/predictions/index.js';
import { bootstrapDifference } from '../evaluation/resampling/index.js';
import { familyOf } from '../learning/index.js';
import { finite } from '../learning/report-figures.js';
import type { Interval } from '../learning/report.js';
import { classesOf, eventOf, measure, type ScoredRows } from '../learning/scored-rows.js';
import { ModelRegistry, type LoadedModel } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';

export interface VersionsToCompare {
  scenario: string;
  a: number;
  b: number;
  /** Rows whose target is known; absent: those that the scenario's own data hold out. */
  file?: string;
  encoding?: string;
}

interface ComparedMetric {
  metric: MetricName;
  a: number | null;
  b: number | null;
  /** `b` less `a`, with its 95 % interval by paired bootstrap. */
  difference: Interval;
}

/** Two versions on the same rows. */
export interface VersionComparison {
  a: string;
  b: string;
  /** A file's name, or that the rows are those held out. */
  rowsFrom: string;
  rows: number;
  /** By the whole interval of the primary metric: `b` is better or worse than `a`, or nobody can tell. */
  verdict: 'better' | 'worse' | 'not-told-apart';
  /** The primary one first. */
  metrics: ComparedMetric[];
  /** Rows whose class, or yes or no, is another; absent where no class is predicted. */
  changed?: { rows: number; share: number };
  /** A version that has learnt from the file itself: its figures are no measure of new rows. */
  learntFromFile: string[];
}

/** Compares two versions of a scenario on rows that neither has learnt from. */
@Injectable()
export class CompareVersions {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly datasets: DatasetCatalogue,
  ) {}

  /**
   * @throws NotFoundError for an unknown scenario or version; InvalidInputError where the rows held out cannot be had without a file, or
   * the file cannot be read; DamagedFileError when a version does not fit the scenario any more.
   */
  async execute(asked: VersionsToCompare): Promise<VersionComparison> {
    const scenario = this.catalogue.get(asked.scenario);
    const { id, seed } = scenario.spec;
    const load = (version: number) => this.registry.load({ scenario: id, version });
    const versions = [await load(asked.a), await load(asked.b)] as const;
    const scored =
      asked.file === undefined
        ? await this.heldOut(scenario, versions)
        : await this.onFile(scenario, versions, { ...asked, file: asked.file });
    const primary = scenario.spec.metrics.primary as MetricName;
    const metrics = comparedMetrics(scored.pair, primary, seed);
    return {
      a: formatModelTag(versions[0].tag),
      b: formatModelTag(versions[1].tag),
      rowsFrom: scored.from,
      rows: predictionKinds[scored.pair[0].kind].count(scored.pair[0].predictions as never),
      verdict: verdictOf(metrics[0]),
      metrics,
      ...changedRows(scored.pair),
      learntFromFile: scored.learnt,
    };
  }

  private async heldOut(scenario: Scenario, versions: Versions): Promise<Scored> {
    const data = await familyOf(scenario.spec).load(scenario, this.datasets);
    const pair = data.judgeHeldOut?.(versions);
    if (pair) return { pair: [pair[0], pair[1]], from: 'held-out', learnt: [] };
    throw new InvalidInputError(`The rows held out cannot be asked of two versions of ${scenario.spec.id}.`, {
      details: [
        {
          expected: 'versions that learnt from the scenario’s own data as they are now',
          received: 'other data, or a scenario whose versions are compared on files only',
        },
      ],
      hint: 'Give a CSV of rows whose target is known, behind the versions.',
    });
  }

  private async onFile(
    scenario: Scenario,
    versions: Versions,
    { file, encoding }: { file: string; encoding?: string },
  ): Promise<Scored> {
    const asked = { datasets: this.datasets, file, encoding, seed: scenario.spec.seed };
    const family = familyOf(scenario.spec);
    const [a, b] = [
      await family.evaluate(scenario, versions[0], asked),
      await family.evaluate(scenario, versions[1], asked),
    ];
    const learnt = versions
      .filter(({ manifest }) => manifest.dataHash === a.source.sha256)
      .map(({ tag }) => formatModelTag(tag));
    return { pair: [a.scored, b.scored], from: a.source.name, learnt };
  }
}

type Versions = readonly [LoadedModel, LoadedModel];

interface Scored {
  pair: readonly [ScoredRows, ScoredRows];
  from: string;
  learnt: string[];
}

function comparedMetrics(pair: Scored['pair'], primary: MetricName, seed: number): ComparedMetric[] {
  const [a, b] = pair;
  const [ofA, ofB] = [measure(a), measure(b)];
  const names = metricsOf(a.kind).filter((name) => name !== primary && name in ofA && name in ofB);
  return [primary, ...names].map((metric) => {
    const predictions = [b.predictions as never, a.predictions as never] as const;
    const { value, lower, upper } = bootstrapDifference(a.kind, metric, predictions, { seed });
    return {
      metric,
      a: finite(ofA[metric] ?? measure(a, [metric])[metric]),
      b: finite(ofB[metric] ?? measure(b, [metric])[metric]),
      difference: { value: finite(value), lower: finite(lower), upper: finite(upper) },
    };
  });
}

function verdictOf({ metric, difference: { lower, upper } }: ComparedMetric): VersionComparison['verdict'] {
  const { greaterIsBetter } = allMetrics[metric];
  if (lower !== null && lower > 0) return greaterIsBetter ? 'better' : 'worse';
  if (upper !== null && upper < 0) return greaterIsBetter ? 'worse' : 'better';
  return 'not-told-apart';
}

function changedRows([a, b]: Scored['pair']): Pick<VersionComparison, 'changed'> {
  const [before, now] = [classOfRows(a), classOfRows(b)];
  if (!before || !now) return {};
  const rows = before.filter((label, row) => label !== now[row]).length;
  return { changed: { rows, share: before.length === 0 ? 0 : rows / before.length } };
}

/** The class that each row is given; undefined where no class is predicted. */
function classOfRows(scored: ScoredRows): number[] | undefined {
  const event = eventOf(scored);
  if (event) {
    const threshold = event.threshold ?? 0.5;
    return Array.from(event.probabilities, (probability) => (probability >= threshold ? 1 : 0));
  }
  const several = classesOf(scored);
  if (!several) return undefined;
  const { classes, probabilities, labels } = several;
  return Array.from({ length: labels.length }, (_, row) => {
    const own = Array.from({ length: classes }, (_, code) => probabilities[row * classes + code]);
    return own.indexOf(Math.max(...own));
  });
}
