import { describe, expect, it } from '@jest/globals';
import type { InferredStep } from '../../tables/inference/inferred-step.js';
import { planForecast, type ForecastPlan } from './forecast-plan.js';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

function step(text: string, count: number, unit: InferredStep['unit'] = 'order'): InferredStep {
  return { text, count, unit, share: 1, remarks: [] };
}

describe('what a draft of a forecast proposes', () => {
  it.each<[InferredStep, number, ForecastPlan]>([
    [
      step('5min', 5 * minute),
      4000,
      { window: 60, horizons: ['5min', '15min', '30min', '60min'], seasons: ['1d'] },
    ],
    [
      step('15min', 15 * minute),
      4000,
      { window: 96, horizons: ['15min', '45min', '90min', '180min'], seasons: ['1d', '7d'] },
    ],
    [step('1h', hour), 2000, { window: 168, horizons: ['1h', '6h', '24h'], seasons: ['1d', '7d'] }],
    [step('1h', hour), 100, { window: 24, horizons: ['1h', '6h'], seasons: ['1d'] }],
    [step('8h', 8 * hour), 500, { window: 21, horizons: ['8h', '24h'], seasons: ['1d', '7d'] }],
    [step('1d', day), 800, { window: 28, horizons: ['1d', '7d', '14d'], seasons: ['7d'] }],
    [step('1d', day), 40, { window: 10, horizons: ['1d'], seasons: ['7d'] }],
    [step('7d', 7 * day), 260, { window: 52, horizons: ['7d', '28d', '84d'], seasons: ['364d'] }],
    [step('1bd', 1, 'business day'), 300, { window: 20, horizons: ['1bd', '5bd', '10bd'], seasons: ['5bd'] }],
    [step('1mo', 1, 'month'), 144, { window: 24, horizons: ['1mo', '3mo', '6mo', '12mo'], seasons: ['1y'] }],
    [step('3mo', 3, 'month'), 60, { window: 8, horizons: ['3mo', '6mo', '12mo'], seasons: ['1y'] }],
    [step('1y', 12, 'month'), 50, { window: 10, horizons: ['1y', '2y', '3y'], seasons: [] }],
  ])('for %j and %d moments', (of, moments, plan) => {
    expect(planForecast(of, moments, 'time')).toEqual(plan);
  });

  it('is nothing for a series too short', () => {
    expect(() => planForecast(step('1d', day), 39, 'time')).toThrow('too few rows for a forecast');
  });
});
