import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import { figure } from '../../../core/text/figures.js';
import type { RecommendedItem } from '../../answer.js';
import { Catalogue, parseNewItem, type NewItem, firstOf } from './catalogue.js';
import { NeighbourTable, sharedAttributes, type Neighbour } from '../fit/neighbours.js';
import { blend, standardise, type Ranker } from '../fit/rankers.js';
import { blocksOf } from '../fit/score-blocks.js';
import { reasonFor } from './reasons.js';
import { defaults, readRequests, type RequestDefaults, type RecommendationRequest } from './requests.js';
import type { RecommenderState } from '../files/state.js';
import { bestOf, diversify } from './top-items.js';

export interface WeightedRanker {
  ranker: Ranker;
  weight: number;
}

/** Candidates for a diverse list: so many times its length are looked at. */
const poolFactor = 10;
/** A new product's score comes from so many of the products that are most alike. */
const likest = 20;

/** What a request comes down to: items by index. */
interface Resolved {
  history: number[];
  allowed: (item: number) => boolean;
  newItems: NewItem[];
}

interface Shown {
  /** Index in the catalogue; absent for a new product. */
  item?: number;
  about: NewItem;
  score: number;
}

/** What a list rests on. */
export interface ListBasis {
  /** Items that count as what the customer has. */
  history: number[];
  /** The first products that are shown. */
  shown: { title: string }[];
  /** Scores of the shown products for any histories, row-major `[histories, shown]`; as many histories as `blocksOf` says. */
  scores: (histories: readonly number[][]) => Float64Array;
}

/** Of a list what the first products rest on. */
const mostExplained = 3;

/** Answers requests: who has what, which items may be shown, in which order and why. */
export class Recommender {
  readonly catalogue: Catalogue;
  private readonly neighbours: NeighbourTable;
  private readonly popularity: Float32Array;

  constructor(
    private readonly state: RecommenderState,
    private readonly rankers: readonly WeightedRanker[],
    private readonly fills: RequestDefaults = defaults,
  ) {
    this.catalogue = new Catalogue(state.items);
    this.neighbours = new NeighbourTable(state.neighbours, state.items);
    this.popularity = standardise(
      Float32Array.from(state.items, ({ customers }) => customers),
      state.items.length,
    );
  }

  /** A list for each row of a table of requests. A row's list does not depend on the rows around it. */
  recommend(table: Table, notes?: NoteCollector): RecommendedItem[][] {
    const requests = readRequests(table, this.fills, notes);
    const resolved = requests.map((request, row) => this.resolve(request, row, notes));
    const items = this.state.items.length;
    const lists: RecommendedItem[][] = [];
    for (const { start, end } of blocksOf(requests.length, items)) {
      const scores = this.scores(resolved.slice(start, end).map(({ history }) => history));
      for (let row = start; row < end; row++) {
        const from = (row - start) * items;
        lists.push(this.list(scores.subarray(from, from + items), requests[row], resolved[row]));
      }
    }
    return lists;
  }

  /** What the list of each row of a table of requests rests on. */
  bases(table: Table): ListBasis[] {
    return readRequests(table, this.fills).map((request, row): ListBasis => {
      const resolved = this.resolve(request, row);
      const items = this.state.items.length;
      const shown = this.chosen(this.scores([resolved.history]), request, resolved).slice(0, mostExplained);
      return {
        history: resolved.history,
        shown: shown.map(({ about: { title } }) => ({ title })),
        scores: (histories) => {
          const all = this.scores(histories);
          return Float64Array.from(
            histories.flatMap((_, at) => {
              const own = all.subarray(at * items, (at + 1) * items);
              return shown.map(({ item, about }) =>
                item === undefined ? this.scoreOfNew(about, own) : own[item],
              );
            }),
          );
        },
      };
    });
  }

  /**
   * Scores of products for customers who like others, each named by its id: row-major, a row per customer. A product that is not known
   * here comes last. As many customers as `blocksOf` says.
   */
  score(liked: readonly (readonly string[])[], products: readonly string[]): Float32Array {
    const places = products.map((id) => this.catalogue.find(id));
    const all = this.scores(liked.map((ids) => this.catalogue.findAll(ids)));
    const width = this.state.items.length;
    const scores = new Float32Array(liked.length * products.length).fill(-Infinity);
    liked.forEach((_, row) =>
      places.forEach((place, i) => {
        if (place !== undefined) scores[row * products.length + i] = all[row * width + place];
      }),
    );
    return scores;
  }

  /** Nearest items of one item, best first. */
  similar(item: number, k: number): Neighbour[] {
    return this.neighbours.of(item).slice(0, k);
  }

  /** How many times as many customers have both as if one had nothing to do with the other. */
  lift(a: number, b: number, common: number): number {
    const { items, customers } = this.state;
    return figure((common * customers) / (items[a].customers * items[b].customers));
  }

