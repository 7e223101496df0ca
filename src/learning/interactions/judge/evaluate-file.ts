import { InvalidInputError } from '../../../core/errors.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FileToJudge, JudgedFile } from '../../family.js';
import type { ScoredRows } from '../../scored-rows.js';
import { asksForRatings } from '../check.js';
import { divideHistories } from '../fit/fit-recommender.js';
import type { Block } from '../fit/score-blocks.js';
import { countsOf } from '../load/histories.js';
import { pairsOf } from '../load/interactions.js';
import { loadInteractions, type LoadedInteractions } from '../load/load-interactions.js';
import { ProductPredictor } from '../open/product-predictor.js';
import { judgeRanking } from './judge-ranking.js';
import { scoreRatings } from './rating-sections.js';

/** A version asked the interactions of a file. See `Family.evaluate`. */
export async function evaluateFile(
  scenario: Scenario,
  version: LoadedModel,
  { datasets, file, encoding, seed }: FileToJudge,
): Promise<JudgedFile> {
  const loaded = await loadInteractions(scenario, datasets, { file, encoding });
  const predictor = ProductPredictor.load(scenario, version);
  try {
    const judged = asksForRatings(scenario.spec)
      ? ratedBy(predictor, loaded)
      : rankedBy(predictor, loaded, seed);
    const { source } = loaded;
    const { context, ...scored } = judged;
    return { source, leftOut: { unreadable: source.rejected, unlabelled: 0, context }, ...scored };
  } finally {
    predictor.dispose();
  }
}

interface Judged {
  scored: ScoredRows;
  constant: ScoredRows;
  context: number;
}

/** Each rating of the file beside the one that would be said of its customer and product. */
function ratedBy(predictor: ProductPredictor, { interactions }: LoadedInteractions): Judged {
  const rows = interactions.row.keys();
  const predict = (asked: ArrayLike<number>) => predictor.figures(pairsOf(interactions, asked)).values;
  const scored = scoreRatings(interactions, predict, Array.from(rows));
  const actual = Float64Array.from(scored.predictions.actual);
  const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
  const predicted = new Float64Array(actual.length).fill(mean);
  return { scored, constant: { kind: 'regression', predictions: { actual, predicted } }, context: 0 };
}

/** As in the report: a product of each customer of the file is held out, and ranked for what else the customer likes in it. */
function rankedBy(predictor: ProductPredictor, loaded: LoadedInteractions, seed: number): Judged {
  const { interactions, source } = loaded;
  const { learning, test } = divideHistories(loaded, seed);
  if (test.customers.length === 0) throw nothingToRank(source.name);
  const ids = interactions.items.map(({ id }) => id);
  const liked = test.customers.map((customer) => learning.liked[customer].map((item) => ids[item]));
  const counts = Float32Array.from(countsOf(learning));
  const popular = ({ start, end }: Block) =>
    Float32Array.from({ length: (end - start) * ids.length }, (_, i) => counts[i % ids.length]);
  const ranked = (scoresOf: (block: Block) => Float32Array): ScoredRows => {
    return { kind: 'ranking', predictions: judgeRanking({ test, learning }, scoresOf) };
  };
  const heldOut = test.heldOut.reduce((sum, list) => sum + list.length, 0);
  return {
    scored: ranked(({ start, end }) => predictor.score(liked.slice(start, end), ids)),
    constant: ranked(popular),
    context: source.rows - heldOut,
  };
}

function nothingToRank(name: string): InvalidInputError {
  const expected = 'a customer who likes at least two products';
  return new InvalidInputError(
    `${name}: there is nothing to judge by: expected ${expected}, received none.`,
    {
      details: [{ expected, received: 'none' }],
      withoutData: true,
    },
  );
}
