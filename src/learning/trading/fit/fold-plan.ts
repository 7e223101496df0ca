import { InvalidInputError } from '../../../core/errors.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { horizonOf, monthDays, warmUp, type AllocationOptions } from '../options.js';

/** A stretch of days that one fit decides on, and up to where it has learnt. */
export interface Fold {
  /** The first day that it decides on. */
  first: number;
  /** The first day of those that it has learnt from no outcome of: `first` less the embargo. */
  learntUntil: number;
}

export interface FoldPlan {
  /** By their first day; the first of them is before `test`, which is the first day of another. */
  folds: Fold[];
  /** The first day that is held out. */
  test: number;
  end: number;
}

/** So many days of examples the first fit must have. */
const leastLearnt = 200;

/**
 * Folds of an expanding window: fits begin at the first day held out and whole periods of `refit` before and after it. What is held out is
 * learnt from by later fits alone, and never by one that decides on it.
 * @throws InvalidInputError when there are too few days for a fit before those held out.
 */
export function planFolds(
  { split }: Pick<ScenarioSpec, 'split'>,
  days: number,
  options: Pick<AllocationOptions, 'rebalance' | 'refit' | 'embargo'>,
): FoldPlan {
  const test = days - Math.round(days * Number(split.test));
  const step = monthDays * options.refit;
  const least = warmUp + leastLearnt + horizonOf(options) + options.embargo + 2;
  const before = Math.floor((test - least) / step);
  if (before < 1 || days - test < 2 * horizonOf(options)) throw tooFew({ days, test, least: least + step });
  const folds: Fold[] = [];
  for (let first = test - before * step; first < days; first += step)
    folds.push({ first, learntUntil: first - options.embargo });
  return { folds, test, end: days };
}

function tooFew({ days, test, least }: { days: number; test: number; least: number }): InvalidInputError {
  const expected = `at least ${least} days before those held out, and two periods that are`;
  const received = `${test} before and ${days - test} held out`;
  return new InvalidInputError('The days are too few for the split.', {
    details: [{ expected, received }],
    hint: 'Give prices of more days, or smaller parts (split.test, task.options.refit).',
  });
}
