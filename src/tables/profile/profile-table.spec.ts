import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import type { CellValue } from '../columns/column-kind.js';
import { Table, type TableColumn } from '../table.js';
import { profileSchema, type ColumnProfile } from './profile-schema.js';
import { profileTable } from './profile-table.js';
import type { ProfiledColumn } from './profiled-column.js';

const number = (name: string, values: readonly CellValue[]): TableColumn => ({
  name,
  type: 'number',
  values,
});
const text = (name: string, values: readonly CellValue[]): TableColumn => ({ name, type: 'text', values });
const column = (name: string, kind: ProfiledColumn['kind']): ProfiledColumn => ({ name, kind });

/** The profile of one column. */
function profileOf(kind: ProfiledColumn['kind'], values: readonly CellValue[]): ColumnProfile {
  const isNumber = kind === 'numeric' || kind === 'boolean' || kind === 'date';
  const table = Table.fromColumns([(isNumber ? number : text)('x', values)]);
  return profileSchema.parse(profileTable(table, [column('x', kind)])).columns[0];
}

const repeated = (times: Record<string, number>) =>
  Object.entries(times).flatMap(([value, count]) => new Array<string>(count).fill(value));

describe('the profile of numbers', () => {
  it('has the figures of the present values, and a bin for each of few values', () => {
    expect(profileOf('numeric', [20, null, 40, 30, 40])).toEqual({
      name: 'x',
      kind: 'numeric',
      type: 'number',
      count: 4,
      missing: 1,
      distinct: 3,
      mean: 32.5,
      standardDeviation: expect.closeTo(9.574271, 6),
      minimum: 20,
      maximum: 40,
      quantiles: [20.3, 21.5, 27.5, 35, 40, 40, 40].map((value) => expect.closeTo(value, 9) as unknown),
      edges: [20, 25, 35, 40],
      histogram: [1, 1, 2],
    });
  });

  it('counts many values between their twentieths, so that a long tail leaves no bin with everything', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 2000 }, () => Math.exp(3 * random.normal()));
    const profile = profileOf('numeric', values) as Extract<ColumnProfile, { type: 'number' }>;
    expect(profile.edges).toHaveLength(21);
    expect([profile.edges[0], profile.edges[20]]).toEqual([profile.minimum, profile.maximum]);
    expect(profile.histogram.every((count) => count === 100)).toBe(true);
  });

  it('has fewer bins where many values are equal, and every value in one', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.max(0, i - 600));
    const profile = profileOf('numeric', values) as Extract<ColumnProfile, { type: 'number' }>;
    expect(profile.edges.length).toBeLessThan(12);
    expect(profile.histogram).toHaveLength(profile.edges.length - 1);
    expect(profile.histogram.reduce((a, b) => a + b)).toBe(1000);
  });

  it('has no figures without values, no deviation of one, and no mean of numbers beyond all numbers', () => {
    expect(profileOf('numeric', [null, null])).toMatchObject({
      count: 0,
      missing: 2,
      mean: null,
      quantiles: [],
      edges: [],
      histogram: [],
    });
    expect(profileOf('date', [5])).toMatchObject({
      standardDeviation: null,
      edges: [5, 5],
      histogram: [1],
      mean: 5,
    });
    expect(profileOf('numeric', [1e308, 1e308])).toMatchObject({ mean: null, maximum: 1e308 });
    expect(profileTable(Table.fromColumns([number('x', [])]), [column('x', 'numeric')]).rows).toBe(0);
  });
});

describe('the profile of texts', () => {
  it('names what at least five rows have, and counts the others together', () => {
    const values = [...repeated({ '12a': 6, '12': 5, b: 8, constructor: 5, 'once only': 1, rare: 4 }), null];
    expect(profileOf('categorical', values)).toEqual({
      name: 'x',
      kind: 'categorical',
      type: 'text',
      count: 29,
      missing: 1,
      distinct: 6,
      frequencies: [
        { value: 'b', count: 8 },
        { value: '12a', count: 6 },
        { value: '12', count: 5 },
        { value: 'constructor', count: 5 },
      ],
      others: { values: 2, count: 5 },
    });
  });

  it('tells yes and no as words', () => {
    const values = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, null];
    expect(profileOf('boolean', values)).toMatchObject({
      frequencies: [
        { value: 'false', count: 6 },
        { value: 'true', count: 5 },
      ],
      missing: 1,
    });
  });

  it.each(['identifier', 'list'] as const)(
    'counts the values of a column of kind %s and names none',
    (kind) => {
      const profile = profileOf(kind, [...repeated({ 'Ada Lovelace': 9, Noether: 1 }), null]);
      expect(profile).toEqual({ name: 'x', kind, type: 'counts', count: 10, missing: 1, distinct: 2 });
    },
  );
});

