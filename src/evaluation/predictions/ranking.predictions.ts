import { InvalidInputError, shown } from '../../core/errors.js';
import { checkNotEmpty, checkNumbers, checkWeights } from '../checks.js';
import type { PredictionKindDefinition } from './kind.js';

/** How many places of a list count. */
export const listLength = 10;

/** Ranked lists beside what was held out; one row for each customer who is tested. */
export interface RankingPredictions {
  /** Of each row the places of its held-out items among the candidates, from 0, rising. Ties count against the model. */
  ranks: readonly ArrayLike<number>[];
  /** Of each row the items that would have been shown, best first: indexes below `items`. */
  lists: readonly ArrayLike<number>[];
  /** Share of the training customers who have each item, `[items]`, above 0. */
  popularity: ArrayLike<number>;
  /** Weight of each row, default 1. */
  weights?: ArrayLike<number>;
}

export const rankingPredictions: PredictionKindDefinition<RankingPredictions> = {
  check({ ranks, lists, popularity, weights }) {
    checkNotEmpty('ranks', ranks);
    if (lists.length !== ranks.length) throw problem('lists', `${ranks.length} lists`, `${lists.length}`);
    ranks.forEach((row, i) => {
      const rises = Array.from(row).every(
        (rank, at) => Number.isInteger(rank) && rank >= 0 && (at === 0 || rank > row[at - 1]),
      );
      if (row.length === 0 || !rises)
        throw problem(`ranks of row ${i}`, 'places from 0, rising', shown(Array.from(row)));
    });
    lists.forEach((row, i) => {
      const known = Array.from(row).every(
        (item) => Number.isInteger(item) && item >= 0 && item < popularity.length,
      );
      if (!known)
        throw problem(`list of row ${i}`, `items below ${popularity.length}`, shown(Array.from(row)));
    });
    checkNumbers({
      name: 'popularity',
      values: popularity,
      length: popularity.length,
      accepts: (value) => value > 0 && value <= 1,
      expected: 'a share above 0',
    });
    checkWeights(weights, ranks.length);
  },
  count: ({ ranks }) => ranks.length,
  weights: ({ weights }) => weights,
};

function problem(name: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError(`The ranking predictions cannot be used: ${name}.`, {
    details: [{ pointer: `/${name}`, expected, received }],
  });
}
