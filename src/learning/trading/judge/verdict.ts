import type { StrategyFigures } from './figures.js';

/** Whether positions were worth their costs, in figures that a version keeps. */
export interface Verdict {
  beatsEqualWeight: boolean;
  /** Days of the first and the last fill. */
  from: string;
  to: string;
  periods: number;
  sharpe: number | null;
  equalWeight: number | null;
  difference: { value: number | null; lower: number | null; upper: number | null };
  /** See `Deflated.active`. */
  deflated: number | null;
  trials: number;
}

/** A difference tells where all of its interval does. */
export function beats({ difference }: Pick<StrategyFigures, 'difference'>): boolean {
  return difference !== undefined && difference.lower > 0;
}

/** One sentence for every answer. */
export function verdictText(
  { beatsEqualWeight, periods, sharpe, equalWeight, difference }: Verdict,
  strategy: string,
): string {
  const figures = `Sharpe ratio ${said(sharpe)} against ${said(equalWeight)}`;
  if (strategy === 'equal-weight')
    return `Equal weight itself serves: before the ${periods} periods held out nothing had been better after costs.`;
  const between = `difference ${said(difference.value)}, from ${said(difference.lower)} to ${said(difference.upper)}`;
  return beatsEqualWeight
    ? `On ${periods} periods held out it beat equal weight after costs: ${figures} (${between}).`
    : `On ${periods} periods held out it did not beat equal weight after costs: ${figures} (${between}).`;
}

function said(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(2);
}
