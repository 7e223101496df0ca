import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CountedRows } from '../statistics/share-tests.js';
import { monotonePartitions, type PartitionRules } from './monotone-partition.js';
import { edgeBetween, orderedBins } from './ordered-bins.js';

const rate = ({ rows, events }: CountedRows) => events / rows;
const rules: PartitionRules = {
  most: 5,
  accepts: ({ rows }) => rows >= 4,
  follows: (left, right) => rate(right) > rate(left),
  worth: (part) => part.rows * rate(part) ** 2,
};

/** Every way to join the bins into parts, by the places at which parts end. */
function everyWay(bins: readonly CountedRows[]): CountedRows[][] {
  const cuts = Array.from({ length: 2 ** (bins.length - 1) }, (_, mask) => mask);
  return cuts.map((mask) => {
    const parts: CountedRows[] = [];
    bins.forEach(({ rows, events }, i) => {
      const last = parts.at(-1);
      if (last && (mask & (1 << (i - 1))) === 0) {
        last.rows += rows;
        last.events += events;
      } else parts.push({ rows, events });
    });
    return parts;
  });
}

const worthOf = (parts: readonly CountedRows[]) => parts.reduce((sum, part) => sum + rules.worth(part), 0);

describe('joining neighbouring bins', () => {
  it('finds the best way of every number of parts that trying all of them finds', () => {
    const bin = fc
      .record({ rows: fc.integer({ min: 1, max: 6 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ rows, share }) => ({ rows, events: Math.round(rows * share) }));
    fc.assert(
      fc.property(fc.array(bin, { minLength: 1, maxLength: 9 }), (bins) => {
        const allowed = everyWay(bins).filter(
          (parts) =>
            parts.length > 1 &&
            parts.every(rules.accepts) &&
            parts.slice(1).every((right, i) => rules.follows(parts[i], right)),
        );
        const found = monotonePartitions(bins, rules);
        expect(found[0]).toHaveLength(1);
        for (let count = 2; count <= rules.most; count++) {
          const best = Math.max(...allowed.filter(({ length }) => length === count).map(worthOf));
          const own = found.find(({ length }) => length === count);
          expect(own ? worthOf(own) : -Infinity).toBeCloseTo(best, 9);
        }
      }),
    );
  });

  it('leaves one part of what cannot be told apart, and none of nothing', () => {
    const bins = [{ rows: 3, events: 2 }, { rows: 3, events: 1 }]; // prettier-ignore
    expect(monotonePartitions(bins, rules)).toEqual([[{ first: 0, end: 2, rows: 6, events: 3 }]]);
    expect(monotonePartitions([], rules)).toEqual([]);
  });
});

describe('bins of ordered values', () => {
  it('hold every row once, equal values together', () => {
    const value = fc.integer({ min: -5, max: 30 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 12 }),
        (values, most) => {
          const bins = orderedBins(
            values,
            values.map((one) => Number(one > 3)),
            most,
          );
          expect(bins.length).toBeLessThanOrEqual(most);
          expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(values.length);
          for (const { lowest, highest, rows, events } of bins) {
            const inside = values.filter((one) => one >= lowest && one <= highest);
            expect(inside).toHaveLength(rows);
            expect(inside.filter((one) => one > 3)).toHaveLength(events);
          }
        },
      ),
    );
  });

  it('end halfway to the next, or where that begins when nothing lies between', () => {
    const at = (lowest: number) => ({ lowest, highest: lowest, rows: 1, events: 0 });
    expect(edgeBetween(at(1), at(4))).toBe(2.5);
    expect(edgeBetween(at(1), at(1 + Number.EPSILON))).toBe(1 + Number.EPSILON);
  });
});
