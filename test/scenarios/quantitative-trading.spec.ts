import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import type { AllocationAnswer } from '../../src/learning/allocation-answer.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const positions = [{ asset: 'AAPL', weight: 0.6 }, { asset: 'XOM', weight: 0.3 }]; // prettier-ignore
const costRate = 0.001;

describe('quantitative trading', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  beforeAll(async () => {
    home = await trainedHome('finance/quantitative-trading');
    trained = await home.train({ training: { epochs: 2, batchSize: 512 } });
  });
  afterAll(() => home.close());

  const ask = async (features: unknown) => (await home.predict({ features }))[0];
  const allocationOf = async (features: unknown): Promise<AllocationAnswer> => {
    const { allocation } = (await ask(features)).prediction;
    if (!allocation) throw new Error('no allocation');
    return allocation;
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const placesOf = async (features: unknown) => {
    const failed = await ask(features).catch((error: unknown) => error);
    if (!(failed instanceof InvalidInputError)) throw failed;
    return failed.details.map(({ pointer, received }) => [pointer, received]);
  };

  it('tells every strategy, what was tried, and how far settings beside it lead', () => {
    const details = trained.report.details as {
      strategies: Record<string, { sharpe: { value: number }; drawdown: number; turnover: number }>;
      folds: { decides: string; learntBefore: string }[];
      deflated: { trials: number };
      stability: unknown[];
      verdict: { periods: number };
    };
    expect(Object.keys(details.strategies)).toEqual([
      'equal-weight', 'minimum-variance', 'momentum', 'network-3', 'network-10', 'network-30', 'index',
    ]); // prettier-ignore
    expect(details.stability).toHaveLength(4);
    // All strategies but equal weight, and the settings beside.
    expect(details.deflated.trials).toBe(9);
    expect(details.verdict.periods).toBe(trained.report.rows.test);
    for (const { decides, learntBefore } of details.folds) expect(learntBefore < decides).toBe(true);
    const [equalWeight, momentum] = ['equal-weight', 'momentum'].map((name) => details.strategies[name]);
    expect(momentum.turnover).toBeGreaterThan(equalWeight.turnover);
  });

  it('says in every answer whether it has beaten equal weight after costs, and what survived', async () => {
    const { notice, prediction } = await ask({ positions });
    expect(notice).toContain('companies that are large today');
    const { verdict } = prediction.allocation as AllocationAnswer;
    expect(verdict.text).toMatch(/equal weight/);
    expect(verdict.text).toContain(`${verdict.periods} periods held out`);
    expect(verdict.beats_equal_weight).toBe((verdict.difference?.interval?.[0] ?? 0) > 0);
  });

  it('has shares within the cap that add up, and trades that lead to them', async () => {
    const { positions: told, cash, turnover, expected, strategy } = await allocationOf({ positions });
    expect(sum(told.map(({ target }) => target)) + cash).toBeCloseTo(1, 6);
    for (const { now, target, trade } of told) {
      expect(target).toBeGreaterThanOrEqual(0);
      if (strategy.startsWith('network')) expect(target).toBeLessThanOrEqual(0.25 + 1e-6);
      expect(now + trade).toBeCloseTo(target, 6);
    }
    expect(turnover).toBeCloseTo(sum(told.map(({ trade }) => Math.abs(trade))) / 2, 6);
    expect(expected.cost).toBeCloseTo(100 * costRate * 2 * turnover, 5);
    expect(expected.net).toBeCloseTo(expected.gross - expected.cost, 6);
  });

  it('buys everything for cash, and tells amounts in money', async () => {
    const [none, absent] = await Promise.all([{ positions: null }, {}].map(allocationOf));
    expect(absent).toEqual(none);
    expect(none.turnover).toBeCloseTo((1 - none.cash) / 2, 6);
    const money = await allocationOf({ positions: [{ asset: 'AAPL', amount: 10_000 }] });
    expect(money.value).toEqual({ amount: 10_000, unit: 'USD' });
    for (const { trade, money: traded } of money.positions) expect(traded).toBeCloseTo(10_000 * trade, 3);
  });

  it('rebalances by the calendar and is filled after what is known', async () => {
    const told = await allocationOf({ positions, as_of: '2023-10-15' });
    expect(told.as_of).toBe('2023-10-13');
    expect(told.next_rebalancing).toBe('2023-10-31');
    expect(told.fill).toContain('next trading day');
    expect(told.in_sample).toBe(false);
    expect((await allocationOf({ positions, as_of: '2021-06-01' })).in_sample).toBe(true);
  });

  it('does not buy what has no year of prices, and tells a day outside of the data', async () => {
    const early = await allocationOf({ positions: [{ asset: 'BABA', weight: 1 }], as_of: '2021-03-01' });
    const held = early.positions.find(({ asset }) => asset === 'BABA');
    expect(held).toEqual({ asset: 'BABA', now: 1, target: 0, trade: -1, features: {} });
    const late = await ask({ positions, as_of: '2031-01-01' });
    expect(late.applicability.in_domain).toBe(false);
    const before = await ask({ positions, as_of: '2020-02-01' });
    expect(before.applicability.warnings.map(({ code }) => code)).toContain('out-of-range');
  });

  it('refuses what cannot be held, by its place', async () => {
    const place = '/features/positions';
    expect(await placesOf({ positions: [{ asset: 'LEH', weight: 1 }] })).toEqual([[place, '"LEH"']]);
    expect(await placesOf({ positions: [{ asset: 'AAPL', weight: -0.2 }] })).toEqual([[place, '-0.2']]);
    expect(await placesOf({ positions: 'AAPL: 0.8; XOM: 0.4' })).toEqual([[place, '1.2']]);
    expect((await placesOf({ positions, as_of: 'soon' }))[0][0]).toBe('/features/as_of');
  });
});
