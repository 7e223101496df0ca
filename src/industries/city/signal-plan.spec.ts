import { describe, expect, it } from '@jest/globals';
import { planSignals } from './signal-plan.js';
import {
  criticalRatios,
  delaysUnder,
  meanDelay,
  websterDelay,
  websterPlan,
  type SignalPhase,
} from './webster.js';

const limits = { shortest: 30, longest: 150 };
const phase = (name: string, ...flows: number[]): SignalPhase => ({
  name,
  lostSeconds: 5,
  approaches: flows.map((flow, i) => ({ name: `${name} ${i + 1}`, flow, saturation: 1800 })),
});

describe('the plan of Webster (1958)', () => {
  // L = 10 s, flow ratios 600/1800 = 1/3 and 450/1800 = 1/4, Y = 7/12: C = (15 + 5) / (5/12) = 48 s, greens 38 s in the ratio 4 : 3.
  const phases = [phase('north-south', 600, 420), phase('east-west', 450)];
  const plan = websterPlan(phases, limits);

  it('has the cycle and greens worked out by hand', () => {
    expect(criticalRatios(phases)).toEqual([1 / 3, 1 / 4]);
    expect(plan.cycle).toBeCloseTo(48, 9);
    expect(plan.greens[0]).toBeCloseTo((38 * 4) / 7, 9);
    expect(plan.greens[1]).toBeCloseTo((38 * 3) / 7, 9);
  });

  it('gives the delay worked out by hand, term by term', () => {
    // l = 0.452381, x = 14/19 = 0.736842, q = 1/6 vehicles a second: 10.79592 + 6.18947 - 0.65 * 12 * 0.272121 = 14.86285 s.
    expect(websterDelay(phases[0].approaches[0], plan.greens[0], 48)).toBeCloseTo(14.8629, 3);
    // l = 0.339286, x = 0.736842, q = 1/8: 13.97 + 8.25 - 3.04 s.
    expect(websterDelay(phases[1].approaches[0], plan.greens[1], 48)).toBeCloseTo(19.17, 1);
  });

  it('weighs delays by vehicles', () => {
    const delays = [
      { phase: 'a', approach: 'a', flow: 300, saturationDegree: 0.5, delay: 10 },
      { phase: 'b', approach: 'b', flow: 100, saturationDegree: 0.5, delay: 30 },
    ];
    expect(meanDelay(delays)).toBe(15);
    expect(meanDelay([...delays, { ...delays[0], delay: null }])).toBeNull();
    expect(meanDelay([])).toBeNull();
  });

  it('is near the least delay of all cycles', () => {
    const lost = 10;
    const delayOf = (cycle: number) => {
      const greens = plan.greens.map((green) => (green / 38) * (cycle - lost));
      return meanDelay(delaysUnder(phases, { cycle, greens })) ?? Infinity;
    };
    const best = Math.min(...Array.from({ length: 100 }, (_, i) => delayOf(30 + i)));
    expect(delayOf(plan.cycle)).toBeLessThan(1.05 * best);
  });

  it('keeps within the limits of the cycle', () => {
    expect(websterPlan(phases, { shortest: 60, longest: 90 }).cycle).toBe(60);
    expect(websterPlan(phases, { shortest: 20, longest: 40 }).cycle).toBe(40);
  });

  it('refuses flows that no plan can serve', () => {
    expect(() => websterPlan([phase('a', 1200), phase('b', 700)], limits)).toThrow(/No signal plan/);
    expect(() => websterPlan([phase('a', 0), phase('b', 0)], limits)).toThrow(/No signal plan/);
  });

  it('knows no delay where the queue grows', () => {
    expect(websterDelay({ name: 'a', flow: 1000, saturation: 1800 }, 20, 60)).toBeNull();
    expect(websterDelay({ name: 'a', flow: 0, saturation: 1800 }, 30, 60)).toBe(7.5);
  });
});

describe('a request for a signal plan', () => {
  const forecast = {
    prediction: {
      horizons: [
        { horizon: '1h', value: 900 },
        { horizon: '6h', value: 300 },
      ],
    },
  };
  const asked: unknown[] = [];
  const served = {
    answerHistory: (rows: readonly unknown[], pointer: string) => {
      asked.push([rows, pointer]);
      return [forecast];
    },
  };
  const request = {
    phases: [
      { name: 'main', lostSeconds: 5, approaches: [{ name: 'west', flow: 600, lanes: 1 }] },
      { name: 'side', lostSeconds: 5, approaches: [{ name: 'north', flow: 450 }] },
    ],
    current: { cycle: 90, greens: [40, 40] },
  };

  it('is answered with greens and the delay before and after', () => {
    const { cycle, phases, meanDelay: after, current } = planSignals(request, served);
    expect(cycle).toBe(48);
    expect(phases.map(({ green }) => green)).toEqual([21.71, 16.29]);
    expect(after).toBeLessThan(current?.meanDelay ?? 0);
  });

  it('takes the forecast of the road for an approach with a history', () => {
    const history = [{ any: 1 }];
    const approaches = [{ name: 'west', history, share: 0.5 }];
    const [, side] = request.phases;
    const found = planSignals({ phases: [{ ...request.phases[0], approaches }, side] }, served);
    expect(asked.at(-1)).toEqual([history, '/phases/0/approaches/0/history']);
    expect(found.approaches[0].flow).toBe(450);
    const far = planSignals({ phases: [{ ...request.phases[0], approaches }, side], horizon: '6h' }, served);
    expect(far.approaches[0].flow).toBe(150);
    expect(() =>
      planSignals({ phases: [{ ...request.phases[0], approaches }, side], horizon: '9h' }, served),
    ).toThrow(/does not forecast/);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['one phase', { phases: [request.phases[0]] }],
    [
      'an approach without a flow',
      { phases: [{ name: 'a', approaches: [{ name: 'b' }] }, request.phases[1]] },
    ],
    ['an unknown key', { ...request, more: 1 }],
    ['greens of another number', { ...request, current: { cycle: 90, greens: [40] } }],
    ['greens that do not fit the cycle', { ...request, current: { cycle: 60, greens: [40, 40] } }],
  ])('is refused: %s', (_, body) => {
    expect(() => planSignals(body, served)).toThrow();
  });
});
