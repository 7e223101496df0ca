import { z } from 'zod';
import { decimal, wholeNumber } from '../../core/text/numbers.js';
import type { BatchAlternative } from '../../decisions/batch.js';

const name = z.string().trim().min(1);

/** What every key of an entry is but the columns that it sets. */
const own = ['choice', 'option', 'price', 'rate', 'capacity', 'shortage', 'values'];

const entry = z.strictObject({
  /** What is chosen, such as `mode`; one option of every choice makes an alternative. */
  choice: name,
  /** Such as `ocean`. */
  option: name,
  /** What an order costs with it, in one unit of money. */
  price: decimal({ least: 0 }).default(0),
  /** What a unit of the amount costs with it. */
  rate: decimal({ least: 0 }).default(0),
  /** The most orders that can have it; absent: any. */
  capacity: wholeNumber().optional(),
  /** What each order beyond the capacity costs; absent: so much that there is none unless no plan does without. */
  shortage: decimal({ least: 0 }).optional(),
  /** Columns of an order that has it, with their values. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

export type Choice = z.infer<typeof entry>;

/** What a run states. */
export interface Assignment {
  choices: Choice[];
  lateCost: number;
  amount?: string;
  allowed?: string;
  /** Seconds after which the best plan so far is taken. */
  timeLimit: number;
}

/** More combinations than this are no list that somebody has prices for. */
const mostAlternatives = 100;

/**
 * What an order can have. An entry is as in JSON, or as a line of a table: then what is no key of an entry is a column that it sets, and an
 * empty cell says nothing.
 */
export const choicesSchema = z
  .array(z.preprocess(fromTable, entry))
  .min(1)
  .superRefine((choices, context) => {
    choices.forEach(({ choice, option }, i) => {
      const before = choices.slice(0, i);
      if (before.some((one) => one.choice === choice && one.option === option))
        context.addIssue({ code: 'custom', path: [i, 'option'], message: `each option of ${choice} once` });
    });
    const combinations = [...grouped(choices).values()].reduce((product, { length }) => product * length, 1);
    if (combinations > mostAlternatives)
      context.addIssue({
        code: 'custom',
        path: [],
        message: `at most ${mostAlternatives} combinations of options`,
      });
  });

function fromTable(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const present = Object.entries(given).filter(([, value]) => value !== '' && value !== null);
  const keys = present.filter(([key]) => own.includes(key));
  const columns = present.filter(([key]) => !own.includes(key));
  if (columns.length === 0) return Object.fromEntries(keys);
  const { values = {}, ...rest } = Object.fromEntries(keys) as { values?: object };
  return { ...rest, values: { ...values, ...Object.fromEntries(columns) } };
}

/** An option of each choice. */
export interface Alternative extends BatchAlternative {
  options: readonly Choice[];
  values: Choice['values'];
}

/** Every combination of an option of each choice, the first choice changing slowest. */
export function alternativesOf(choices: readonly Choice[]): Alternative[] {
  const combinations = [...grouped(choices).values()].reduce<Choice[][]>(
    (all, options) => all.flatMap((before) => options.map((option) => [...before, option])),
    [[]],
  );
  return combinations.map((options) => ({
    name: options.map(({ option }) => option).join(' / '),
    values: Object.assign({}, ...options.map(({ values }) => values)) as Choice['values'],
    options,
  }));
}

/** The options of each choice, both in their order. */
export function grouped(choices: readonly Choice[]): Map<string, Choice[]> {
  const groups = new Map<string, Choice[]>();
  for (const one of choices) groups.set(one.choice, [...(groups.get(one.choice) ?? []), one]);
  return groups;
}

/** The columns that some option sets, each once. */
export function columnsSet(choices: readonly Choice[]): string[] {
  return [...new Set(choices.flatMap(({ values }) => Object.keys(values)))];
}
