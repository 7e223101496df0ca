import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import type { IntervalFigures } from '../../../../evaluation/conformal/index.js';
import { numericSpec } from '../../../../tables/columns/columns.fixture.js';
import type { IntervalWidths } from '../../names.js';
import type { TaskSpec } from '../task.js';
import { regression } from './index.js';

/** A network that knows the mean, of rows whose noise grows with it from 1 to 10. */
function noisyRows(count: number, seed: number) {
  const random = createRandom(seed);
  const means = Array.from({ length: count }, () => 100 + 900 * random.next());
  return { means, values: means.map((mean) => mean + (mean / 100) * random.normal()) };
}

/** Figures of rows that nothing was fitted on, with intervals from others. */
function heldOut(intervals: IntervalWidths | undefined, seed: number) {
  const spec: TaskSpec = { target: numericSpec({ name: 'price', missing: 'reject' }), intervals };
  const [kept, held] = [noisyRows(2000, seed), noisyRows(4000, seed + 1000)];
  const state = regression.fitTarget(kept.values, spec);
  const encoded = (values: readonly number[]) => regression.encodeTargets(values, state);
  const policy = regression.fitPolicy(encoded(kept.means).data, encoded(kept.values), state, spec);
  const outputs = encoded(held.means).data;
  const details = regression.details(outputs, encoded(held.values), { state, policy });
  const { interval } = details as { interval: IntervalFigures };
  return { interval, answerer: regression.answerer(state, policy, spec), outputs, state, policy };
}

const seeds = [1, 2, 3];

describe('intervals by case, where noise grows with the prediction', () => {
  it.each(seeds)('hold what they are meant to in every third, with widths that follow (seed %i)', (seed) => {
    const { interval } = heldOut('by-case', seed);
    const { covered, thirds = [] } = interval;
    expect(Math.abs(covered - 0.9)).toBeLessThan(0.03);
    for (const third of thirds) expect(Math.abs(third.covered - 0.9)).toBeLessThan(0.05);
    const widths = thirds.map(({ medianWidth }) => medianWidth);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(widths[2] / widths[0]).toBeGreaterThan(2.5);
  });

  it.each(seeds)('are what one width for all is not (seed %i)', (seed) => {
    const { interval } = heldOut(undefined, seed);
    const [low, , high] = interval.thirds ?? [];
    expect(Math.abs(interval.covered - 0.9)).toBeLessThan(0.03);
    expect(low.covered).toBeGreaterThan(0.98);
    expect(high.covered).toBeLessThan(0.82);
    expect(low.medianWidth).toBeCloseTo(high.medianWidth, 4);
    expect(heldOut('by-case', seed).interval.score).toBeLessThan(interval.score);
  });

  it('are answered as they are stored, and around the value', () => {
    const { answerer, outputs, state, policy, interval } = heldOut('by-case', 1);
    if (!('bands' in policy)) throw new Error('There are no bands.');
    expect(policy.bands).toHaveLength(10);
    expect(interval).toMatchObject(policy);
    const stored = regression.parse(JSON.parse(JSON.stringify({ state, policy })));
    expect(stored).toEqual({ state, policy });
    for (let row = 0; row < 200; row++) {
      const { value = NaN, interval: [lower, upper] = [NaN, NaN] } = answerer.answer(outputs, row).prediction;
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
      expect(answerer.cells(outputs, row)).toEqual([value, lower, upper].map(String));
    }
  });

  it('have one width where rows are too few for two', () => {
    const spec: TaskSpec = {
      target: numericSpec({ name: 'price', missing: 'reject' }),
      intervals: 'by-case',
    };
    const { means, values } = noisyRows(199, 5);
    const state = regression.fitTarget(values, spec);
    const of = (numbers: number[]) => regression.encodeTargets(numbers, state);
    const policy = regression.fitPolicy(of(means).data, of(values), state, spec);
    expect(policy).toEqual({ coverage: 0.9, bands: [{ from: null, halfWidth: expect.any(Number) }] });
  });
});
