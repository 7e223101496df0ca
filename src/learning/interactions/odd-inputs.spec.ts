import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { CellNote } from '../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { Table } from '../../tables/table.js';
import { checkTested } from './fit/check-tested.js';
import { historiesOf, leaveOneOut } from './load/histories.js';
import { readInteractions } from './load/interactions.js';
import { loadInteractions } from './load/load-interactions.js';
import { createRandom } from '../../core/random.js';
import { Catalogue } from './open/catalogue.js';
import { checkRequestColumns, defaults, readRequests, requestDefaults } from './open/requests.js';
import { Recommender } from './open/recommender.js';

const spec = {
  user: 'who',
  item: 'what',
  time: 'at',
  heldOut: 'last' as const,
  attributes: [],
  keepHistories: true,
};
const read = (...records: string[][]) =>
  readInteractions({ header: ['who', 'what', 'at'], records, lines: records.map((_, i) => i + 2) }, spec, {
    name: 'x.csv',
  });

describe('times of interactions', () => {
  it('may be ISO 8601, and order the likings of a customer', () => {
    const { interactions, problems } = read(
      ['a', 'p', '2024-03-01T10:00:00'],
      ['a', 'q', '2024-03-01T09:00:00+02:00'],
      ['a', 'r', '2024-02-29'],
    );
    expect(problems).toEqual([]);
    expect(historiesOf(interactions, {}).liked).toEqual([[2, 1, 0]]);
  });

  it('are refused with their column and form', () => {
    const { problems } = read(
      ['a', 'p', '2024-03-01'],
      ['a', 'q', '12'],
      ['a', 'r', '1.3.24'],
      ['a', 's', '2024-02-30'],
    );
    expect(problems).toMatchObject([
      { column: 'at', line: 3, expected: 'an ISO 8601 time, as in the first row', received: '"12"' },
      { column: 'at', line: 4, expected: 'an ISO 8601 time', received: '"1.3.24"' },
      { column: 'at', line: 5, expected: 'a day and time that exist' },
    ]);
    expect(read(['a', 'p', 'soon']).problems[0].expected).toContain('a number, or an ISO 8601 time');
  });
});

describe('ids', () => {
  it('have one spelling: whole numbers, composed letters, no blanks around them', () => {
    const { interactions } = read(
      ['1.0', '10', '1'],
      ['1', ' 10.0 ', '2'],
      ['01', 'e\u0301', '3'],
      ['1', '\u00e9', '4'],
    );
    expect(interactions.customers).toEqual(['1', '01']);
    expect(interactions.items.map(({ id }) => id)).toEqual(['10', '\u00e9']);
  });

  it('are found in any of their spellings', () => {
    const catalogue = new Catalogue([item('10', 'Ten')]);
    expect(['10', '10.0', ' 10', 'TEN', '010'].map((text) => catalogue.find(text))).toEqual([
      0,
      0,
      0,
      0,
      undefined,
    ]);
  });
});

const item = (id: string, title: string) => ({ id, title, attributes: [], customers: 1 });

describe('a title that several products have', () => {
  const items = [...Array(7).keys()].map((i) => item(`p${i}`, 'T-shirt'));

  it('picks none of them, and the note names their ids', () => {
    const state = { format: 1 as const, items, customers: 2, histories: null, rankers: [], ratings: null };
    const recommender = new Recommender({ ...state, neighbours: items.map(() => []) }, []);
    const notes: CellNote[] = [];
    const liked = { name: 'liked', type: 'text' as const, values: ['["t-shirt","p1"]'] };
    const [list] = recommender.recommend(Table.fromColumns([liked]), {
      add: (_row, note) => notes.push(note),
    });
    expect(notes.map(({ expected }) => expected)).toEqual([
      'an id, for 7 products have this title: p0, p1, p2, p3, p4, ...',
    ]);
    expect(list.map((one) => one.item)).toEqual(['p0', 'p2', 'p3', 'p4', 'p5', 'p6']);
  });
});

describe('a request', () => {
  const columns = [
    { name: 'k', kind: 'numeric', missing: { fill: 3 } },
    { name: 'include_bought', kind: 'boolean', missing: { fill: true } },
  ] as unknown as ColumnSpec[];

  it('has the declared fill where it says nothing', () => {
    const k = { name: 'k', type: 'number' as const, values: [null, 5] };
    const requests = readRequests(Table.fromColumns([k]), requestDefaults(columns));
    expect(requests).toMatchObject([
      { k: 3, diversity: 0, includeBought: true },
      { k: 5, diversity: 0, includeBought: true },
    ]);
    expect(requestDefaults([])).toEqual(defaults);
  });

  it('cannot declare a fill that no request may have', () => {
    const wide = [{ name: 'k', kind: 'numeric', missing: { fill: 0 } }] as unknown as ColumnSpec[];
    expect(() => checkRequestColumns(wide, 'ranking')).toThrow('other columns');
    expect(() => checkRequestColumns(columns, 'ranking')).not.toThrow();
  });
});

describe('customers with too few products', () => {
  const check = (liked: number[][]) => {
    const histories = { items: 9, liked, others: liked.map((): number[] => []) };
    const held = (from: typeof histories) =>
      leaveOneOut(from, { negatives: 0, heldOut: 'last' }, createRandom(1));
    const outer = held(histories);
    checkTested(outer, held(outer.learning));
  };

  it('are told how many they need', () => {
    expect(() => check([[1], [2], [3]])).toThrow(
      'No customer has a product that could be held out for the figures',
    );
    expect(() => check([[1, 2], [3]])).toThrow('held out to choose between networks');
    expect(() => check([[1, 2, 3], [3]])).not.toThrow();
  });
});

it('reads only the rows that are asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'interactions-'));
  try {
    await writeFile(join(folder, 'data.csv'), 'who,what,at,shop\na,p,1,north\nb,q,2,south\nb,p,3,north\n');
    const scenario = {
      folder,
      spec: { id: 'x/y', data: { file: 'data.csv' }, columns: [], interactions: spec },
    } as unknown as Scenario;
    const where = { column: 'shop', value: 'north' };
    const { interactions, source } = await loadInteractions(scenario, {} as DatasetCatalogue, { where });
    expect(source.rows).toBe(2);
    expect(interactions.items.map(({ id }) => id)).toEqual(['p']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
