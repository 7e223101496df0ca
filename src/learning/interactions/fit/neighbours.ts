import type { Histories } from '../load/histories.js';

/** So many neighbours of each item are kept. */
const kept = 50;
/** Added to the denominator of a cosine, so that one shared customer does not make two rare items alike. */
const shrinkage = 20;

export interface Neighbour {
  item: number;
  /** Customers who like both. */
  common: number;
  /** Cosine of the two sets of customers, shrunk. */
  similarity: number;
}

/** Of each item the nearest others by their customers, as `state.neighbours` keeps them. */
export function findNeighbours({ items, liked }: Histories, counts: ArrayLike<number>): number[][] {
  const customersOf: number[][] = Array.from({ length: items }, () => []);
  liked.forEach((list, customer) => list.forEach((item) => customersOf[item].push(customer)));
  const common = new Int32Array(items);
  return customersOf.map((customers, item) => {
    const met: number[] = [];
    for (const customer of customers) {
      for (const other of liked[customer]) {
        if (other === item) continue;
        if (common[other] === 0) met.push(other);
        common[other] += 1;
      }
    }
    const similarity = (other: number) => cosine(common[other], counts[item], counts[other]);
    met.sort((a, b) => similarity(b) - similarity(a) || a - b);
    const nearest = met.slice(0, kept).flatMap((other) => [other, common[other]]);
    for (const other of met) common[other] = 0;
    return nearest;
  });
}

function cosine(common: number, a: number, b: number): number {
  return common / (Math.sqrt(a * b) + shrinkage);
}

/** The kept neighbours, looked up. */
export class NeighbourTable {
  private readonly byItem: Map<number, Neighbour>[];

  constructor(neighbours: readonly (readonly number[])[], items: readonly { customers: number }[]) {
    this.byItem = neighbours.map((flat, item) => {
      const found = new Map<number, Neighbour>();
      for (let i = 0; i + 1 < flat.length; i += 2) {
        const [other, common] = [flat[i], flat[i + 1]];
        const similarity = cosine(common, items[item].customers, items[other].customers);
        found.set(other, { item: other, common, similarity });
      }
      return found;
    });
  }

  /** Best first. */
  of(item: number): Neighbour[] {
    return [...this.byItem[item].values()];
  }

  /** Cosine of two items, 0 when neither is among the other's nearest. */
  similarity(a: number, b: number): number {
    return (this.byItem[a].get(b) ?? this.byItem[b].get(a))?.similarity ?? 0;
  }
}

/** Share of two items' attributes that they have in common (Jaccard). */
export function sharedAttributes(a: readonly string[], b: readonly string[]): number {
  const common = a.filter((attribute) => b.includes(attribute)).length;
  return common === 0 ? 0 : common / (a.length + b.length - common);
}
