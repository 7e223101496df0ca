import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ScoredPair } from '../../family.js';
import { otherSeed } from '../../other-seed.js';
import type { ScoredRows } from '../../scored-rows.js';
import { divideHistories, type FittedRecommender } from '../fit/fit-recommender.js';
import type { Block } from '../fit/score-blocks.js';
import type { LoadedInteractions } from '../load/load-interactions.js';
import type { RankingTest } from '../load/histories.js';
import { ProductPredictor } from '../open/product-predictor.js';
import { judgeRanking } from './judge-ranking.js';

interface Ranked {
  scenario: Scenario;
  loaded: LoadedInteractions;
  recommender: FittedRecommender;
  seed: number;
}

/**
 * What a recommender and another version rank for the same customers, from the same likings. Left out are customers whose held-out
 * liking the other one has learnt from; undefined when none are left.
 */
export function rankedBeside(ranked: Ranked, version: LoadedModel): ScoredPair | undefined {
  const { scenario, loaded, recommender } = ranked;
  const { learning } = recommender;
  const test = unseenBy(version, ranked);
  if (test.customers.length === 0) return undefined;
  const ids = loaded.interactions.items.map(({ id }) => id);
  const liked = test.customers.map((customer) => learning.liked[customer].map((item) => ids[item]));
  const other = ProductPredictor.load(scenario, version);
  try {
    const scored = (scoresOf: (block: Block) => Float32Array): ScoredRows => {
      return { kind: 'ranking', predictions: judgeRanking({ test, learning }, scoresOf) };
    };
    return {
      own: scored((block) => recommender.scoresOf(test, block)),
      other: scored(({ start, end }) => other.score(liked.slice(start, end), ids)),
    };
  } finally {
    other.dispose();
  }
}

function unseenBy(version: LoadedModel, { scenario, loaded, recommender: { test } }: Ranked): RankingTest {
  const theirs = otherSeed(version, loaded.source, scenario.spec);
  if (theirs === undefined) return test;
  const then = divideHistories(loaded, theirs).test;
  const heldOutThen = new Map(then.customers.map((customer, i) => [customer, then.heldOut[i]]));
  const kept = [...test.customers.keys()].filter((i) => {
    const list = heldOutThen.get(test.customers[i]) ?? [];
    return test.heldOut[i].every((item) => list.includes(item));
  });
  const chosen = <Entry>(list: readonly Entry[]) => kept.map((i) => list[i]);
  return {
    customers: chosen(test.customers),
    heldOut: chosen(test.heldOut),
    rivals: chosen(test.rivals),
  };
}
