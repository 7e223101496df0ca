import type { RecommendedItem } from '../../answer.js';
import { sharedAttributes } from '../fit/neighbours.js';

/** A product that the customer likes, and how near it is to the one that is shown. */
interface Source {
  title: string;
  attributes: readonly string[];
  /** By common customers, 0 when they have hardly any. */
  similarity: number;
}

const mostNamed = 2;

/**
 * Why a product is shown, in words of what the customer knows: liked products whose customers like it too, else liked products
 * with the same attributes, else how many like it.
 * @param customers how many like the product; null for a new one.
 */
export function reasonFor(
  attributes: readonly string[],
  history: readonly Source[],
  customers: number | null,
  all: number,
): RecommendedItem['reason'] {
  const near = nearest(history, ({ similarity }) => similarity);
  if (near.length > 0) return { because: titles(near), text: `liked by customers who like ${named(near)}` };
  const alike = nearest(history, (source) => sharedAttributes(source.attributes, attributes));
  if (alike.length > 0) {
    const common = attributes.filter((attribute) => alike[0].attributes.includes(attribute));
    return { because: titles(alike), text: `${common.join(', ')}, like ${named(alike)}` };
  }
  if (customers === null) return { because: [], text: 'new' };
  return { because: [], text: `liked by ${customers} of ${all} customers` };
}

function nearest(history: readonly Source[], nearness: (source: Source) => number): Source[] {
  return history
    .filter((source) => nearness(source) > 0)
    .sort((a, b) => nearness(b) - nearness(a))
    .slice(0, mostNamed);
}

function titles(sources: readonly Source[]): string[] {
  return sources.map(({ title }) => title);
}

function named(sources: readonly Source[]): string {
  return titles(sources).join(' and ');
}
