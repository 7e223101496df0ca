import type { MetricName } from '../../evaluation/metrics/names.js';
import { metrics } from '../../evaluation/metrics/index.js';
import { measure } from '../../tasks/index.js';
import type { Histories, RankingTest } from '../../tasks/recommendation/histories.js';
import { judgeRanking } from '../../tasks/recommendation/judge-ranking.js';
import { blend, standardise } from '../../tasks/recommendation/rankers.js';
import { fitRanker, type FittedRanker, type RankerContext, type RankerSpec } from './fit-ranker.js';

/** What serves: one candidate, or several whose standardised scores are added. */
export interface RankerChoice {
  members: { spec: RankerSpec; weight: number }[];
  /** The primary metric on the inner test. */
  value: number;
  /** The same of each candidate alone, by name. */
  alone: Map<string, number>;
}

interface Trial {
  learning: Histories;
  test: RankingTest;
  primary: MetricName;
}

/** Weights of a blend are whole multiples of 1 over this. */
const steps = 5;

/** Fit every candidate on inner histories and choose by what was held out from them; the final test is not looked at. */
export async function chooseRankers(
  specs: readonly RankerSpec[],
  trial: Trial,
  context: RankerContext,
): Promise<RankerChoice> {
  const alone = new Map<string, number>();
  const kept = new Map<string, { spec: RankerSpec; scores: Float32Array; value: number }>();
  for (const spec of specs) {
    const fitted = await fitRanker(spec, trial.learning, context);
    const scores = scoresOf(fitted, trial);
    fitted.model.dispose();
    const value = valueOf(scores, trial);
    alone.set(spec.name, value);
    const best = kept.get(spec.architecture);
    if (!best || isBetter(trial.primary, value, best.value))
      kept.set(spec.architecture, { spec, scores, value });
  }
  const families = [...kept.values()];
  let choice: RankerChoice | undefined;
  for (const weights of mixtures(families.length)) {
    const value = valueOf(
      blend(
        families.map(({ scores }) => scores),
        weights,
      ),
      trial,
    );
    if (choice && !isBetter(trial.primary, value, choice.value)) continue;
    const members = families.flatMap(({ spec }, i) => (weights[i] > 0 ? [{ spec, weight: weights[i] }] : []));
    choice = { members, value, alone };
  }
  if (!choice) throw new Error('There is no candidate.');
  return choice;
}

/** Standardised scores of the tested customers, row-major `[customers, items]`. */
export function scoresOf(
  fitted: Pick<FittedRanker, 'ranker'>,
  { learning, test }: Pick<Trial, 'learning' | 'test'>,
) {
  const histories = test.customers.map((customer) => learning.liked[customer]);
  return standardise(fitted.ranker(histories), learning.items);
}

function valueOf(scores: Float32Array, { learning, test, primary }: Trial): number {
  const predictions = judgeRanking(scores, test, learning);
  return measure({ kind: 'ranking', predictions }, [primary])[primary] ?? NaN;
}

function isBetter(metric: MetricName, value: number, than: number): boolean {
  return metrics[metric].greaterIsBetter ? value > than : value < than;
}

/** Every way to share the weight 1 among so many, in fifths; the whole weight for one comes first. */
function mixtures(count: number): number[][] {
  const all = shares(count, steps);
  const used = (weights: readonly number[]) => weights.filter((weight) => weight > 0).length;
  return all.sort((a, b) => used(a) - used(b)).map((weights) => weights.map((weight) => weight / steps));
}

function shares(count: number, total: number): number[][] {
  if (count === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    shares(count - 1, total - first).map((rest) => [first, ...rest]),
  );
}
