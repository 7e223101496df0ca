import { checkNumber } from '../checks.js';

const isInside = (value: number) => value > 0 && value < 1;

/**
 * What a probability that was learnt where the event happens at the rate `from` becomes where it happens at the rate `to`, and cases of
 * either class look as they did: its odds times the ratio of the odds of both rates (Elkan, 2001, theorem 2; Saerens, Latinne &
 * Decaestecker, 2002). 0 and 1 stay.
 * @throws InvalidInputError unless both rates are between 0 and 1.
 */
export function shiftedProbability(probability: number, { from, to }: { from: number; to: number }): number {
  checkNumber('from', from, isInside, 'between 0 and 1, both excluded');
  checkNumber('to', to, isInside, 'between 0 and 1, both excluded');
  if (from === to) return probability;
  const happening = (probability * to) / from;
  const absent = ((1 - probability) * (1 - to)) / (1 - from);
  return happening / (happening + absent);
}
