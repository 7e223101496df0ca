import { describe, expect, it } from '@jest/globals';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { Table } from '../../../../tables/table.js';
import type { TaskSpec } from '../task.js';
import { forecast } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'time', kind: 'date', meaning, missing: 'reject', zone: 'Asia/Shanghai' },
  { name: 'level', kind: 'numeric', meaning, missing: 'median' },
];
const spec = (climatology: string[], order = columns): TaskSpec => ({
  target: { name: 'level', kind: 'numeric', meaning, missing: 'reject' },
  options: {
    order: 'time',
    step: '12h',
    window: 2,
    history: ['level'],
    horizons: ['12h', '1d'],
    climatology,
  },
  columns: order,
});
/** Midnight and noon in Shanghai, from 31 January on. */
const at = (halfDays: number) => Date.UTC(2024, 0, 30, 16) + halfDays * 43_200_000;
const table = Table.fromColumns([
  { name: 'time', type: 'number', values: [0, 1, 2, 3, 4, 5].map(at) },
  { name: 'level', type: 'number', values: [1, 10, 2, null, 4, 20] },
]);

describe('what is usual at a time', () => {
  const found = (parts: string[]) =>
    forecast.examples(spec(parts)).lookAhead?.baselines(table, Int32Array.from([0, 2, 5])).climatology;

  it('is the mean of what was known up to the row at that hour, by the clock of the column', () => {
    // From midnight no noon is known, and of midnights its own.
    expect(found(['hour'])).toEqual(Float64Array.of(NaN, 1, 10, 1.5, 7 / 3, 15));
  });

  it('heeds the month', () => {
    // 31 January has two rows; February begins with the third.
    expect(found(['month', 'hour'])).toEqual(Float64Array.of(NaN, NaN, NaN, 2, 3, 20));
  });

  it('is a baseline only where it is asked for, of an order that is a date', () => {
    const options = { ...spec([]).options, climatology: undefined };
    const plain = forecast.examples({ ...spec([]), options }).lookAhead?.baselines(table, Int32Array.of(0));
    expect(Object.keys(plain ?? {})).toEqual(['last value', 'moving average']);
    const numbered: ColumnSpec[] = [
      { name: 'time', kind: 'numeric', meaning, missing: 'reject' },
      columns[1],
    ];
    const counted = { ...spec(['hour'], numbered) };
    counted.options = { ...counted.options, step: 1, horizons: [1] };
    expect(() => forecast.check(counted)).toThrow(/do not fit/);
  });
});
