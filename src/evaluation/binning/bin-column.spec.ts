import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { binColumn, binOf, type BinnedValue } from './bin-column.js';
import { evidenceOf } from './weight-of-evidence.js';

/** So many rows of each value, of which the first are events. */
function rowsOf(counts: readonly (readonly [value: BinnedValue, rows: number, events: number])[]) {
  const rows = counts.flatMap(([value, count, events]) =>
    Array.from({ length: count }, (_, i) => ({ value, event: Number(i < events) })),
  );
  return { values: rows.map(({ value }) => value), events: rows.map(({ event }) => event) };
}

describe('weight of evidence', () => {
  // ln(share of others / share of events), as optbinning has it; checked with NumPy and SciPy in test/reference/grades.py.
  it('and information value agree with figures worked out elsewhere', () => {
    const { values, events } = rowsOf([['A11', 274, 135], ['A12', 269, 105], ['A13', 63, 14], ['A14', 394, 46]]); // prettier-ignore
    const { bins, informationValue, collapsed } = binColumn(values, events);
    expect(collapsed).toBeUndefined();
    expect(informationValue).toBeCloseTo(0.6660115033513336, 12);
    const weightOf = (value: string) => binOf({ bins }, value).weight;
    [-0.81809871, -0.40139178, 0.40546511, 1.17626322].forEach((expected, i) => {
      expect(weightOf(`A1${i + 1}`)).toBeCloseTo(expected, 8);
    });
  });

  it('is above 0 where the event is rarer than on average, so that points never run against the rate', () => {
    const weights = [2, 10, 30].map(
      (events) => evidenceOf({ rows: 40, events }, { events: 60, others: 140 }).weight,
    );
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(evidenceOf({ rows: 10, events: 3 }, { events: 30, others: 70 }).weight).toBeCloseTo(0, 12);
  });

  it('has bounds where a bin has no event, and is 0 where there is nothing to tell', () => {
    const totals = { events: 30, others: 70 };
    expect(evidenceOf({ rows: 10, events: 0 }, totals).weight).toBeCloseTo(
      Math.log(10.5 / 70 / (0.5 / 30)),
      12,
    );
    expect(evidenceOf({ rows: 0, events: 0 }, totals)).toEqual({ weight: 0, information: 0 });
    expect(evidenceOf({ rows: 4, events: 0 }, { events: 0, others: 9 })).toEqual({
      weight: 0,
      information: 0,
    });
  });
});

describe('the bins of a column', () => {
  const outside = (value: number) => (value < 0 ? 'out of range' : undefined);
  const random = createRandom(5);
  const ages = Array.from({ length: 400 }, (): BinnedValue =>
    random.next() < 0.1 ? null : Math.floor(random.next() * 60) - 3,
  );
  const events = ages.map((age) => Number(random.next() < (age === null ? 0.6 : 0.5 - Number(age) / 150)));
  const binned = binColumn(ages, events, { specialOf: outside });

  it('follow one trend, with missing and special values beside it', () => {
    const ranges = binned.bins.filter(({ special }) => special === undefined);
    expect(binned.trend).toBe('falling');
    expect(ranges.length).toBeGreaterThan(1);
    expect(ranges.map(({ rate }) => rate)).toEqual(
      ranges.map(({ rate }) => rate).toSorted((a, b) => b! - a!),
    );
    expect([ranges[0].from, ranges.at(-1)?.below]).toEqual([null, null]);
    for (const [i, { from }] of ranges.slice(1).entries()) expect(from).toBe(ranges[i].below);
    expect(binned.bins.slice(ranges.length).map(({ special }) => special).sort()).toEqual(['missing', 'out of range']); // prettier-ignore
  });

  it('take every row again to where it was counted, missing and special ones too', () => {
    const counted = new Map(binned.bins.map((bin) => [bin, { rows: 0, events: 0 }]));
    ages.forEach((age, row) => {
      const own = counted.get(binOf(binned, age, outside))!;
      own.rows++;
      own.events += events[row];
    });
    for (const [bin, own] of counted) expect(own).toEqual({ rows: bin.rows, events: bin.events });
    const total = binned.bins.reduce((sum, { information }) => sum + information, 0);
    expect(binned.informationValue).toBeCloseTo(total, 12);
  });

  it('hold whatever is given, numbers or categories', () => {
    const value = fc.oneof(fc.constant(null), fc.integer({ min: -4, max: 9 }));
    const number = fc.array(fc.tuple(value, fc.boolean()), { minLength: 1, maxLength: 150 });
    const options = { leastShare: 0.02, leastEvents: 1, specialOf: outside };
    fc.assert(
      fc.property(number, fc.boolean(), (rows, asText) => {
        const values = rows.map(([one]): BinnedValue => (asText && one !== null ? `c${one}` : one));
        const column = binColumn(
          values,
          rows.map(([, event]) => Number(event)),
          options,
        );
        expect(column.informationValue).toBeGreaterThanOrEqual(-1e-12);
        expect(column.bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
        for (const one of values) expect(binOf(column, one, outside).rows).toBeGreaterThan(0);
      }),
    );
  });

  it('say when a column tells nothing, and why', () => {
    const constant = rowsOf([[7, 50, 15]]);
    expect(binColumn(constant.values, constant.events)).toMatchObject({
      collapsed: 'constant',
      informationValue: 0,
    });
    const alike = rowsOf([[1, 50, 15], [2, 50, 15]]); // prettier-ignore
    expect(binColumn(alike.values, alike.events)).toMatchObject({
      collapsed: 'one bin',
      informationValue: 0,
    });
    const empty = rowsOf([[null, 50, 15]]);
    expect(binColumn(empty.values, empty.events)).toMatchObject({
      collapsed: 'constant',
      informationValue: 0,
    });
  });

  it('say nothing of a category and of a missing value that no row had', () => {
    const { values, events: happened } = rowsOf([['a', 50, 15], ['b', 50, 30]]); // prettier-ignore
    const column = binColumn(values, happened);
    expect(binOf(column, 'c')).toMatchObject({ special: 'unknown', rows: 0, weight: 0 });
    expect(binOf(column, null)).toMatchObject({ special: 'missing', rows: 0, weight: 0 });
  });

  it('take no events but 0 and 1, one for each value', () => {
    expect(() => binColumn([1, 2], [0])).toThrow(InvalidInputError);
    expect(() => binColumn([1, 2], [0, 2])).toThrow('events[1] must be 0 or 1');
  });
});
