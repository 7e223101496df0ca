import type { RankingPredictions } from '../../../evaluation/predictions/ranking.predictions.js';
import { blocksOf, type Block } from '../fit/score-blocks.js';
import { countsOf, type Histories, type RankingTest } from '../load/histories.js';
import { bestOf } from '../open/top-items.js';

const listed = 10;

/** What is asked, and what was learnt from: never a candidate, never listed. */
export interface RankingTrial {
  test: RankingTest;
  learning: Histories;
}

/** Scores of every item by one or more models for the test's customers of a block, each row-major `[customers, items]`. */
export type BlockScores = (block: Block) => readonly Float32Array[];

/**
 * The places of what was held out, and the lists that would have been shown, of each model. Scores are asked for a block at a time, so
 * that nothing of the size of customers x items is held.
 */
export function judgeRankings({ test, learning }: RankingTrial, scoresOf: BlockScores): RankingPredictions[] {
  const judges: RankingJudge[] = [];
  for (const block of blocksOf(test.customers.length, learning.items)) {
    scoresOf(block).forEach((scores, model) => {
      judges[model] ??= new RankingJudge(test, learning);
      for (let row = block.start; row < block.end; row++) {
        const from = (row - block.start) * learning.items;
        judges[model].add(row, scores.subarray(from, from + learning.items));
      }
    });
  }
  const popularity = popularityOf(learning);
  return judges.map(({ ranks, lists }) => ({ ranks, lists, popularity }));
}

/** As {@link judgeRankings}, of one model. */
export function judgeRanking(
  trial: RankingTrial,
  scoresOf: (block: Block) => Float32Array,
): RankingPredictions {
  const [judged] = judgeRankings(trial, (block) => [scoresOf(block)]);
  return judged ?? { ranks: [], lists: [], popularity: popularityOf(trial.learning) };
}

/** An item that nobody has counts as if one customer had it: surprise is finite. */
function popularityOf(learning: Histories): Float64Array {
  const customers = learning.liked.length;
  return Float64Array.from(countsOf(learning), (count) => Math.max(1, count) / customers);
}

class RankingJudge {
  readonly ranks: number[][] = [];
  readonly lists: number[][] = [];
  /** Of each item whether the customer of the row has it. */
  private readonly has: Uint8Array;

  constructor(
    private readonly test: RankingTest,
    private readonly learning: Histories,
  ) {
    this.has = new Uint8Array(learning.items);
  }

  add(row: number, scores: Float32Array): void {
    const { has } = this;
    const { liked, others } = this.learning;
    const customer = this.test.customers[row];
    const own = [liked[customer], others[customer]];
    own.forEach((list) => list.forEach((item) => (has[item] = 1)));
    this.lists.push(bestOf(scores, listed, (item) => has[item] === 0));
    this.ranks.push(this.ranksOf(row, scores));
    own.forEach((list) => list.forEach((item) => (has[item] = 0)));
  }

  /** Places from 0; a rival with an equal score stands before. */
  private ranksOf(row: number, scores: Float32Array): number[] {
    const heldOut = this.test.heldOut[row];
    const rivals = this.test.rivals[row];
    const before = rivals
      ? (score: number) => rivals.filter((rival) => scores[rival] >= score).length
      : this.othersBefore(new Set(heldOut), scores);
    return [...heldOut]
      .sort((a, b) => scores[b] - scores[a])
      .map((item, others) => others + before(scores[item]));
  }

  /** How many items that the customer does not have score as much or more. */
  private othersBefore(heldOut: ReadonlySet<number>, scores: Float32Array): (score: number) => number {
    return (score) => {
      let count = 0;
      for (let item = 0; item < scores.length; item++) {
        if (scores[item] >= score && this.has[item] === 0 && !heldOut.has(item)) count += 1;
      }
      return count;
    };
  }
}
