import { createRandom } from '../../../core/random.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ScoredRows } from '../../scored-rows.js';
import {
  givenTest,
  historiesOf,
  leaveOneOut,
  negativesOf,
  type Histories,
  type LeaveOneOut,
  type RankingTest,
} from '../load/histories.js';
import { judgeRanking } from '../judge/judge-ranking.js';
import { blend } from './rankers.js';
import { chooseRankers, scoresOf, type RankerChoice } from './choose-rankers.js';
import { fitRanker, type FittedRanker, type RankerContext, type RankerSpec } from './fit-ranker.js';
import type { InteractionTraining, LoadedInteractions } from '../load/load-interactions.js';

export interface FittedRecommender {
  choice: RankerChoice;
  /** Fitted on everything but the test: the members of the choice, then the baselines. */
  fitted: FittedRanker[];
  learning: Histories;
  test: RankingTest;
  /** What the served blend gives on the test. */
  served: ScoredRows;
  /** The same of each of `fitted` alone, by name. */
  alone: Map<string, ScoredRows>;
  /** Scores of every item by the served blend, for the customers of a test. */
  scoresOf(test: RankingTest): Float32Array;
  dispose(): void;
}

/** What any recommender must beat: what most customers have, and what is had by the same customers. */
export const baselines: readonly RankerSpec[] = [
  { name: 'popularity', architecture: 'item-autoencoder', options: { method: 'popularity' }, training: {} },
  {
    name: 'item-cosine',
    architecture: 'item-autoencoder',
    options: { method: 'cosine', strength: 20 },
    training: {},
  },
];

/** What is learnt from, and the likings held out for the report: those that the dataset names, else one of each customer. */
export function divideHistories({ interactions, spec }: LoadedInteractions, seed: number): LeaveOneOut {
  const all = historiesOf(interactions, spec);
  const given = givenTest(interactions);
  if (given) return { learning: all, test: given };
  return leaveOneOut(all, { negatives: 0, heldOut: spec.heldOut }, createRandom(seed).fork('test'));
}

/**
 * Learn to rank: hold out the test, choose between the candidates by what is held out once more from the rest, and fit the
 * chosen ones again on all but the test.
 */
export async function fitRecommender(request: InteractionTraining): Promise<FittedRecommender> {
  const { scenario, loaded, seed, signal, onProgress } = request;
  const { interactions, spec } = loaded;
  const random = createRandom(seed);
  const { learning, test } = divideHistories(loaded, seed);
  const negatives = negativesOf(test);
  const inner = leaveOneOut(learning, { negatives, heldOut: spec.heldOut }, random.fork('inner'));
  const context: RankerContext = {
    catalogue: interactions.items,
    random: random.fork('rankers'),
    signal,
    onProgress,
  };
  const primary = scenario.spec.metrics.primary as MetricName;
  const specs = [...rankerSpecs(scenario), ...baselines];
  const choice = await chooseRankers(specs, { ...inner, primary }, context);
  const chosen = choice.members.map(({ spec: one }) => one);
  const others = baselines.filter(({ name }) => !chosen.some((one) => one.name === name));
  const fitted: FittedRanker[] = [];
  const dispose = () => fitted.forEach(({ model }) => model.dispose());
  try {
    for (const one of [...chosen, ...others]) fitted.push(await fitRanker(one, learning, context));
    const scores = fitted.map((one) => scoresOf(one, { learning, test }));
    const weights = choice.members.map(({ weight }) => weight);
    const members = fitted.slice(0, weights.length);
    const scored = (of: Float32Array): ScoredRows => ({
      kind: 'ranking',
      predictions: judgeRanking(of, test, learning),
    });
    return {
      choice,
      fitted,
      learning,
      test,
      served: scored(blend(scores.slice(0, weights.length), weights)),
      alone: new Map(fitted.map(({ spec: { name } }, i) => [name, scored(scores[i])])),
      scoresOf: (asked) =>
        blend(
          members.map((one) => scoresOf(one, { learning, test: asked })),
          weights,
        ),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The configured network and those beside it, each under a name of its own. */
function rankerSpecs({ spec }: Scenario): RankerSpec[] {
  const { architecture, options, beside = [] } = spec.model;
  const all = [{ architecture, options, training: spec.training }, ...beside];
  return all.map((one, i) => {
    const namesake = all.findIndex((other) => other.architecture === one.architecture) < i;
    const number = all.slice(0, i + 1).filter((other) => other.architecture === one.architecture).length;
    return { ...one, name: namesake ? `${one.architecture}-${number}` : one.architecture };
  });
}
