import { z } from 'zod';
import { InvalidInputError } from '../../../core/errors.js';
import { figure } from '../../../core/text/figures.js';
import { parseEndpointBody } from '../../../scenarios/endpoint-body.js';
import type { ServedView } from '../../../scenarios/scenario-plugin.js';
import { criticalRatio, newsvendorQuantity, orderOf, reorderPolicy } from './policies.js';
import { runStock } from './stock-run.js';

const amount = z.number().min(0);

const requestSchema = z
  .strictObject({
    /** Rows of one series in their order; the order is placed after the week of the last. */
    history: z.array(z.unknown()).min(1),
    /** What is on the shelf. */
    onHand: amount,
    /** What is on its way, by the week in which it can be sold: next week first. */
    onOrder: z.array(amount).max(52).default([]),
    /** Whole weeks between the end of this one and the beginning of the one in which the order can be sold. */
    leadWeeks: z.number().int().min(0).max(51),
    costs: z
      .strictObject({
        /** Of a unit that is left at the end of a week. */
        holding: z.number().positive(),
        /** Of a unit that is asked for and not there: the margin that is lost, and what a customer minds. */
        stockOut: z.number().positive(),
        /** Of an order, whatever its size. */
        ordering: amount.default(0),
      })
      .optional(),
    /** Instead of the price of a stock-out: the probability with which demand is to be met. */
    serviceLevel: z.number().gt(0).lt(1).optional(),
    /** Units are these many of the forecast's: a price, where sales are forecast and pieces are ordered. */
    unitValue: z.number().positive().default(1),
    /** Whether units are whole. */
    whole: z.boolean().default(false),
  })
  .refine(({ costs, serviceLevel }) => (costs === undefined) !== (serviceLevel === undefined), {
    message: 'either costs or serviceLevel',
  });

type OrderRequest = z.output<typeof requestSchema>;

/** Levels at which the demand until an order counts is told. */
const toldLevels = [0.05, 0.25, 0.5, 0.75, 0.95];

export interface OrderAnswer {
  method: string;
  /** Weeks whose demand the stock must bear until an order of next week could be there. */
  protectionWeeks: number;
  /** Of these weeks together, from paths through all of them. */
  demand: { mean: number; quantiles: { level: number; value: number }[] };
  serviceLevel: number;
  /** On the shelf and on its way. */
  position: number;
  reorderAt: number;
  orderUpTo: number;
  order: number;
  /** What is to be expected over the weeks until the order of next week, with it and with none. */
  expected: { withOrder: Expected; withoutOrder: Expected };
}

interface Expected {
  lost: number;
  /** Share of the paths in which nothing is lost in the last of these weeks, the one that the order is for. */
  inStock: number;
  left: number;
  /** Of holding and stock-outs, and of the order; only where costs are given. */
  cost?: number;
}

/**
 * What to order now for one series: the demand of the weeks until an order of next week would be there, from paths through all of them,
 * against the critical ratio of the costs or a service level.
 * @throws InvalidInputError naming each wrong field, or where the weeks reach beyond the forecast.
 */
export function planOrder(body: unknown, served: Pick<ServedView, 'pathsOfHistory'>): OrderAnswer {
  const request = parseEndpointBody(requestSchema, body, { message: 'The request is no stock.' });
  const found = served.pathsOfHistory(request.history, '/history');
  if (found.length !== 1) throw severalSeries(found.length);
  const protection = request.leadWeeks + 1;
  const horizons = found[0][0].length;
  if (protection > horizons) throw beyondForecast(request, horizons);
  const paths = found[0].map((path) =>
    path.slice(0, protection).map((value) => Math.max(0, value) / request.unitValue),
  );
  return answerFor(request, paths);
}

function answerFor(request: OrderRequest, paths: readonly number[][]): OrderAnswer {
  const { costs, leadWeeks, onHand, onOrder, whole } = request;
  const sums = paths.map((path) => path.reduce((sum, week) => sum + week, 0));
  const mean = meanOf(sums);
  // A unit too many waits a week; a unit too few is lost.
  const serviceLevel = costs
    ? criticalRatio({ overage: costs.holding, underage: costs.stockOut })
    : (request.serviceLevel ?? NaN);
  const { ordering, holding } = costs ?? { ordering: 0, holding: 1 };
  const demand = mean / (leadWeeks + 1);
  const policy = reorderPolicy(sums, serviceLevel, { ordering, demand, holding });
  const position = [onHand, ...onOrder].reduce((sum, one) => sum + one, 0);
  const wanted = orderOf(position, policy);
  const order = whole ? Math.ceil(wanted - 1e-9) : wanted;
  return {
    method:
      ordering > 0
        ? '(s, S): s covers the protection weeks at the service level, S is an economic quantity above it'
        : 'newsvendor: up to what covers the protection weeks at the service level',
    protectionWeeks: leadWeeks + 1,
    demand: {
      mean: figure(mean),
      quantiles: toldLevels.map((level) => ({ level, value: figure(newsvendorQuantity(sums, level)) })),
    },
    serviceLevel: figure(serviceLevel),
    position: figure(position),
    reorderAt: figure(policy.reorderAt),
    orderUpTo: figure(policy.orderUpTo),
    order: figure(order),
    expected: { withOrder: expectedOf(request, paths, order), withoutOrder: expectedOf(request, paths, 0) },
  };
}

/** Over the paths; what is on its way counts in the week in which it can be sold. */
function expectedOf(request: OrderRequest, paths: readonly number[][], order: number): Expected {
  const { onHand, onOrder, leadWeeks, costs } = request;
  const arrivals = paths[0].map((_, week) => (onOrder[week] ?? 0) + (week === leadWeeks ? order : 0));
  const outcomes = paths.map((demand) => runStock({ onHand, arrivals, demand }));
  const inStock = paths.map((demand, i) => Number(outcomes[i].left > 0 || demand[leadWeeks] === 0));
  const lost = meanOf(outcomes.map((one) => one.lost));
  const expected = {
    lost: figure(lost),
    inStock: figure(meanOf(inStock)),
    left: figure(meanOf(outcomes.map((one) => one.left))),
  };
  if (!costs) return expected;
  const held = meanOf(outcomes.map((one) => one.held));
  const cost = costs.holding * held + costs.stockOut * lost + (order > 0 ? costs.ordering : 0);
  return { ...expected, cost: figure(cost) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function severalSeries(count: number): InvalidInputError {
  return new InvalidInputError('An order is for one series.', {
    details: [{ pointer: '/history', expected: 'rows of one series', received: `${count} series` }],
  });
}

function beyondForecast({ leadWeeks }: OrderRequest, horizons: number): InvalidInputError {
  const expected = `at most ${horizons - 1}: the week after must be within the ${horizons} weeks that are forecast`;
  return new InvalidInputError('The delivery takes longer than is forecast.', {
    details: [{ pointer: '/leadWeeks', expected, received: String(leadWeeks) }],
  });
}
