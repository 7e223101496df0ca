import { InvalidInputError } from '../../../core/errors.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { PriceHistory } from '../../prices/price-history.js';
import { leastWindow, warmUp } from '../options.js';

/** Where the parts of the days begin; each is later than the one before it. */
export interface DayParts {
  /** Of those that stop the training and choose between what forecasts volatilities. */
  validation: number;
  /** Of those held out. */
  test: number;
  end: number;
}

const usualValidation = 0.2;

/**
 * The last days are held out for the report, and the last of the others stop the training.
 * @throws InvalidInputError when too few are left, counted from the first day on which an asset has a price.
 */
export function divideDays(
  { split }: Pick<ScenarioSpec, 'split'>,
  history: Pick<PriceHistory, 'days' | 'returns' | 'assets'>,
): DayParts {
  const days = history.days.length;
  const first = history.returns.findIndex((value) => !Number.isNaN(value));
  const priced = first < 0 ? days : Math.max(0, Math.floor(first / history.assets.length) - 1);
  const share =
    split.validation && 'fraction' in split.validation ? split.validation.fraction : usualValidation;
  const test = days - Math.round(days * Number(split.test));
  const validation = test - Math.max(1, Math.round(test * share));
  const least = warmUp + leastWindow;
  if (validation - priced > least && test < days) return { validation, test, end: days };
  const expected = `at least ${least} days before those that stop the training, and one that is held out`;
  throw new InvalidInputError('The days are too few for the split.', {
    details: [
      { expected, received: `${Math.max(0, validation - priced)} before and ${days - test} held out` },
    ],
    hint: 'Give prices of more days, or smaller parts (split.test, split.validation).',
  });
}
