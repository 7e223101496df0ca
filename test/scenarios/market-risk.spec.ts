import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import type { BacktestSummary } from '../../src/learning/portfolio/judge/backtest.js';
import type { RiskAnswer } from '../../src/learning/risk-answer.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const positions = [{ asset: 'AAPL', weight: 0.5 }, { asset: 'XOM', weight: 0.3 }]; // prettier-ignore

describe('market risk', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  beforeAll(async () => {
    home = await trainedHome('finance/market-risk');
    trained = await home.train({ training: { epochs: 2, batchSize: 512 } });
  });
  afterAll(() => home.close());

  const ask = async (features: unknown) => (await home.predict({ features }))[0];
  const riskOf = async (features: unknown): Promise<RiskAnswer> => {
    const { risk } = (await ask(features)).prediction;
    if (!risk) throw new Error('no risk');
    return risk;
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it('backtests every method at each level with equal weight and 20 random portfolios', () => {
    const { backtests } = trained.report.details as { backtests: Record<string, BacktestSummary[]> };
    expect(Object.keys(backtests)).toHaveLength(7);
    for (const levels of Object.values(backtests)) {
      expect(levels.map(({ level, portfolios }) => [level, portfolios])).toEqual([[0.95, 21], [0.99, 21]]); // prettier-ignore
      for (const { equalWeight, passed } of levels) {
        expect(equalWeight.days).toBe(trained.report.rows.test);
        expect(passed.all).toBeLessThanOrEqual(
          Math.min(passed.kupiec, passed.christoffersen, passed.shortfall),
        );
      }
    }
  });

  it('says in every answer that the shares are those that survived', async () => {
    const { notice } = await ask({ positions });
    expect(notice).toContain('companies that are large today');
  });

  it('has contributions that add up to the shortfall, at every level and distance', async () => {
    const { figures, cash } = await riskOf({ positions });
    expect(cash).toBeCloseTo(0.2, 9);
    expect(figures.map(({ level, days }) => [days, level])).toEqual([[1, 0.95], [1, 0.99], [10, 0.95], [10, 0.99]]); // prettier-ignore
    for (const { contributions, expected_shortfall: shortfall, value_at_risk: least } of figures) {
      expect(sum(contributions.map(({ contribution }) => contribution))).toBeCloseTo(shortfall, 6);
      expect(shortfall).toBeGreaterThan(least);
    }
    expect(figures[2].value_at_risk).not.toBeCloseTo(figures[0].value_at_risk * Math.sqrt(10), 3);
  });

  it('scales with the positions, and says of amounts the money', async () => {
    const half = positions.map(({ asset, weight }) => ({ asset, weight: weight / 2 }));
    const amounts = positions.map(({ asset, weight }) => ({ asset, amount: 1000 * weight }));
    const [own, smaller, money] = await Promise.all([positions, half, amounts].map((held) => riskOf({ positions: held }))); // prettier-ignore
    expect(smaller.figures[3].expected_shortfall).toBeCloseTo(own.figures[3].expected_shortfall / 2, 6);
    expect(money.value).toEqual({ amount: 800, unit: 'USD' });
    expect(money.figures[1].money?.value_at_risk).toBeCloseTo(10 * own.figures[1].value_at_risk, 5);
  });

  it('gains where it owed what fell: a short position is the mirror of the long one day by day', async () => {
    const [long, short] = await Promise.all(
      [1, -1].map((weight) => riskOf({ positions: [{ asset: 'AMD', weight }] })),
    );
    const quantile = ({ distribution }: RiskAnswer, level: number) =>
      distribution[0].quantiles.find((one) => one.level === level)?.loss ?? NaN;
    expect(quantile(short, 0.5)).toBeCloseTo(-quantile(long, 0.5), 6);
    expect(quantile(short, 0.95)).toBeCloseTo(-quantile(long, 0.05), 6);
  });

  it('says what stands in for an asset that was listed later, and for a day that is none of the data', async () => {
    const early = await ask({ positions: [{ asset: 'BABA', weight: 1 }], as_of: '2021-01-04' });
    expect(early.applicability.warnings.map(({ code }) => code)).toContain('short-history');
    expect(early.prediction.risk?.positions[0]).toMatchObject({ days: 12, degrees: null });
    expect(early.prediction.risk?.in_sample).toBe(true);
    const late = await ask({ positions, as_of: '2031-01-01' });
    expect(late.applicability.in_domain).toBe(false);
    expect(late.prediction.risk?.as_of).toBe((await riskOf({ positions })).as_of);
  });

  it('knows on a day nothing of what came later', async () => {
    const { as_of: day, stress } = await riskOf({ positions, as_of: '2022-06-05' });
    expect(day).toBe('2022-06-03');
    expect(stress.length).toBeGreaterThan(0);
    for (const { to } of stress) expect(to <= day).toBe(true);
  });

  it('refuses what is no portfolio, by its place', async () => {
    const failed = await ask({ positions: [{ asset: 'LEH', weight: 1 }] }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InvalidInputError);
    expect((failed as InvalidInputError).details[0]).toMatchObject({
      pointer: '/features/positions',
      received: '"LEH"',
    });
  });
});
