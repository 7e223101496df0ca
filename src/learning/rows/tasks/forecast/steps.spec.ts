import { describe, expect, it } from '@jest/globals';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { Table } from '../../../../tables/table.js';
import { splitForReport } from '../../split/row-splits.js';
import type { TaskSpec } from '../task.js';
import { forecast } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'time', kind: 'date', meaning, missing: 'reject' },
  { name: 'sales', kind: 'numeric', meaning, missing: 'median' },
];

function specWith(options: Record<string, unknown>): TaskSpec {
  return {
    target: { name: 'sales', kind: 'numeric', meaning, missing: 'reject' },
    options: { order: 'time', window: 2, history: ['sales'], ...options },
    columns,
  };
}

const tableOf = (times: readonly number[]): Table =>
  Table.fromColumns([
    { name: 'time', type: 'number', values: times },
    { name: 'sales', type: 'number', values: times.map((_, i) => i) },
  ]);

const months = Array.from({ length: 24 }, (_, i) => Date.UTC(2023, i, 1));
/** Every five minutes, up to 3 seconds late. */
const jittered = Array.from({ length: 40 }, (_, i) => Date.UTC(2024, 0, 1) + i * 300_000 + (i % 4) * 1000);

describe('a forecast by months', () => {
  const examples = forecast.examples(specWith({ step: '1mo', horizons: ['1mo', '1y'], seasons: ['1y'] }));
  const table = tableOf(months);

  it('teaches the next month and the same month of the next year', () => {
    expect(examples.targets(table).slice(0, 2)).toEqual([
      [1, 12, 0],
      [2, 13, 1],
    ]);
    const baselines = examples.lookAhead?.baselines(table, Int32Array.of(13));
    expect(baselines?.['same time 1y before']).toEqual(Float64Array.of(2, 13));
  });

  it('keeps rows out of learning whose future is held out', () => {
    const { lookAhead } = forecast.examples(specWith({ step: '1mo', horizons: ['2mo'] }));
    const split = { method: 'time' as const, column: 'time', test: 0.25 };
    const { training, test } = splitForReport({ split, table, lookAhead, seed: 0 });
    expect([training.length, test[0]]).toEqual([16, 18]);
  });

  it('takes no days beside months', () => {
    for (const changes of [{ horizons: ['30d'] }, { seasons: ['365d'] }, { tolerance: '1d' }]) {
      const spec = specWith({ step: '1mo', horizons: ['1mo'], ...changes });
      expect(() => forecast.check(spec)).toThrow(/do not fit/);
    }
  });
});

describe('a forecast of rows that are not quite at their steps', () => {
  const given = { step: '5min', horizons: ['5min', '10min'] };

  it('tells how many rows teach nothing, and the tolerance that helps', () => {
    const { lookAhead } = forecast.examples(specWith(given));
    const { rows, text } = lookAhead!.untaught!(tableOf(jittered));
    expect(rows).toHaveLength(38);
    expect(text.en).toContain('38 rows teach nothing');
    expect(text.en).toContain('"tolerance: 3s"');
  });

  it('learns from all with that tolerance', () => {
    const examples = forecast.examples(specWith({ ...given, tolerance: '3s' }));
    expect(examples.lookAhead?.untaught?.(tableOf(jittered)).rows).toEqual([]);
    expect(examples.targets(tableOf(jittered)).slice(0, 38)).toEqual(
      Array.from({ length: 38 }, (_, i) => [i + 1, i + 2, i]),
    );
  });

  it('says nothing of the end of a series', () => {
    const even = Array.from({ length: 10 }, (_, i) => i * 300_000);
    expect(forecast.examples(specWith(given)).lookAhead?.untaught?.(tableOf(even)).rows).toEqual([]);
  });
});
