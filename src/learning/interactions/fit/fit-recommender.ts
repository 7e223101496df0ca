import { splitSeedOf } from '../../other-seed.js';
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
import { judgeRanking, judgeRankings, type RankingTrial } from '../judge/judge-ranking.js';
import { blend } from './rankers.js';
import type { Block } from './score-blocks.js';
import { checkTested } from './check-tested.js';
import { blockScores, chooseRankers, type RankerChoice } from './choose-rankers.js';
import { withinMeans } from './means.js';
import { fitRanker, type FittedRanker, type RankerContext } from './fit-ranker.js';
import type { RankerSpec } from './network-build.js';
import type { InteractionTraining, LoadedInteractions } from '../load/load-interactions.js';

/** What the report says of a fit. */
export type RankerFit = Omit<FittedRanker, 'model' | 'ranker'>;

export interface FittedRecommender {
  choice: RankerChoice;
  /** Candidates that would take too much, by name, each with what it would take. */
  leftOut: ReadonlyMap<string, string>;
  /** Fitted on everything but the test: the members of the choice. */
  members: FittedRanker[];
  /** How the members and then the baselines were fitted. */
  fits: readonly RankerFit[];
  learning: Histories;
  test: RankingTest;
  /** What the served blend gives on the test. */
  served: ScoredRows;
  /** The same of each of `fits` alone, by name. */
  alone: Map<string, ScoredRows>;
  /** Scores of every item by the served blend, for a block of a test's customers. */
  scoresOf(test: RankingTest, block: Block): Float32Array;
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
 * @throws InvalidInputError when no customer is left to choose or to report by, or the configured network would take too much.
 */
export async function fitRecommender(request: InteractionTraining): Promise<FittedRecommender> {
  const { scenario, loaded, seed, signal, onProgress } = request;
  const random = createRandom(seed);
  const trial = divideHistories(loaded, splitSeedOf(scenario.spec));
  const { heldOut, keepHistories } = loaded.spec;
  const negatives = negativesOf(trial.test);
  const inner = leaveOneOut(trial.learning, { negatives, heldOut }, random.fork('inner'));
  checkTested(trial, inner);
  const context: RankerContext = {
    catalogue: loaded.interactions.items,
    keepHistories,
    random: random.fork('rankers'),
    signal,
    onProgress,
  };
  const primary = scenario.spec.metrics.primary as MetricName;
  const { affordable, leftOut } = withinMeans(
    [...rankerSpecs(scenario), ...baselines],
    trial.learning,
    context,
  );
  const choice = await chooseRankers(affordable, { ...inner, primary }, context);
  const chosen = choice.members.map(({ spec: one }) => one);
  const others = affordable.filter((one) => baselines.includes(one) && !chosen.includes(one));
  const beside = await judgeBaselines(others, trial, context);
  const members = await fitAll(chosen, trial.learning, context);
  const weights = choice.members.map(({ weight }) => weight);
  const served = judgeMembers(members, weights, trial);
  return {
    ...trial,
    choice,
    leftOut,
    members,
    fits: [...members, ...beside.fits],
    served: served.blend,
    alone: new Map([...served.alone, ...beside.alone]),
    scoresOf: (asked, block) =>
      blendOf(members, weights)({ learning: trial.learning, test: asked }, block).blend,
    dispose: () => members.forEach(({ model }) => model.dispose()),
  };
}

/** Fitted one after the other and let go at once: a large network is never held beside another without need. */
async function judgeBaselines(specs: readonly RankerSpec[], trial: RankingTrial, context: RankerContext) {
  const fits: RankerFit[] = [];
  const alone = new Map<string, ScoredRows>();
  for (const spec of specs) {
    const { model, ...fitted } = await fitRanker(spec, trial.learning, context);
    try {
      const predictions = judgeRanking(trial, (block) => blockScores(fitted, trial, block));
      alone.set(spec.name, { kind: 'ranking', predictions });
      fits.push(fitted);
    } finally {
      model.dispose();
    }
  }
  return { fits, alone };
}

async function fitAll(
  specs: readonly RankerSpec[],
  learning: Histories,
  context: RankerContext,
): Promise<FittedRanker[]> {
  const fitted: FittedRanker[] = [];
  try {
    for (const one of specs) fitted.push(await fitRanker(one, learning, context));
    return fitted;
  } catch (error) {
    fitted.forEach(({ model }) => model.dispose());
    throw error;
  }
}

/** What each member gives alone, and all together. */
function judgeMembers(members: readonly FittedRanker[], weights: readonly number[], trial: RankingTrial) {
  const score = blendOf(members, weights);
  const judged = judgeRankings(trial, (block) => {
    const { parts, blend: together } = score(trial, block);
    return [together, ...parts];
  });
  const [served, ...each] = judged.map((predictions): ScoredRows => ({ kind: 'ranking', predictions }));
  return { blend: served, alone: members.map(({ spec }, i) => [spec.name, each[i]] as const) };
}

function blendOf(members: readonly FittedRanker[], weights: readonly number[]) {
  return (trial: RankingTrial, block: Block) => {
    const parts = members.map((one) => blockScores(one, trial, block));
    return { parts, blend: blend(parts, weights) };
  };
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
