import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);
const volatility = z.number().positive().max(5);

/** Options of the mechanism `clustered-returns`. */
export const clusteredReturnsOptions = z.strictObject({
  mechanism: z.literal('clustered-returns'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Trading days: Monday to Friday. */
  rows: z.number().int().min(2).max(100_000),
  firstDay: z.iso.date(),
  /** The column of the day. */
  date: name,
  /** The index, and the long-run volatility of its returns in a year. */
  market: z.strictObject({ name, volatility }),
  assets: z
    .array(
      z.strictObject({
        name,
        /** So many times the market's return is part of the asset's own. */
        exposure: z.number(),
        /** Long-run volatility in a year of the part that it has for itself. */
        volatility,
        /** Days without a price before it was listed. */
        listed: z.number().int().min(0).default(0),
      }),
    )
    .min(1),
  /** How the variance of the market and of each asset's own part goes on: omega + alpha r^2 + beta h. */
  garch: z.strictObject({ alpha: z.number().min(0), beta: z.number().min(0) }),
  /** Degrees of freedom of the innovations (Student's t). */
  degrees: z.number().int().min(3).max(100),
  /** Mean growth of the market in a year. */
  drift: z.number().default(0.05),
});

export type ClusteredReturnsOptions = z.infer<typeof clusteredReturnsOptions>;

const daysOfYear = 252;

/** Returns whose variance is a GARCH(1,1) with innovations of Student's t. */
export class ClusteredReturns {
  private readonly longRun: number;
  private variance: number;

  /** @param yearly long-run volatility in a year. */
  constructor(
    yearly: number,
    private readonly shape: { garch: { alpha: number; beta: number }; degrees: number },
    private readonly random: Random,
  ) {
    this.longRun = yearly ** 2 / daysOfYear;
    this.variance = this.longRun;
  }

  /** The standard deviation of the next return. */
  get volatility(): number {
    return Math.sqrt(this.variance);
  }

  next(): number {
    const { garch, degrees } = this.shape;
    const value = this.volatility * studentT(this.random, degrees);
    const omega = (1 - garch.alpha - garch.beta) * this.longRun;
    this.variance = omega + garch.alpha * value ** 2 + garch.beta * this.variance;
    return value;
  }
}

/** Student's t of variance 1: a normal number over the root of a mean of squares. */
function studentT(random: Random, degrees: number): number {
  let squares = 0;
  for (let i = 0; i < degrees; i++) squares += random.normal() ** 2;
  return (random.normal() / Math.sqrt(squares / degrees)) * Math.sqrt((degrees - 2) / degrees);
}

/**
 * Daily prices of an index and of shares. Each share returns its exposure times the index, and a part of its own; variances of both kinds come in
 * clusters by a GARCH(1,1) with heavy-tailed innovations. Shares that were listed later have no price before.
 */
export const clusteredReturnsMechanism: SampleMechanism<ClusteredReturnsOptions> = {
  name: 'clustered-returns',
  columns: ({ date, assets, market }) => [date, ...assets.map((asset) => asset.name), market.name],
  problems: ({ garch, assets, rows }) => [
    ...(garch.alpha + garch.beta < 1
      ? []
      : [{ path: ['garch'], message: 'alpha and beta below 1 together' }]),
    ...assets.flatMap(({ listed }, i) =>
      listed < rows ? [] : [{ path: ['assets', i, 'listed'], message: 'fewer days than there are rows' }],
    ),
  ],
  generate(options): SampleTable {
    const root = createRandom(options.seed);
    const market = new ClusteredReturns(options.market.volatility, options, root.fork('market'));
    const own = options.assets.map(
      (asset) => new ClusteredReturns(asset.volatility, options, root.fork(`asset ${asset.name}`)),
    );
    const prices = options.assets.map(({ name: asset }) => 20 + 180 * root.fork(`price ${asset}`).next());
    let index = 250;
    const days = weekdays(options.firstDay, options.rows);
    const records = days.map((day, row) => {
      const common = options.drift / daysOfYear + market.next();
      index *= Math.exp(common);
      const cells = options.assets.map(({ exposure, listed }, i) => {
        prices[i] *= Math.exp(exposure * common + own[i].next());
        return row < listed ? '' : prices[i].toFixed(2);
      });
      return [day, ...cells, index.toFixed(2)];
    });
    return { header: clusteredReturnsMechanism.columns(options), records };
  },
};

const millisecondsOfDay = 86_400_000;

function weekdays(first: string, count: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); days.length < count; at += millisecondsOfDay) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}
