import { createRandom, type Random } from '../../core/random.js';
import type { LatentTastesOptions, TasteRole } from './latent-tastes.options.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

interface Product {
  id: string;
  title: string;
  year: number;
  /** One or two indexes of tastes. */
  tastes: number[];
  /** How well known it is: log of its weight when a customer chooses. */
  fame: number;
  /** How good it is, in points of a rating. */
  quality: number;
}

interface Choice {
  product: number;
  /** From 0 (against the customer's taste) to 1. */
  affinity: number;
  time: number;
}

/** Fewer could not be divided into what is learnt from and what is held out. */
const leastHistory = 5;
const firstDay = Date.UTC(2024, 0, 1) / 1000;
const secondsOfTwoYears = 2 * 365 * 86_400;

/**
 * Customers with hidden tastes choose among products of hidden tastes: the chance of a product grows with its fame and with how
 * much the customer likes its tastes; ratings follow the same liking, the product's quality and the customer's leniency. No
 * real row enters.
 */
export const latentTastesMechanism: SampleMechanism<LatentTastesOptions> = {
  name: 'latent-tastes',
  columns: ({ columns }) => columns.map(({ name }) => name),
  problems({ rows, customers, products }) {
    const most = Math.floor(products / 2);
    if (rows >= customers * leastHistory && rows <= customers * most) return [];
    const message = `between ${leastHistory} and ${most} interactions for each of ${customers} customers`;
    return [{ path: ['rows'], message }];
  },
  generate(options): SampleTable {
    const random = createRandom(options.seed);
    const products = makeProducts(options, random.fork('products'));
    const lengths = historyLengths(options, random.fork('lengths'));
    const records = lengths.flatMap((length, customer) => {
      return customerRecords(options, products, {
        customer,
        length,
        random: random.fork(`customer ${customer}`),
      });
    });
    return { header: options.columns.map(({ name }) => name), records };
  },
};

function makeProducts({ products, tastes, openings }: LatentTastesOptions, random: Random): Product[] {
  const taken = new Set<string>();
  return Array.from({ length: products }, (_, i) => {
    const first = random.integer(tastes.length);
    const second = random.integer(tastes.length);
    const both = random.next() < 0.35 && second !== first;
    const draw = () => `${pickOne(openings, random)} ${pickOne(tastes[first].words, random)}`;
    let title = draw();
    for (let attempt = 0; taken.has(title) && attempt < 50; attempt++) title = draw();
    if (taken.has(title)) title = `${title} ${i + 1}`;
    taken.add(title);
    return {
      id: String(i + 1),
      title,
      year: 1995 + random.integer(30),
      tastes: both ? [first, second] : [first],
      fame: 0.9 * random.normal(),
      quality: 0.4 * random.normal(),
    };
  });
}

/** How many products each customer has: some are keen, most are not; `rows` in all. */
function historyLengths({ rows, customers, products }: LatentTastesOptions, random: Random): number[] {
  const most = Math.floor(products / 2);
  const keenness = Array.from({ length: customers }, () => Math.exp(0.6 * random.normal()));
  const total = keenness.reduce((sum, value) => sum + value, 0);
  const clamp = (value: number) => Math.min(most, Math.max(leastHistory, value));
  const lengths = keenness.map((value) => clamp(Math.round((rows * value) / total)));
  let missing = rows - lengths.reduce((sum, value) => sum + value, 0);
  for (let i = 0; missing !== 0; i = (i + 1) % customers) {
    const next = clamp(lengths[i] + Math.sign(missing));
    missing -= next - lengths[i];
    lengths[i] = next;
  }
  return lengths;
}

interface Customer {
  customer: number;
  length: number;
  random: Random;
}

function customerRecords(
  options: LatentTastesOptions,
  products: readonly Product[],
  { customer, length, random }: Customer,
): string[][] {
  const leniency = 0.3 * random.normal();
  const { choices, others } = choose(options, products, { length, random });
  const hasParts = options.columns.some(({ role }) => role === 'part');
  const records = choices.map((choice, i) => {
    const product = products[choice.product];
    const rating = 2.6 + 1.8 * choice.affinity + product.quality + leniency + 0.5 * random.normal();
    const values = {
      rating: String(Math.min(5, Math.max(1, Math.round(rating)))),
      count: String(Math.max(1, Math.round(Math.exp(1 + 3 * choice.affinity + random.normal())))),
      time: String(choice.time),
      part: i === choices.length - 1 ? 'test' : 'train',
    };
    return options.columns.map(({ role }) => cellOf(role, customer, product, options, values));
  });
  if (!hasParts) return records;
  const zero = { rating: '0', count: '0', time: String(firstDay), part: 'negative' };
  const negatives = others.slice(0, options.negatives).map((product) => {
    return options.columns.map(({ role }) => cellOf(role, customer, products[product], options, zero));
  });
  return [...records, ...negatives];
}

/** A customer's products in the order of time, drawn without replacement (Gumbel's trick), and all others in random order. */
function choose(
  { pull, tastes }: LatentTastesOptions,
  products: readonly Product[],
  { length, random }: Pick<Customer, 'length' | 'random'>,
): { choices: Choice[]; others: number[] } {
  const likings = tastes.map(() => random.normal());
  const affinities = products.map((product) => {
    const liking = product.tastes.reduce((sum, at) => sum + likings[at], 0) / product.tastes.length;
    return 1 / (1 + Math.exp(-1.5 * liking));
  });
  const keys = products.map(({ fame }, i) => {
    return fame + pull * 2 * affinities[i] - Math.log(-Math.log(random.next() + 1e-12));
  });
  const order = keys.map((_, i) => i).sort((a, b) => keys[b] - keys[a]);
  const times = Array.from({ length }, () => firstDay + random.integer(secondsOfTwoYears)).sort(
    (a, b) => a - b,
  );
  const shuffled = random.permutation(length);
  const choices = times.map((time, i) => {
    const product = order[shuffled[i]];
    return { product, affinity: affinities[product], time };
  });
  const rest = order.slice(length);
  return { choices, others: Array.from(random.permutation(rest.length), (at) => rest[at]) };
}

function cellOf(
  role: TasteRole,
  customer: number,
  product: Product,
  { tastes }: LatentTastesOptions,
  values: Record<'rating' | 'count' | 'time' | 'part', string>,
): string {
  switch (role) {
    case 'customer':
      return String(customer + 1);
    case 'product':
      return product.id;
    case 'title':
      return product.title;
    case 'year':
      return String(product.year);
    case 'tastes':
      return product.tastes.map((at) => tastes[at].name).join('|');
    case 'rating':
    case 'count':
    case 'time':
    case 'part':
      return values[role];
  }
}

function pickOne(words: readonly string[], random: Random): string {
  return words[random.integer(words.length)];
}