it('counts the values of any column that names rows, and names no group by one', () => {
  const table = Table.fromColumns([number('who', [7, 7, 7, 7, 7, 8]), number('size', [1, 2, 3, 4, 5, 6])]);
  const who: ProfiledColumn = { ...column('who', 'numeric'), role: 'identifier' };
  const profile = profileTable(table, [who, column('size', 'numeric')], { series: 'who' });
  const { columns: columnProfiles, bySeries } = profileSchema.parse(profile);
  const counts = { type: 'counts', count: 6, missing: 0, distinct: 2 };
  expect(columnProfiles[0]).toEqual({ name: 'who', kind: 'numeric', ...counts });
  expect(bySeries?.groups.map(({ value, rows }) => [value, rows])).toEqual([[null, 5]]);
});

describe('the profile by groups', () => {
  const classes = repeated({ good: 10, bad: 6, odd: 2 });
  const table = Table.fromColumns([
    number(
      'size',
      classes.map((_, row) => row),
    ),
    text(
      'colour',
      classes.map((value) => (value === 'bad' ? 'red' : 'blue')),
    ),
    text(
      'who',
      classes.map((_, row) => `customer ${row % 3}`),
    ),
    text('class', classes),
  ]);
  const columns = [
    column('size', 'numeric'),
    column('colour', 'categorical'),
    column('who', 'identifier'),
    column('class', 'categorical'),
    column('elsewhere', 'numeric'),
  ];

  it('describes the classes of the target in the bins of the whole, and leaves small ones out', () => {
    const { byTarget, columns: whole } = profileSchema.parse(
      profileTable(table, columns, { target: 'class' }),
    );
    expect(whole.map(({ name }) => name)).toEqual(['size', 'colour', 'who', 'class']);
    expect(byTarget?.groups.map(({ value, rows }) => [value, rows])).toEqual([
      ['good', 10],
      ['bad', 6],
    ]);
    expect(byTarget?.leftOut).toEqual({ groups: 1, rows: 2 });
    const [size, colour, who] = byTarget?.groups[1].columns ?? [];
    expect(size).toMatchObject({ name: 'size', count: 6, minimum: 10, maximum: 15 });
    expect(whole[0]).toMatchObject({ edges: expect.arrayContaining([0, 17]) });
    expect('histogram' in size && size.histogram).toHaveLength(18);
    expect(colour).toMatchObject({
      frequencies: [{ value: 'red', count: 6 }],
      others: { values: 0, count: 0 },
    });
    expect(who).toEqual({ name: 'who', type: 'counts', count: 6, missing: 0, distinct: 3 });
  });

  it('describes series without the name of somebody, the largest twenty of them', () => {
    const profile = profileTable(table, columns, { series: 'who', rowsPer: ['who'] });
    expect(profile.bySeries?.groups.map(({ value, rows }) => [value, rows])).toEqual([
      [null, 6],
      [null, 6],
      [null, 6],
    ]);
    expect(profile.rowsPer).toMatchObject([{ name: 'who', count: 3, minimum: 6, maximum: 6 }]);
    expect(JSON.stringify(profile)).not.toContain('customer');
    const many = Array.from({ length: 150 }, (_, row) => `s${row % 30}`);
    const series = profileTable(
      Table.fromColumns([text('s', many), number('v', many.map(Number))]),
      [column('s', 'categorical'), column('v', 'numeric')],
      { series: 's' },
    ).bySeries;
    expect(series?.groups).toHaveLength(20);
    expect(series?.leftOut).toEqual({ groups: 10, rows: 50 });
  });
});
