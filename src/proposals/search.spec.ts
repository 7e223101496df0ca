import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wantedBy } from './goals.js';
import { nearestSettings } from './nearest-settings.js';
import { sumOf, toleranceOf, violations, type FeasibleSet, type Limit, type Setting } from './problem.js';
import type { Process, Tried } from './process.js';
import { projector } from './projection.js';
import { search, type SearchOrder, type SearchResult } from './search.js';

const setting = (name: string, low: number, high: number, step?: number): Setting => ({
  name,
  low,
  high,
  cost: 1,
  ...(step !== undefined && { step }),
});

/** A set with a limit that its own settings show can be kept, beside others that may or may not. */
const feasible = fc.integer({ min: 2, max: 5 }).chain((count) =>
  fc
    .record({
      ends: fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 80 })), {
        minLength: count,
        maxLength: count,
      }),
      inside: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: count, maxLength: count }),
      rows: fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: count, maxLength: count }), {
        maxLength: 4,
      }),
      room: fc.double({ min: 0, max: 20, noNaN: true }),
      wanted: fc.array(fc.integer({ min: -200, max: 200 }), { minLength: count, maxLength: count }),
    })
    .map(({ ends, inside, rows, room, wanted }) => {
      const settings = ends.map(([low, length], i) => setting(`s${i}`, low, low + length));
      const point = settings.map(({ low, high }, i) => low + inside[i] * (high - low));
      const limits = rows.map((coefficients, i): Limit => {
        const at = sumOf({ name: '', coefficients, lower: 0, upper: 0 }, point);
        return { name: `l${i}`, coefficients, lower: at - room, upper: i % 2 === 0 ? at + room : Infinity };
      });
      return { set: { settings, limits }, point, wanted };
    }),
);

