import type { MetricName } from '../../../evaluation/metrics/names.js';
import { metrics } from '../../../evaluation/metrics/index.js';
import { measure } from '../../scored-rows.js';
import type { Histories, RankingTest } from '../load/histories.js';
import { judgeRanking } from '../judge/judge-ranking.js';
import { blend, standardise } from './rankers.js';
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

/**
 * The weights of each family alone, then of every two and more of them in equal parts. Equal parts, since weights that are
 * fitted to one small test seldom stay the best on the next (Smith & Wallis, 2009).
 */
function mixtures(count: number): number[][] {
  const subsets = Array.from({ length: 2 ** count - 1 }, (_, i) => i + 1).map((bits) =>
    Array.from({ length: count }, (_, family) => (bits >> family) & 1),
  );
  const size = (members: readonly number[]) => members.reduce((sum, member) => sum + member, 0);
  return subsets
    .sort((a, b) => size(a) - size(b))
    .map((members) => members.map((member) => member / size(members)));
}
