import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidInputError } from '../core/errors.js';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { metricsOf, metrics as allMetrics } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { predictionKinds } from '../evaluation/predictions/index.js';
import { bootstrapDifference } from '../evaluation/resampling/index.js';
import { familyOf } from '../learning/index.js';
import { finite } from '../learning/report-figures.js';
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

const figure = z.number().nullable();

export const versionComparisonSchema = z.object({
  a: z.string().describe('Such as finance/credit-scoring@2'),
  b: z.string(),
  rowsFrom: z.string().describe('A file’s name, or held-out: the rows that the scenario’s own data hold out'),
  rows: z.int(),
  verdict: z
    .enum(['better', 'worse', 'not-told-apart'])
    .describe('By the whole interval of the primary metric: b is better or worse than a, or nobody can tell'),
  metrics: z
    .array(
      z.object({
        metric: z.string(),
        a: figure,
        b: figure,
        difference: z
          .object({ value: figure, lower: figure, upper: figure })
          .describe('b less a, with its 95 % interval by paired bootstrap'),
      }),
    )
    .describe('The primary one first'),
  changed: z
    .object({ rows: z.int(), share: z.number() })
    .optional()
    .describe('Rows whose class, or yes or no, is another; absent where no class is predicted'),
  learntFromFile: z
    .array(z.string())
    .describe('Versions that have learnt from the file itself: their figures are no measure of new rows'),
});

/** Two versions on the same rows. */
export type VersionComparison = z.infer<typeof versionComparisonSchema>;

type ComparedMetric = VersionComparison['metrics'][number] & { metric: MetricName };

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
