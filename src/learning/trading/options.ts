import { z } from 'zod';

const basisPoints = z.number().min(0).max(1000);
const rising = (numbers: readonly number[]) => numbers.every((one, i) => i === 0 || one > numbers[i - 1]);

/** `task.options` of the task allocation. */
export const allocationOptions = z.strictObject({
  /** Months from one rebalancing to the next. */
  rebalance: z.int().min(1).max(12).default(1),
  /** Months after which the network is learnt anew from everything before. */
  refit: z.int().min(1).max(60).default(12),
  /** Days left out between what is learnt from and what is decided on, beyond those that an outcome takes. */
  embargo: z.int().min(0).max(60).default(5),
  /** Networks of each fit, whose forecasts are averaged. */
  members: z.int().min(1).max(10).default(3),
  /** The largest share of one asset. */
  cap: z.number().gt(0).max(1).default(0.25),
  /** What a trade costs, in basis points of the value traded: fees, and what the price moves against who trades. */
  cost: basisPoints.default(5),
  slippage: basisPoints.default(5),
  /** How much return a variance must bring; the days before those held out choose. */
  riskAversion: z
    .array(z.number().gt(0).max(1000))
    .min(1)
    .max(5)
    .refine(rising, 'rising numbers')
    .default([3, 10, 30]),
  /** Days of the past that covariances are worked out from. */
  covarianceDays: z.int().min(60).max(2520).default(252),
  /** Share of a position that is lost when its prices end. */
  delistingLoss: z.number().min(0).max(1).default(1),
  /** Settings that were tried before on these data, and are not in the report: they count as trials. */
  earlierTrials: z.int().min(0).max(100_000).default(0),
});

export type AllocationOptions = z.infer<typeof allocationOptions>;

/** Trading days of a month, of which a year has twelve. */
export const monthDays = 21;

/** So many returns an asset must have before it is bought: its features look back a year. */
export const warmUp = 252;

/** Days without a price after which an asset is not bought ... */
export const staleDays = 5;

/** ... and after which what is held of it is given up. */
export const endedDays = 20;

/** What a unit of value that is traded costs. */
export function costRate({ cost, slippage }: Pick<AllocationOptions, 'cost' | 'slippage'>): number {
  return (cost + slippage) / 10_000;
}

/** Trading days from one rebalancing to the next, about. */
export function horizonOf({ rebalance }: Pick<AllocationOptions, 'rebalance'>): number {
  return monthDays * rebalance;
}

export function periodsPerYear({ rebalance }: Pick<AllocationOptions, 'rebalance'>): number {
  return 12 / rebalance;
}
