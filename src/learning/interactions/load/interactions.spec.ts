import { describe, expect, it } from '@jest/globals';
import { Catalogue, firstOf } from '../open/catalogue.js';
import { readInteractions } from './interactions.js';

const spec = {
  user: 'who',
  item: 'what',
  value: 'stars',
  title: 'name',
  heldOut: 'last' as const,
  attributes: [],
  keepHistories: true,
};

function read(records: string[][], missingTokens?: string[]) {
  const raw = { header: ['who', 'what', 'stars', 'name'], records, lines: records.map((_, i) => i + 2) };
  return readInteractions(raw, spec, { name: 'stars.csv', missingTokens });
}

describe('interactions', () => {
  it('lack what is a declared missing token', () => {
    const { interactions, problems } = read(
      [
        ['Null', '1', '5', 'One'],
        ['b', '2', '-999.0', 'NULL'],
        ['b', '2', '4', 'NULL'],
      ],
      ['null', '-999'],
    );
    expect(problems.map(({ column, received }) => [column, received])).toEqual([
      ['who', '"Null" (missing)'],
      ['stars', '"-999.0"'],
    ]);
    expect(interactions.items).toEqual([{ id: '2', title: '2', attributes: [] }]);
  });

  it('have one spelling of an id, whatever tool wrote it', () => {
    const { interactions } = read([
      ['7.0', '10', '5', ''],
      ['7', '10.0', '4', ''],
      ['cafe\u0301', '010', '4', ''],
      ['caf\u00e9', '010', '4', ''],
    ]);
    expect(interactions.customers).toEqual(['7', 'caf\u00e9']);
    expect(interactions.items.map(({ id }) => id)).toEqual(['10', '010']);
  });
});

it('a request finds an id as it is written and in that spelling', () => {
  const items = ['10', '20.0'].map((id) => ({ id, title: `caf\u00e9 ${id}`, attributes: [], customers: 1 }));
  const catalogue = new Catalogue(items);
  expect(['10', '10.0', '20.0', 'Cafe\u0301 10', '30'].map((text) => catalogue.find(text))).toEqual([
    ...[0, 0, 1, 0, undefined],
  ]);
  const known = new Map([['7', 'seven']]);
  expect(firstOf('7.0', (id) => known.get(id))).toBe('seven');
});
