import { describe, expect, it } from '@jest/globals';
import { inferColumn } from './infer-column.js';
import { inferInteractions } from './infer-interactions.js';

/** Forty customers with eight of twenty products each. */
const pairs = Array.from({ length: 40 }, (_, customer) =>
  Array.from({ length: 8 }, (_item, i) => ({ customer, product: (customer * 3 + i * i) % 20, i })),
).flat();

type Pair = (typeof pairs)[number];

function infer(
  columns: Record<string, (pair: Pair, row: number) => string>,
  given?: { user?: string; item?: string },
) {
  const read = Object.entries(columns).map(([name, text]) => {
    const texts = pairs.map(text);
    return { inferred: inferColumn(name, texts), texts };
  });
  return inferInteractions(read, given);
}

const customer = ({ customer: one }: Pair) => `C${one}`;
const product = ({ product: one }: Pair) => String(100 + one);
const day = ({ i }: Pair) => `2024-01-0${i + 1}`;

describe('the columns of a file of interactions', () => {
  it('are found by their names', () => {
    const found = infer({
      sku: product,
      'Customer ID': customer,
      product_name: ({ product: one }) => `Tea number ${one}`,
      category: ({ product: one }) => (one < 10 ? 'green' : 'black'),
      rating: ({ i }) => String(1 + (i % 5)),
      bought_on: day,
    });
    expect(found).toEqual({
      user: 'Customer ID',
      item: 'sku',
      title: 'product_name',
      attributes: ['category'],
      value: 'rating',
      likedFrom: 4,
      time: 'bought_on',
      customers: 40,
      products: 20,
      tested: 0,
      named: true,
      unread: [],
    });
  });

  it('are found by how many values they have, the customer first, where names tell nothing', () => {
    const columns = { a: customer, b: product, c: ({ i }: Pair) => ['x', 'y'][i % 2] };
    expect(infer(columns)).toMatchObject({ user: 'a', item: 'b', named: false, tested: 40, attributes: [] });
    expect(infer(columns, { user: 'b', item: 'a' })).toMatchObject({ user: 'b', item: 'a', named: true });
    expect(infer({ product, other: customer })).toMatchObject({ user: 'other', item: 'product' });
  });

  it('learn from amounts without what came back', () => {
    const amount = (of: (i: number) => number) =>
      infer({ user: customer, item: product, quantity: ({ i }) => String(of(i)) });
    expect(amount((i) => 1 + i)).not.toHaveProperty('value');
    expect(amount((i) => (i === 3 ? -2 : 1 + i))).toMatchObject({ value: 'quantity', likedFrom: 1 });
  });

  it('leave out what a recommender does not read', () => {
    const found = infer({
      user: customer,
      item: product,
      rating: ({ i }) => `${i % 5},5`,
      when: ({ i }) => `0${i + 1}.01.2024`,
    });
    expect(found).toMatchObject({ unread: ['when', 'rating'] });
    expect(found).not.toHaveProperty('time');
  });

  it('are not those of customers, one a row', () => {
    expect(infer({ customer: (_, row) => `C${row}`, product })).toBeUndefined();
  });
});
