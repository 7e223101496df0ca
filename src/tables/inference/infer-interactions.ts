import type { ReadColumn } from './infer-series.js';
import { likedFromOf, readableNumbers } from './likings.js';

/** Columns of a file of interactions, one row for each product that a customer took, rated or played. */
export interface InferredInteractions {
  user: string;
  item: string;
  /** Orders the rows of a customer. */
  time?: string;
  /** A rating or an amount. */
  value?: string;
  /** From this value on an interaction is a liking; absent: every one is. */
  likedFrom?: number;
  /** What people read of a product. */
  title?: string;
  /** Categories of a product. */
  attributes: readonly string[];
  customers: number;
  products: number;
  /** Customers with products enough to hold some out. */
  tested: number;
  /** Whether names tell both customer and product, and not the number of different values alone. */
  named: boolean;
  /** Columns that seem to say something here and are not written so that a recommender reads them. */
  unread: readonly string[];
}

const people =
  /user|customer|client|member|visitor|listener|reader|viewer|person|account|buyer|shopper|kunde|nutzer|用户|客户|顾客|会员/iu;
const baskets = /basket|order|invoice|receipt|session|transaction|cart|warenkorb|bestellung|订单|购物篮/iu;
const products =
  /item|product|article|artikel|produkt|sku|stock.?code|movie|film|book|artist|track|song|game|asin|商品|产品|电影/iu;
const names = /name|title|titel|descri|bezeichnung|名称|标题/iu;
const moments = /time|date|stamp|zeit|datum|时间|日期/iu;
const ratings = /rating|stars?$|score|grade|bewertung|评分/iu;
const amounts = /quantity|qty|plays|count|amount|menge|anzahl|数量|次数/iu;
const categories = /genre|categor|kategorie|brand|marke|department|tags?$|type$|类别|品牌|分类/iu;

/** One product held out for the report, one to choose by, and one to learn from. */
const fewestProducts = 3;
/** An id is there again: of fewer rows for each one nothing is learnt. */
const fewestRows = 1.2;
const fewestIds = 5;
/** So many rows of a product agree in what describes it. */
const agreement = 0.99;
const mostAttributes = 5;

/**
 * Which column names the customer, the product and the rest: by what the columns are called, else by how many different values they have.
 * @param given columns that a person names.
 * @returns undefined where no two columns can be customer and product.
 */
export function inferInteractions(
  columns: readonly ReadColumn[],
  given: { user?: string; item?: string } = {},
): InferredInteractions | undefined {
  const ids = columns.filter(isId);
  const named = {
    user: find(columns, given.user) ?? first(ids, people) ?? first(ids, baskets),
    item: find(columns, given.item) ?? first(ids, products),
  };
  const { user, item } = completed(named, ids);
  if (user === undefined || item === undefined || user === item) return undefined;
  const others = columns.filter((column) => column !== user && column !== item);
  const described = others.filter((column) => isTold(column, item));
  const title = described.find((column) => names.test(nameOf(column)) && !categories.test(nameOf(column)));
  const attributes = described.filter((column) => column !== title && categories.test(nameOf(column)));
  const found = { user, item, ...measured(others) };
  return {
    user: nameOf(user),
    item: nameOf(item),
    ...namesOf(found),
    ...(title && { title: nameOf(title) }),
    attributes: attributes.slice(0, mostAttributes).map(nameOf),
    ...countsOf(found),
    named: named.user === user && named.item === item,
    unread: found.unread.map(nameOf),
  };
}

function nameOf({ inferred }: ReadColumn): string {
  return inferred.name;
}

function find(columns: readonly ReadColumn[], name?: string): ReadColumn | undefined {
  return columns.find((column) => nameOf(column) === name);
}

/** Of the columns that are called so, one that is no text to read where there is such a one. */
function first(columns: readonly ReadColumn[], called: RegExp): ReadColumn | undefined {
  const found = columns.filter((column) => called.test(nameOf(column)));
  return found.find((column) => !names.test(nameOf(column))) ?? found[0];
}

/** Ids are texts or whole numbers, of which each stands in several rows. */
function isId({ inferred: { name, kind, keys }, texts }: ReadColumn): boolean {
  const isText =
    kind === 'categorical' || kind === 'identifier' || (kind === 'numeric' && keys.integer === true);
  if (!isText || [moments, ratings, amounts, categories].some((other) => other.test(name))) return false;
  const { size } = new Set(texts);
  return size >= fewestIds && texts.length >= fewestRows * size;
}

/** In place of what no name tells: the columns of the most different values, the customer before the product. */
function completed(
  { user, item }: { user?: ReadColumn; item?: ReadColumn },
  ids: readonly ReadColumn[],
): { user?: ReadColumn; item?: ReadColumn } {
  if (user && item) return { user, item };
  const valuesOf = new Map(ids.map((column) => [column, new Set(column.texts).size]));
  const free = ids
    .filter((column) => column !== user && column !== item)
    .sort((a, b) => (valuesOf.get(b) ?? 0) - (valuesOf.get(a) ?? 0))
    .slice(0, user || item ? 1 : 2);
  const inOrder = ids.filter((column) => free.includes(column));
  const [one, other] = inOrder;
  return { user: user ?? one, item: item ?? (user ? one : other) };
}

/** Whether a product has one text of a column, whoever took it. */
function isTold(column: ReadColumn, item: ReadColumn): boolean {
  const known = new Map<string, string>();
  let agreed = 0;
  item.texts.forEach((id, row) => {
    const text = column.texts[row];
    if (!known.has(id)) known.set(id, text);
    if (known.get(id) === text) agreed++;
  });
  return new Set(column.texts).size > 1 && agreed >= agreement * item.texts.length;
}

interface Measured {
  time?: ReadColumn;
  value?: ReadColumn;
  likedFrom?: number;
  unread: readonly ReadColumn[];
}

function measured(columns: readonly ReadColumn[]): Measured {
  const times = columns.filter(
    ({ inferred: { name, kind } }) => kind === 'date' || (kind === 'numeric' && moments.test(name)),
  );
  const numeric = columns.filter(
    ({ inferred }) => inferred.kind === 'numeric' && !times.some((one) => one.inferred === inferred),
  );
  const rating = numeric.find((column) => ratings.test(nameOf(column)));
  const value = rating ?? numeric.find((column) => amounts.test(nameOf(column)));
  const isReadable = (column: ReadColumn) => readableNumbers(column) !== undefined;
  const readable = times.filter(isReadable);
  const numbers = value && readableNumbers(value);
  const likedFrom = numbers && likedFromOf(numbers, rating !== undefined);
  return {
    ...(readable.length > 0 && { time: readable[0] }),
    ...(likedFrom !== undefined && { value, likedFrom }),
    unread: [...(readable.length === 0 ? times : []), ...(value && numbers === undefined ? [value] : [])],
  };
}

function namesOf({ time, value, likedFrom }: Measured) {
  return {
    ...(time && { time: nameOf(time) }),
    ...(value && { value: nameOf(value), likedFrom }),
  };
}

function countsOf({ user, item, value, likedFrom }: Measured & { user: ReadColumn; item: ReadColumn }) {
  const likings = new Map<string, Set<string>>();
  user.texts.forEach((customer, row) => {
    const liked = likings.get(customer) ?? new Set();
    likings.set(customer, liked);
    if (value === undefined || likedFrom === undefined || Number(value.texts[row]) >= likedFrom) {
      liked.add(item.texts[row]);
    }
  });
  const tested = [...likings.values()].filter(({ size }) => size >= fewestProducts).length;
  return { customers: likings.size, products: new Set(item.texts).size, tested };
}
