import type { MetricName } from '../../../evaluation/metrics/names.js';
import { metrics } from '../../../evaluation/metrics/index.js';
import { measure } from '../../scored-rows.js';
import type { Random } from '../../../core/random.js';
import type { RankingTest } from '../load/histories.js';
import { judgeRanking, type RankingTrial } from '../judge/judge-ranking.js';
import { blend, standardise } from './rankers.js';
import { blocksOf, type Block } from './score-blocks.js';
import { fitRanker, type FittedRanker, type RankerContext } from './fit-ranker.js';
import type { RankerSpec } from './network-build.js';

/** What serves: one candidate, or several whose standardised scores are added. */
export interface RankerChoice {
  members: { spec: RankerSpec; weight: number }[];
  /** The primary metric on the inner test. */
  value: number;
  /** The same of each candidate alone, by name. */
  alone: Map<string, number>;
  /** How many customers chose, where they are a part of those tested. */
  customers?: number;
}

interface Trial extends RankingTrial {
  primary: MetricName;
}

/** So many scores of each family are held while the families are blended. */
const mostScores = 2 ** 24;

/** Fit every candidate on inner histories and choose by what was held out from them; the final test is not looked at. */
export async function chooseRankers(
  specs: readonly RankerSpec[],
  whole: Trial,
  context: RankerContext,
): Promise<RankerChoice> {
  const trial = { ...whole, test: sampled(whole, context.random.fork('choice')) };
  const alone = new Map<string, number>();
  const kept = new Map<string, Family>();
  for (const spec of specs) {
    const fitted = await fitRanker(spec, trial.learning, context);
    const scores = allScores(fitted, trial);
    fitted.model.dispose();
    const value = valueOf([scores], [1], trial);
    alone.set(spec.name, value);
    const best = kept.get(spec.architecture);
    if (!best || isBetter(trial.primary, value, best.value))
      kept.set(spec.architecture, { spec, scores, value });
  }
  const customers = trial.test.customers.length;
  return {
    ...bestMixture([...kept.values()], trial),
    alone,
    ...(trial.test !== whole.test && { customers }),
  };
}

/** What of an architecture did best. */
interface Family {
  spec: RankerSpec;
  scores: Float32Array;
  value: number;
}

function bestMixture(families: readonly Family[], trial: Trial): Pick<RankerChoice, 'members' | 'value'> {
  const all = families.map(({ scores }) => scores);
  let choice: Pick<RankerChoice, 'members' | 'value'> | undefined;
  for (const weights of mixtures(families.length)) {
    const value = valueOf(all, weights, trial);
    if (choice && !isBetter(trial.primary, value, choice.value)) continue;
    const members = families.flatMap(({ spec }, i) => (weights[i] > 0 ? [{ spec, weight: weights[i] }] : []));
    choice = { members, value };
  }
  if (!choice) throw new Error('There is no candidate.');
  return choice;
}

/** All customers of the test, or a random part of them whose scores fit into memory. */
function sampled({ test, learning }: Trial, random: Random): RankingTest {
  const most = Math.max(1, Math.floor(mostScores / learning.items));
  if (test.customers.length <= most) return test;
  const places = random.permutation(test.customers.length).slice(0, most).sort();
  const chosen = <Entry>(list: readonly Entry[]) => Array.from(places, (place) => list[place]);
  return {
    customers: chosen(test.customers),
    heldOut: chosen(test.heldOut),
    rivals: chosen(test.rivals),
  };
}

/** Standardised scores of the customers of a block, row-major `[customers, items]`. */
export function blockScores(
  { ranker }: Pick<FittedRanker, 'ranker'>,
  { learning, test }: RankingTrial,
  { start, end }: Block,
): Float32Array {
  const histories = test.customers.slice(start, end).map((customer) => learning.liked[customer]);
  return standardise(ranker(histories), learning.items);
}

function allScores(fitted: FittedRanker, trial: Trial): Float32Array {
  const { items } = trial.learning;
  const customers = trial.test.customers.length;
  const scores = new Float32Array(customers * items);
  for (const block of blocksOf(customers, items))
    scores.set(blockScores(fitted, trial, block), block.start * items);
  return scores;
}

/** The primary metric of a blend of scores that are all there. */
function valueOf(all: readonly Float32Array[], weights: readonly number[], trial: Trial): number {
  const { items } = trial.learning;
  const predictions = judgeRanking(trial, ({ start, end }) => {
    const parts = all.map((scores) => scores.subarray(start * items, end * items));
    return parts.length === 1 ? parts[0] : blend(parts, weights);
  });
  return measure({ kind: 'ranking', predictions }, [trial.primary])[trial.primary] ?? NaN;
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
