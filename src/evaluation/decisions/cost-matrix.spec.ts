import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeMetrics } from '../metrics/index.js';
import { cheapest, costMatrixReport, expectedCosts, type ActionCosts } from './index.js';

const square: ActionCosts[] = [
  { action: 'a', costs: [0, 2, 10] },
  { action: 'b', costs: [1, 0, 4] },
  { action: 'c', costs: [3, 3, 0] },
];
const ask: ActionCosts = { action: 'ask', costs: [1.5, 1.5, 1.5] };
const rows = {
  labels: [0, 1, 2, 2, 0],
  probabilities: [0.9, 0.1, 0, 0.2, 0.7, 0.1, 0.1, 0.1, 0.8, 0.6, 0.2, 0.2, 0.4, 0.3, 0.3],
  classes: 3,
};

describe('decisions by a cost matrix', () => {
  it('take the action of least expected cost, not that of the likeliest class', () => {
    // 0.6, 0.2, 0.2: a costs 0.4 + 2, b 0.6 + 0.8, c 1.8 + 0.6.
    const costs = expectedCosts([0.6, 0.2, 0.2], square);
    expect(costs.map((cost) => Number(cost.toFixed(12)))).toEqual([2.4, 1.4, 2.4]);
    expect(cheapest(costs)).toBe(1);
    expect(cheapest([2, 1, 1])).toBe(1);
  });

  it('are never expected to cost more than any one action', () => {
    const share = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.tuple(share, share, share), (parts) => {
        const total = parts.reduce((a, b) => a + b);
        const all = [...square, ask];
        const costs = expectedCosts(parts.map((part) => part / total), all); // prettier-ignore
        for (const cost of costs) expect(costs[cheapest(costs)]).toBeLessThanOrEqual(cost);
      }),
    );
  });

  it('are counted by what happened, and priced beside the best of one action for all', () => {
    const report = costMatrixReport(rows, square);
    expect(report.actions.map(({ action, count, byClass }) => [action, count, byClass])).toEqual([
      ['a', 1, [1, 0, 0]],
      ['b', 3, [1, 1, 1]],
      ['c', 1, [0, 0, 1]],
    ]);
    // Row by row: 0, 0, 0, 4, 1.
    expect(report.meanCost).toBeCloseTo(1, 12);
    expect(report.actions.map(({ meanCostAlways }) => meanCostAlways)).toEqual([22 / 5, 2, 9 / 5]);
    expect(report.bestConstant).toEqual({ action: 'c', meanCost: 9 / 5 });
    const { cost } = computeMetrics('multiclass', ['cost'], { ...rows, actions: square });
    expect(cost).toBeCloseTo(report.meanCost, 12);
  });

  it('refer where a look by a person is cheaper than every action', () => {
    const report = costMatrixReport(rows, [...square, ask]);
    expect(report.actions.at(-1)).toMatchObject({ action: 'ask', count: 1, byClass: [1, 0, 0] });
    // The last row: a costs 3.6, b 1.6, c 2.1.
    expect(report.meanCost).toBeCloseTo((0 + 0 + 0 + 4 + 1.5) / 5, 12);
    expect(report.bestConstant).toEqual({ action: 'ask', meanCost: 1.5 });
  });

  it('heed the weights of rows', () => {
    const { meanCost } = costMatrixReport({ ...rows, weights: [1, 1, 1, 0, 3] }, square);
    expect(meanCost).toBeCloseTo(3 / 6, 12);
  });

  it('need a cost of every action for every class', () => {
    expect(() => costMatrixReport(rows, [])).toThrow('no action');
    expect(() => costMatrixReport(rows, [{ action: 'a', costs: [1, 2] }])).toThrow(/actions\/0\/costs/);
    expect(() => computeMetrics('multiclass', ['cost'], rows)).toThrow('needs what each action costs');
  });
});
