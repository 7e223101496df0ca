import { z } from 'zod';
import { figure } from '../core/text/figures.js';
import { decimal, wholeNumber } from '../core/text/numbers.js';
import { cumulativeGains } from '../evaluation/decisions/index.js';
import { decideOffers, type Offers } from './budget-offers.js';
import type { EventRule } from './decision.js';

const action = z.string().min(1);

/** What an offer costs and may bring, in one unit of money. */
const money = {
  /** Of one offer that is made. */
  cost: z.number().positive(),
  /** What is earned when the event happens, before the cost of the offer. */
  margin: z.number().positive(),
  /**
   * Share of that which the offer brings about: an assumption, for no column tells what would have happened without it. 1 counts every
   * predicted event as earned by the offer, which is the most it can be.
   */
  effect: z.number().gt(0).max(1).default(1),
};

const schema = z
  .strictObject({
    rule: z.literal('budget'),
    ...money,
    /** Column of a file with what each row earns in place of the margin. */
    value: z.string().min(1).optional(),
    /** The most offers of a file, and the most money for them, unless a run states others. */
    limit: z.int().min(0).optional(),
    budget: z.number().min(0).optional(),
    actions: z.strictObject({ offer: action, none: action }),
  })
  .refine(({ cost, margin, effect }) => cost < margin * effect, {
    path: ['cost'],
    message: 'less than the margin times the effect: nobody would get an offer',
  });

type Spec = z.infer<typeof schema>;

const learntSchema = z.strictObject({
  threshold: z.number(),
  money: z.strictObject({ cost: z.number(), margin: z.number(), effect: z.number() }),
});

/** What a run states in place of what the scenario declares. */
function optionsSchema({ cost, margin, effect, limit, budget, value }: Spec): z.ZodType<Offers> {
  const rest = limit === undefined ? wholeNumber().optional() : wholeNumber().default(limit);
  const most =
    budget === undefined ? decimal({ least: 0 }).optional() : decimal({ least: 0 }).default(budget);
  const column = z.string('the name of a column').min(1);
  return z.strictObject({
    limit: rest,
    budget: most,
    cost: decimal().default(cost),
    margin: decimal().default(margin),
    effect: decimal({ most: 1 }).default(effect),
    value: value === undefined ? column.optional() : column.default(value),
  });
}

/**
 * Who gets an offer: in a file those of the highest expected gain, as many as the limit and the budget allow and only where the offer is
 * expected to bring more than it costs; a single row by the probability from which it does.
 *
 * The gain is probability x margin x effect - cost. A high probability is no effect of the offer: many of these rows would have done it
 * without one. Only an experiment tells the effect; the rule states what was assumed.
 */
export const budget: EventRule<Spec, z.infer<typeof learntSchema>> = {
  name: 'budget',
  decidesOn: 'event',
  schema,
  learntSchema,
  learn: (_rows, { cost, margin, effect }) => ({
    threshold: cost / (margin * effect),
    money: { cost, margin, effect },
  }),
  decider({ threshold }, { actions }) {
    const how = { rule: 'expected gain of an offer', threshold: figure(threshold) };
    const [offer, none] = [actions.offer, actions.none].map((name) => ({ action: name, ...how }));
    return (probability) => (probability > threshold ? offer : none);
  },
  report: (rows, { money: { cost, margin, effect } }) => ({
    effect,
    gains: cumulativeGains(rows, { margin: margin * effect, cost }),
  }),
  batch: {
    kinds: ['binary'],
    options: optionsSchema,
    columns: (_spec, options) => {
      const { value } = options as Offers;
      return value === undefined ? [] : [{ name: value, kind: 'number', least: 0 }];
    },
    decide: ({ figures: [probabilities], numbers }, { actions }, options) => {
      const offers = options as Offers;
      return decideOffers({ probabilities, values: numbers[offers.value ?? ''] }, offers, actions);
    },
  },
};
