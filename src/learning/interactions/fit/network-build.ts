import { keptOf } from '../../../models/architectures/item-autoencoder.architecture.js';
import type { ItemSetsSize, NetworkShapes } from '../../../models/network/network.js';
import type { Histories } from '../load/histories.js';
import type { CatalogueItem } from '../load/interactions.js';
import type { RankerSpec } from './fit-ranker.js';

/** What a network may know of the data besides the histories that it is fitted on. */
export interface DataOfNetworks {
  catalogue: readonly CatalogueItem[];
  /** Whether a network may hold what customers have. */
  keepHistories: boolean;
}

interface Build {
  options: Record<string, unknown>;
  shapes: NetworkShapes;
}

/** What a network must know of the data: inputs by what its architecture reads, sizes and attributes as options. */
export function buildOf(
  { architecture, options }: RankerSpec,
  histories: Histories,
  { catalogue, keepHistories }: DataOfNetworks,
): Build {
  const { items, liked } = histories;
  const history: NetworkShapes = {
    inputs: { history: { shape: [items], dtype: 'float32' } },
    outputs: items,
  };
  if (architecture === 'two-tower')
    return { options: { ...options, attributes: attributeIndexes(catalogue) }, shapes: history };
  if (architecture === 'item-autoencoder') {
    const kept = keepHistories ? keptOf(options.method ?? 'ridge', sizeOfHistories(histories)) : {};
    return { options: { ...options, ...kept }, shapes: history };
  }
  if (architecture !== 'factorisation') return { options: { ...options }, shapes: history };
  const one = { shape: [1], dtype: 'int32' as const };
  return {
    options: { ...options, customers: liked.length, items },
    shapes: { inputs: { customer: one, item: one }, outputs: 1 },
  };
}

/** Customers who like nothing are none. */
export function sizeOfHistories({ items, liked }: Pick<Histories, 'items' | 'liked'>): ItemSetsSize {
  const lists = liked.filter((list) => list.length > 0);
  return { items, rows: lists.length, taken: lists.reduce((sum, list) => sum + list.length, 0) };
}

/** The attributes of every item by number, none when no item has any. */
function attributeIndexes(catalogue: readonly CatalogueItem[]): number[][] {
  const names = [...new Set(catalogue.flatMap(({ attributes }) => attributes))].sort();
  if (names.length === 0) return [];
  return catalogue.map(({ attributes }) => attributes.map((name) => names.indexOf(name)));
}
