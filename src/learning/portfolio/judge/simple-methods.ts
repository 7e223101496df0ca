import { ewmaVariances, fitGarch, garchVariances } from '../../../evaluation/risk/conditional-variance.js';
import { normalTail, tailsOf, type TailRisk } from '../../../evaluation/risk/tail.js';
import type { DayRange } from './filtered-method.js';
import { TailForecasts } from './tail-forecasts.js';

/** What is shown beside the filtered simulation: each looks at the returns of the portfolio alone. */
export const simpleMethods = ['historical', 'normal', 'ewma', 'garch'] as const;

export type SimpleMethod = (typeof simpleMethods)[number];

/** So many days before the forecast one are looked at by the historical simulation and the normal distribution: two years. */
const lookBack = 500;

/** So many by the GARCH(1,1), which is estimated anew after so many days. */
const [garchLookBack, garchAgain] = [1000, 63];

/** @param returns of a portfolio before the forecast day, none unknown. */
export function simpleTails(
  method: SimpleMethod,
  returns: Float64Array,
  levels: readonly number[],
): TailRisk[] {
  const recent = returns.subarray(-lookBack);
  switch (method) {
    case 'historical':
      return tailsOf(
        recent.map((value) => -value),
        levels,
      );
    case 'normal':
      return normalTails(recent.reduce((sum, value) => sum + value * value, 0) / recent.length, levels);
    case 'ewma':
      return normalTails(ewmaVariances(returns)[returns.length], levels);
    case 'garch': {
      const past = returns.subarray(-garchLookBack);
      return normalTails(garchVariances(past, fitGarch(past))[past.length], levels);
    }
  }
}

/** Of losses of mean zero. */
function normalTails(variance: number, levels: readonly number[]): TailRisk[] {
  return levels.map((level) => normalTail(0, Math.sqrt(Math.max(variance, 1e-12)), level));
}

/**
 * The tail of every day in the range, as {@link simpleTails} says it on the day before; GARCH's parameters are those of the last time that they
 * were estimated, always from earlier days.
 * @param returns of the portfolio on each day; NaN only before the first day with a price.
 */
export function simpleForecasts(
  method: SimpleMethod,
  returns: Float64Array,
  { levels, range: { first, end } }: { levels: readonly number[]; range: DayRange },
): TailForecasts {
  const forecasts = new TailForecasts(levels);
  const begins = returns.findIndex((value) => !Number.isNaN(value));
  const known = returns.map((value) => value || 0);
  const variances = varianceForecasts(method, known, { begins, first, end });
  for (let day = first; day < end; day++) {
    const tails = variances
      ? normalTails(variances[day - first], levels)
      : simpleTails(method, known.subarray(begins, day), levels);
    forecasts.add(tails, -known[day]);
  }
  return forecasts;
}

interface VarianceRange extends DayRange {
  begins: number;
}

/** Variances of the days in the range where a method has them from one recursion over all days. */
function varianceForecasts(
  method: SimpleMethod,
  returns: Float64Array,
  { begins, first, end }: VarianceRange,
): Float64Array | undefined {
  if (method === 'ewma') return ewmaVariances(returns.subarray(begins)).slice(first - begins, end - begins);
  if (method !== 'garch') return undefined;
  const variances = new Float64Array(end - first);
  for (let day = first; day < end; day += garchAgain) {
    const start = Math.max(begins, day - garchLookBack);
    const garch = fitGarch(returns.subarray(start, day));
    const until = Math.min(end, day + garchAgain);
    variances.set(
      garchVariances(returns.subarray(start, until), garch).slice(day - start, until - start),
      day - first,
    );
  }
  return variances;
}
