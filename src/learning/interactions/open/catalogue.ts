import { spelling } from '../../../tables/columns/category-text.js';
import type { StateItem } from '../files/state.js';

/** A product that a request brings: it has attributes but no customers. */
export interface NewItem {
  title: string;
  attributes: string[];
}

const mostNamed = 5;

/** Finds items by what callers write: the id, or the title without regard to case where one product alone has it. */
export class Catalogue {
  private readonly byId: ReadonlyMap<string, number>;
  private readonly byTitle: ReadonlyMap<string, readonly number[]>;
  private readonly attributes: ReadonlySet<string>;

  constructor(readonly items: readonly StateItem[]) {
    this.byId = new Map(items.map(({ id }, i) => [id, i]));
    this.byTitle = placesByTitle(items);
    this.attributes = new Set(items.flatMap(({ attributes }) => attributes.map(caseFolded)));
  }

  find(text: string): number | undefined {
    const byId = firstOf(text, (id) => this.byId.get(id));
    if (byId !== undefined) return byId;
    const titled = this.byTitle.get(caseFolded(text)) ?? [];
    return titled.length === 1 ? titled[0] : undefined;
  }

  /** What a text that is no item should have been; of a title that several products have, the ids of these. */
  expected(text: string): string {
    const titled = this.byTitle.get(caseFolded(text)) ?? [];
    if (titled.length < 2) return 'the id or title of a product';
    const ids = titled.slice(0, mostNamed).map((item) => this.items[item].id);
    const more = titled.length > mostNamed ? ', ...' : '';
    return `an id, for ${titled.length} products have this title: ${ids.join(', ')}${more}`;
  }

  /** Each once; `unknown` receives what is no item. */
  findAll(texts: readonly string[], unknown: (text: string) => void = () => undefined): number[] {
    const found = new Set<number>();
    for (const text of texts) {
      const item = this.find(text);
      if (item === undefined) unknown(text);
      else found.add(item);
    }
    return [...found];
  }

  /** Those of some attributes that no item has. */
  unknownAttributes(wanted: readonly string[]): string[] {
    return wanted.filter((attribute) => !this.attributes.has(caseFolded(attribute)));
  }

  /** Whether an item has any of these attributes; without any every item does. */
  hasAny(attributes: readonly string[], wanted: readonly string[]): boolean {
    if (wanted.length === 0) return true;
    const anyCase = new Set(wanted.map(caseFolded));
    return attributes.some((attribute) => anyCase.has(caseFolded(attribute)));
  }
}

/** `The Quiet Harbour: Drama, Romance` is a title and its attributes. */
export function parseNewItem(text: string): NewItem {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { title: text.trim(), attributes: [] };
  const attributes = text.slice(colon + 1).split(',');
  return {
    title: text.slice(0, colon).trim(),
    attributes: attributes.map((one) => one.trim()).filter(Boolean),
  };
}

function placesByTitle(items: readonly StateItem[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  items.forEach(({ title }, i) => {
    const known = places.get(caseFolded(title));
    if (known) known.push(i);
    else places.set(caseFolded(title), [i]);
  });
  return places;
}

function caseFolded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/**
 * What stands for an id, as it is written or in the one spelling in which ids are learnt; versions from before that hold them as they were
 * written.
 */
export function firstOf<Found>(id: string, find: (id: string) => Found | undefined): Found | undefined {
  return find(id) ?? find(spelling(id));
}
