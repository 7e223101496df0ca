import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { millisecondsPerDay } from '../../tables/columns/calendar.js';
import {
  countries,
  depot,
  header,
  mostLines,
  products,
  routes,
  span,
  vendors,
  type Product,
  type Route,
} from './delivery-tables.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** Options of the mechanism `delivery-history`. */
export const deliveryHistoryOptions = z.strictObject({
  mechanism: z.literal('delivery-history'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Lines of orders. */
  rows: z.number().int().min(1).max(1_000_000),
});

export type DeliveryHistoryOptions = z.infer<typeof deliveryHistoryOptions>;

/**
 * Deliveries of health goods by a made-up programme. A shipment has a country, a way of fulfilment, a vendor, a mode and a scheduled day,
 * and one to five lines, which share its fate. It is late where a score is above 0, by as many days as the score:
 *
 * - `-9` days of slack, and noise of 6 days for the shipment;
 * - the mode: truck +4, ocean +5, air and charter 0, of an order from the depot +2;
 * - the vendor, a constant between -4 and +3;
 * - how full a country's customs are in a month and how far behind a vendor is: normal with 5 and 3 days, the same for all shipments of
 *   that month (why orders of a country, or from a vendor, of one month are late together);
 * - a day less in time per 10 days that the order came later than 80 days before.
 *
 * Charges are known after the fact: freight by the weight and the mode's price per kilogram, on the first line of a shipment only; the
 * others refer to it. Names and numbers are made up.
 */
export const deliveryHistoryMechanism: SampleMechanism<DeliveryHistoryOptions> = {
  name: 'delivery-history',
  columns: () => [...header],
  problems: () => [],
  generate({ seed, rows }): SampleTable {
    const root = createRandom(seed);
    const draw: Draws = {
      shipment: root.fork('shipment'),
      line: root.fork('line'),
      backlog: monthly(root.fork('backlog')),
    };
    const records: string[][] = [];
    for (let shipment = 1; records.length < rows; shipment++) {
      const lines = linesOf(shipmentOf(shipment, draw), draw.line);
      records.push(
        ...lines.slice(0, rows - records.length).map((line, i) => numbered(line, records.length + i)),
      );
    }
    return { header: [...header], records };
  },
};

interface Draws {
  shipment: Random;
  line: Random;
  /** Days that whoever is named is behind in a month. */
  backlog: (name: string, month: number, deviation: number) => number;
}

interface Shipment {
  number: number;
  country: string;
  route: Route;
  vendor: string;
  product: Product;
  /** Days since 1970. */
  scheduled: number;
  delivered: number;
  /** Absent where it was not written down, and for orders from the depot. */
  ordered?: number;
  quoted?: number;
}

/** The same number for a name and a month, whenever it is asked for. */
function monthly(random: Random): Draws['backlog'] {
  return (name, month, deviation) => deviation * random.fork(`${name} ${month}`).normal();
}

function shipmentOf(number: number, { shipment: random, backlog }: Draws): Shipment {
  const country = countries[random.integer(countries.length)];
  const fromDepot = random.next() < 0.5;
  const vendor = fromDepot ? depot : vendors[random.integer(vendors.length)];
  const route = routes[fromDepot ? 'depot' : 'direct'][random.integer(4)];
  const scheduled = span.first + random.integer(span.days);
  const month = Math.floor(scheduled / 30.44);
  const lead = Math.round(25 + 110 * random.next());
  const score =
    -9 +
    6 * random.normal() +
    route.delay +
    (fromDepot ? 2 : 0) +
    vendor.delay +
    backlog(country, month, 5) +
    backlog(vendor.name, month, 3) +
    (80 - lead) / 10;
  const delay = score > 0 ? Math.ceil(score) : random.next() < 0.6 ? 0 : -random.integer(20);
  return {
    number,
    country,
    route,
    vendor: vendor.name,
    product: products[random.integer(products.length)],
    scheduled,
    delivered: scheduled + delay,
    ...(!fromDepot && random.next() < 0.95 && { ordered: scheduled - lead }),
    ...(random.next() < 0.75 && { quoted: scheduled - lead - 10 - random.integer(60) }),
  };
}

function linesOf(shipment: Shipment, random: Random): string[][] {
  let lines = 1;
  while (lines < mostLines && random.next() < 0.35) lines++;
  return Array.from({ length: lines }, (_, line) => lineOf(shipment, line, random));
}

function lineOf(shipment: Shipment, line: number, random: Random): string[] {
  const { product, route, scheduled, delivered, ordered, quoted, number } = shipment;
  const quantity = Math.round(Math.exp(5.5 + 1.6 * random.normal())) + 1;
  const price = Math.round(product.price * (0.8 + 0.4 * random.next()) * 100) / 100;
  const weight = Math.round(quantity * product.kilograms) + 1;
  const first = line === 0;
  const included = first && random.next() < 0.2;
  const freight = Math.round(weight * route.perKilogram * (0.7 + 0.6 * random.next()) * 100) / 100 + 50;
  const fromDepot = shipment.vendor === depot.name;
  const order = fromDepot ? `SO-${number}` : `PO-${number}`;
  return [
    `P${100 + countries.indexOf(shipment.country)}`,
    quoted === undefined ? 'Before quotations' : `Q-${number}`,
    order,
    `S-${number}`,
    shipment.country,
    'Head office',
    fromDepot ? 'From RDC' : 'Direct Drop',
    fromDepot ? 'N/A - From RDC' : route.term,
    route.mode,
    dayText(quoted),
    dayText(ordered),
    dayText(scheduled),
    dayText(delivered),
    dayText(delivered + random.integer(4)),
    product.group,
    product.class,
    shipment.vendor,
    product.name,
    product.name,
    product.brand,
    product.dosage,
    product.form,
    String(product.units),
    String(quantity),
    (quantity * price).toFixed(2),
    price.toFixed(2),
    (price / product.units).toFixed(2),
    `${shipment.vendor}, main works`,
    first ? 'Yes' : 'No',
    first ? String(weight) : '',
    first && !included ? freight.toFixed(2) : '',
    (quantity * price * 0.0016).toFixed(2),
    statusOf(quoted, 'before-quotations'),
    statusOf(ordered, fromDepot ? 'from-depot' : 'not-captured'),
    first ? 'weight' : 'on-another-line',
    first ? (included ? 'in-price' : 'amount') : 'on-another-line',
    String(delivered - scheduled),
    delivered > scheduled ? '1' : '0',
  ];
}

function numbered(cells: readonly string[], row: number): string[] {
  return [String(row + 1), ...cells];
}

function statusOf(day: number | undefined, absent: string): string {
  return day === undefined ? absent : 'date';
}

function dayText(day: number | undefined): string {
  return day === undefined ? '' : new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}