describe('what a search moves to', () => {
  it('keeps every bound and limit, and is as near as anything that does', () => {
    fc.assert(
      fc.property(feasible, ({ set, point, wanted }) => {
        const found = projector(set)(wanted);
        if (found === undefined) return;
        expect(violations(set, found)).toEqual([]);
        const away = (values: readonly number[]) =>
          Math.hypot(...set.settings.map(({ low, high }, i) => (values[i] - wanted[i]) / (high - low)));
        // Limits are kept to a part of their size, and so is the distance.
        expect(away(found)).toBeLessThanOrEqual(away(point) + 1e-6 * (1 + away(point)));
      }),
      { numRuns: 300 },
    );
  });

  it('finds a place wherever there is one, and steps where they are declared', async () => {
    await fc.assert(
      fc.asyncProperty(feasible, async ({ set, wanted }) => {
        const nearest = await nearestSettings(set, wanted);
        expect('values' in nearest && violations(set, nearest.values)).toEqual([]);
        const stepped = {
          ...set,
          settings: set.settings.map((one, i) => (i === 0 ? { ...one, step: 0.5 } : one)),
        };
        const inSteps = await nearestSettings(stepped, wanted);
        if ('values' in inSteps) expect(Math.abs(inSteps.values[0] % 0.5)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('names what cannot be kept together', async () => {
    const set: FeasibleSet = {
      settings: [setting('a', 0, 10), setting('b', 0, 10), setting('c', 0, 10)],
      limits: [
        { name: 'much', coefficients: [1, 1, 0], lower: 25, upper: Infinity },
        { name: 'other', coefficients: [0, 0, 1], lower: 1, upper: 5 },
      ],
    };
    const result = await nearestSettings(set, [1, 1, 1]);
    expect(result).toEqual({ contradiction: { limits: ['much'], settings: ['a', 'b'] } });
    const between = { ...set, limits: [], settings: [setting('a', 0.2, 0.9, 1)] };
    expect(await nearestSettings(between, [0.5])).toEqual({ contradiction: { limits: [], settings: ['a'] } });
  });
});

/** A hill with its top at `top`; intervals of two to either side; data everywhere, or only around the origin. */
const hill =
  (top: readonly number[], { reach = Infinity }: { reach?: number } = {}): Process =>
  (all) =>
    all.map((values): Tried => {
      const value = 100 - values.reduce((sum, one, i) => sum + (one - top[i]) ** 2, 0);
      const cost = values.reduce((sum, one) => sum + one, 0);
      const distance = reach === Infinity ? 0 : Math.hypot(...values) / reach;
      return { values, value, interval: [value - 2, value + 2], cost, distance };
    });

const orderOf = (changes: Partial<SearchOrder> & Pick<SearchOrder, 'set' | 'process'>): SearchOrder => ({
  wanted: wantedBy('maximise'),
  trust: { distance: 1, width: Infinity },
  known: [
    [9, 9],
    [1, 8],
    [5, 5],
  ],
  now: [0, 0],
  seed: 1,
  ...changes,
});

const foundIn = (result: SearchResult): Tried => {
  if (!('found' in result)) throw new Error(`Nothing was found: ${JSON.stringify(result)}`);
  return result.found;
};

const square: FeasibleSet = { settings: [setting('a', 0, 10), setting('b', 0, 10)], limits: [] };

describe('a search', () => {
  it('finds the top of a hill, the same one each time', async () => {
    const order = orderOf({ set: square, process: hill([3.25, 7.5]) });
    const found = foundIn(await search(order));
    expect(found.values[0]).toBeCloseTo(3.25, 1);
    expect(found.values[1]).toBeCloseTo(7.5, 1);
    expect(await search(order)).toEqual({ found });
  });

  it('finds the nearest place to a top that a limit cuts off', async () => {
    const limits = [{ name: 'sum', coefficients: [1, 1], lower: -Infinity, upper: 6 }];
    const { values, value } = foundIn(
      await search(orderOf({ set: { ...square, limits }, process: hill([4, 6]) })),
    );
    // The foot of the perpendicular from (4, 6) onto a + b = 6.
    expect(value).toBeGreaterThan(100 - 8 - 0.05);
    expect(values[0] + values[1]).toBeLessThanOrEqual(6 + toleranceOf(limits[0], square.settings));
  });

  it('takes steps where they are declared', async () => {
    const set = { ...square, settings: [setting('a', 0, 10, 0.5), setting('b', 0, 10, 4)] };
    expect(foundIn(await search(orderOf({ set, process: hill([3.3, 7.5]) }))).values).toEqual([3.5, 8]);
  });

  it('goes no further than the data', async () => {
    const process = hill([8, 8], { reach: 5 });
    const { values, distance } = foundIn(await search(orderOf({ set: square, process })));
    expect(distance).toBeLessThanOrEqual(1);
    expect(Math.hypot(...values)).toBeGreaterThan(4.5);
    const far = { ...square, settings: [setting('a', 6, 10), setting('b', 6, 10)] };
    expect(await search(orderOf({ set: far, process, now: [6, 6] }))).toHaveProperty('outside');
  });

  it('finds the cheapest settings that keep what is required with the end of the interval', async () => {
    const wanted = wantedBy({ cheapest: { atLeast: 89 } });
    const { interval, cost } = foundIn(await search(orderOf({ set: square, process: hill([4, 4]), wanted })));
    expect(interval?.[0]).toBeGreaterThanOrEqual(89);
    // 9 = (a - 4)^2 + (b - 4)^2 at the least a + b.
    expect(cost).toBeLessThan(8 - 2 * Math.sqrt(4.5) + 0.3);
    const impossible = wantedBy({ cheapest: { atLeast: 99 } });
    expect(await search(orderOf({ set: square, process: hill([4, 4]), wanted: impossible }))).toHaveProperty(
      'outside',
    );
  });

  it('leaves no bound or limit on any hill', async () => {
    await fc.assert(
      fc.asyncProperty(feasible, async ({ set, point, wanted }) => {
        const result = await search(orderOf({ set, process: hill(wanted), known: [point], now: wanted }));
        expect(violations(set, foundIn(result).values)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
