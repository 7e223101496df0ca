import { createRandom } from '../../core/random.js';
import { checkLength, checkNotEmpty, checkNumbers, isBit } from '../checks.js';
import { chiSquareUpperTail } from '../statistics/chi-square.js';
import { logGamma, studentTQuantile } from '../statistics/student-t.js';

/** A test of forecasts; small p-values speak against them. */
export interface BacktestResult {
  statistic: number;
  pValue: number;
}

/** Breaches: 1 where the loss of a day was above its value at risk, else 0, in the order of the days. */
type Breaches = ArrayLike<number>;

function logOf(count: number, share: number): number {
  return count === 0 ? 0 : count * Math.log(share);
}

/** ln of the likelihood of `events` in `trials` at a probability. */
function logLikelihood(events: number, trials: number, probability: number): number {
  return logOf(events, probability) + logOf(trials - events, 1 - probability);
}

function checkBreaches(breaches: Breaches): void {
  checkNotEmpty('breaches', breaches);
  checkNumbers({
    name: 'breaches',
    values: breaches,
    length: breaches.length,
    accepts: isBit,
    expected: '0 or 1',
  });
}

function countOf(breaches: Breaches): number {
  return Array.from(breaches).reduce((sum, breach) => sum + breach, 0);
}

/**
 * Unconditional coverage: are there as many breaches as the level promises? (Kupiec, 1995: likelihood ratio, one degree of freedom.)
 * @throws InvalidInputError without days.
 */
export function kupiecTest(breaches: Breaches, level: number): BacktestResult {
  checkBreaches(breaches);
  const [count, days] = [countOf(breaches), breaches.length];
  const promised = logLikelihood(count, days, 1 - level);
  const statistic = Math.max(0, 2 * (logLikelihood(count, days, count / days) - promised));
  return { statistic, pValue: chiSquareUpperTail(statistic, 1) };
}

/**
 * Independence: is a day after a breach as safe as any other? (Christoffersen, 1998: likelihood ratio of a first-order Markov chain, one degree
 * of freedom.) Without a breach before the last day there is nothing to tell: the statistic is 0.
 */
export function independenceTest(breaches: Breaches): BacktestResult {
  checkBreaches(breaches);
  const counts = { calm: [0, 0], shaken: [0, 0] };
  for (let t = 1; t < breaches.length; t++)
    counts[breaches[t - 1] === 1 ? 'shaken' : 'calm'][breaches[t]] += 1;
  const trials = ([none, some]: number[]) => none + some;
  const { calm, shaken } = counts;
  const all = trials(calm) + trials(shaken);
  if (trials(shaken) === 0 || trials(calm) === 0) return { statistic: 0, pValue: 1 };
  const apart = [calm, shaken].reduce(
    (sum, one) => sum + logLikelihood(one[1], trials(one), one[1] / trials(one)),
    0,
  );
  const events = calm[1] + shaken[1];
  const statistic = Math.max(0, 2 * (apart - logLikelihood(events, all, events / all)));
  return { statistic, pValue: chiSquareUpperTail(statistic, 1) };
}

/** Conditional coverage: both at once (Christoffersen, 1998), two degrees of freedom. */
export function conditionalCoverageTest(breaches: Breaches, level: number): BacktestResult {
  const statistic = kupiecTest(breaches, level).statistic + independenceTest(breaches).statistic;
  return { statistic, pValue: chiSquareUpperTail(statistic, 2) };
}

export interface ShortfallDays {
  losses: ArrayLike<number>;
  valueAtRisk: ArrayLike<number>;
  /** Above 0. */
  expectedShortfall: ArrayLike<number>;
}

/**
 * Are losses beyond the value at risk as large as the expected shortfall says? The second statistic of Acerbi & Szekely (2014), which is 0 where
 * forecasts are right and below where losses are larger or more frequent. The p-value is the share of simulated records of as many independent
 * days, with the tail of Student's t of five degrees, whose statistic is lower; the published critical values hardly depend on the tail.
 */
export function shortfallTest(
  { losses, valueAtRisk, expectedShortfall }: ShortfallDays,
  level: number,
): BacktestResult {
  checkNotEmpty('losses', losses);
  checkLength('valueAtRisk', valueAtRisk, losses.length);
  checkLength('expectedShortfall', expectedShortfall, losses.length);
  const days = losses.length;
  let sum = 0;
  for (let t = 0; t < days; t++) if (losses[t] > valueAtRisk[t]) sum += losses[t] / expectedShortfall[t];
  const statistic = 1 - sum / (days * (1 - level));
  const simulated = simulatedStatistics(days, level);
  return { statistic, pValue: shareBelow(simulated, statistic) };
}

const records = 10_000;
const tailDegrees = 5;
const tailSteps = 1000;
const known = new Map<string, Float64Array>();

/** What correct forecasts of so many days give, ascending; the same for each call. */
function simulatedStatistics(days: number, level: number): Float64Array {
  const key = `${days} ${level}`;
  const found = known.get(key);
  if (found) return found;
  const random = createRandom(days).fork('shortfall');
  const ratios = tailRatios(level);
  const chances = breachCounts(days, 1 - level);
  const made = Float64Array.from({ length: records }, () => {
    const count = drawFrom(chances, random.next());
    let sum = 0;
    for (let i = 0; i < count; i++) sum += ratios[random.integer(ratios.length)];
    return 1 - sum / (days * (1 - level));
  }).sort();
  known.set(key, made);
  return made;
}

/** Losses beyond the value at risk as multiples of the expected shortfall, at evenly spaced probabilities. */
function tailRatios(level: number): Float64Array {
  const losses = Float64Array.from({ length: tailSteps }, (_, i) =>
    studentTQuantile(1 - ((1 - level) * (i + 0.5)) / tailSteps, tailDegrees),
  );
  const mean = losses.reduce((sum, value) => sum + value, 0) / tailSteps;
  return losses.map((value) => value / mean);
}

/** Cumulative probabilities of 0, 1, ... breaches. */
function breachCounts(days: number, probability: number): Float64Array {
  const ways = (count: number) => logGamma(days + 1) - logGamma(count + 1) - logGamma(days - count + 1);
  let sum = 0;
  return Float64Array.from({ length: days + 1 }, (_, count) => {
    sum += Math.exp(ways(count) + logLikelihood(count, days, probability));
    return sum;
  });
}

function drawFrom(cumulative: Float64Array, uniform: number): number {
  const found = cumulative.findIndex((value) => value > uniform);
  return found < 0 ? cumulative.length - 1 : found;
}

function shareBelow(sorted: Float64Array, value: number): number {
  const found = sorted.findIndex((one) => one > value);
  return (found < 0 ? sorted.length : found) / sorted.length;
}

export type TrafficLight = 'green' | 'yellow' | 'red';

/**
 * The zones of the Basel Committee (1996): yellow from the number of breaches on that correct forecasts stay below or at with a probability of 95 %
 * or more, red from 99.99 % on. Of 250 days at 99 % these are 5 and 10.
 */
export function trafficLight(breaches: number, days: number, level: number): TrafficLight {
  // In few days at a high level even no breach is what nearly all correct forecasts have.
  if (breaches === 0) return 'green';
  const cumulative = breachCounts(days, 1 - level)[breaches];
  if (cumulative < 0.95) return 'green';
  return cumulative < 0.9999 ? 'yellow' : 'red';
}