  /** Standardised scores of every item, row-major. Who likes nothing that is known gets what most like. */
  private scores(histories: readonly number[][]): Float32Array {
    const { items } = this.state;
    const parts = this.rankers.map(({ ranker }) => standardise(ranker(histories), items.length));
    const weights = this.rankers.map(({ weight }) => weight);
    const scores =
      parts.length > 0 ? blend(parts, weights) : new Float32Array(histories.length * items.length);
    histories.forEach((history, row) => {
      if (history.length === 0 || parts.length === 0) scores.set(this.popularity, row * items.length);
    });
    return scores;
  }

  private resolve(request: RecommendationRequest, row: number, notes?: NoteCollector): Resolved {
    const { items } = this.state;
    const find = (column: string, texts: readonly string[]) =>
      this.catalogue.findAll(texts, (text) =>
        notes?.add(row, {
          code: 'unknown-category',
          column,
          expected: this.catalogue.expected(text),
          received: text,
        }),
      );
    const known = this.knownHistory(request, row, notes);
    const liked = find('liked', request.liked);
    const history = [...new Set([...known.liked, ...liked])];
    const barred = new Set([
      ...find('exclude', request.exclude),
      ...find('out_of_stock', request.outOfStock),
    ]);
    if (!request.includeBought) for (const item of [...history, ...known.others]) barred.add(item);
    const stock = request.inStock.length > 0 ? new Set(find('in_stock', request.inStock)) : undefined;
    const allowed = (item: number) =>
      !barred.has(item) &&
      (stock === undefined || stock.has(item)) &&
      this.catalogue.hasAny(items[item].attributes, request.category);
    const newItems = request.newItems.map(parseNewItem);
    for (const received of this.catalogue.unknownAttributes(request.category)) {
      if (newItems.some(({ attributes }) => this.catalogue.hasAny(attributes, [received]))) continue;
      const expected = 'a category of at least one product';
      notes?.add(row, { code: 'unknown-category', column: 'category', expected, received });
    }
    return {
      history,
      allowed,
      newItems: newItems.filter(({ attributes }) => this.catalogue.hasAny(attributes, request.category)),
    };
  }

  private knownHistory({ customer, liked }: RecommendationRequest, row: number, notes?: NoteCollector) {
    const nothing = { liked: [], others: [] };
    if (customer === undefined) return nothing;
    const { histories } = this.state;
    const found =
      histories && firstOf(customer, (id) => (Object.hasOwn(histories, id) ? histories[id] : undefined));
    if (found) return found;
    if (liked.length === 0) {
      const expected = histories ? 'a customer of the training data, or liked products' : 'liked products';
      notes?.add(row, { code: 'unknown-category', column: 'customer', expected, received: customer });
    }
    return nothing;
  }

  private list(scores: Float32Array, request: RecommendationRequest, resolved: Resolved): RecommendedItem[] {
    return this.chosen(scores, request, resolved).map((one) => this.present(one, resolved.history));
  }

  private chosen(scores: Float32Array, request: RecommendationRequest, resolved: Resolved): Shown[] {
    const { items } = this.state;
    const { k, diversity } = request;
    const pool: Shown[] = bestOf(scores, diversity > 0 ? k * poolFactor : k, resolved.allowed).map((item) => {
      return { item, about: items[item], score: scores[item] };
    });
    const newcomers = resolved.newItems.map((about) => ({ about, score: this.scoreOfNew(about, scores) }));
    const ranked = [...pool, ...newcomers].sort((a, b) => b.score - a.score);
    const likeness = (a: number, b: number) => this.likeness(ranked[a], ranked[b]);
    const chosen = diversify(
      ranked.map(({ score }) => score),
      k,
      diversity,
      likeness,
    );
    return chosen.map((at) => ranked[at]);
  }

  /** The mean score of the products that share most attributes, weighted by how much they share. */
  private scoreOfNew({ attributes }: NewItem, scores: Float32Array): number {
    const shares = Float32Array.from(this.state.items, (item) =>
      sharedAttributes(item.attributes, attributes),
    );
    const alike = bestOf(shares, likest).filter((item) => shares[item] > 0);
    const total = alike.reduce((sum, item) => sum + shares[item], 0);
    if (total === 0) return scores.reduce((lowest, score) => Math.min(lowest, score), 0);
    return alike.reduce((sum, item) => sum + shares[item] * scores[item], 0) / total;
  }

  private likeness(a: Shown, b: Shown): number {
    const shared = sharedAttributes(a.about.attributes, b.about.attributes);
    const together =
      a.item === undefined || b.item === undefined ? 0 : this.neighbours.similarity(a.item, b.item);
    return Math.max(shared, together);
  }

  private present({ item, about, score }: Shown, history: readonly number[]): RecommendedItem {
    const { items, customers } = this.state;
    const sources = history.map((one) => ({
      title: items[one].title,
      attributes: items[one].attributes,
      similarity: item === undefined ? 0 : this.neighbours.similarity(one, item),
    }));
    const reason = reasonFor(
      about.attributes,
      sources,
      item === undefined ? null : items[item].customers,
      customers,
    );
    const id = item === undefined ? null : items[item].id;
    return { item: id, title: about.title, score: figure(score), reason };
  }
}
