import { InvalidInputError, shown } from '../../core/errors.js';
import { figure } from '../../core/text/figures.js';
import { listed } from '../../core/text/lists.js';
import type { BatchCells, BatchDecision, BatchRows, CodedTexts } from '../../decisions/batch.js';
import {
  alternativesOf,
  columnsSet,
  grouped,
  type Alternative,
  type Assignment,
  type Choice,
} from './assignment-choices.js';
import { assign, type AssignmentPlan, type Capacity } from './assignment-plan.js';

/** What the orders of a file cost with each alternative. */
interface Priced {
  alternatives: readonly Alternative[];
  /** By alternative and order. */
  prices: readonly Float64Array[];
  /** Price and what lateness is expected to cost; NaN where an order may not have the alternative. */
  costs: readonly Float64Array[];
}

/** The cheapest plan for the orders of a file, in the form that every rule about files answers in. */
export async function decideAssignment(rows: BatchRows, stated: Assignment): Promise<BatchDecision> {
  const priced = pricedOrders(rows, stated);
  const { costs } = priced;
  const { timeLimit, choices } = stated;
  const capacities = capacitiesOf(choices, priced.alternatives);
  const plan = await assign({ orders: rows.count, costs, capacities, timeLimit });
  const texts = priced.alternatives.map(({ name }) => name);
  return {
    ...inWords(rows, plan, totalsOf(rows, plan, priced)),
    actions: { codes: plan.chosen, texts },
    cells: cellsOf(rows, plan, priced, choices),
    summary: summaryOf(rows, { plan, priced, stated }),
  };
}

function pricedOrders(rows: BatchRows, { choices, lateCost, amount, allowed }: Assignment): Priced {
  const alternatives = alternativesOf(choices);
  const amounts = amount === undefined ? undefined : rows.numbers[amount];
  const mayHave = permission(choices, allowed === undefined ? undefined : rows.texts[allowed]);
  const prices = alternatives.map(({ options }) => {
    const price = options.reduce((sum, one) => sum + one.price, 0);
    const rate = options.reduce((sum, one) => sum + one.rate, 0);
    return Float64Array.from({ length: rows.count }, (_, row) => price + rate * (amounts?.[row] ?? 0));
  });
  const costs = alternatives.map((alternative, i) =>
    prices[i].map((price, row) =>
      mayHave(alternative, row) ? price + lateCost * rows.figures[i][row * rows.width] : NaN,
    ),
  );
  return { alternatives, prices, costs };
}

/** Whether an order may have an alternative. @throws InvalidInputError for a name that is no option */
function permission(
  choices: readonly Choice[],
  texts: CodedTexts | undefined,
): (alternative: Alternative, row: number) => boolean {
  if (!texts) return () => true;
  const known = choices.map(({ option }) => option);
  const named = texts.texts.map((text) => {
    const names = text.split('|').map((one) => one.trim());
    const wrong = names.find((one) => !known.includes(one));
    if (wrong === undefined) return new Set(names);
    throw new InvalidInputError('An order names what is no option.', {
      details: [{ expected: `options of ${listed(known)}, separated by |`, received: shown(wrong) }],
    });
  });
  const open = named.map((names) => {
    const groups = [...grouped(choices)];
    return new Set(
      groups.flatMap(([choice, own]) => (own.some(({ option }) => names.has(option)) ? [] : [choice])),
    );
  });
  return ({ options }, row) => {
    const code = texts.codes[row];
    return (
      code < 0 || options.every(({ choice, option }) => open[code].has(choice) || named[code].has(option))
    );
  };
}

function capacitiesOf(choices: readonly Choice[], alternatives: readonly Alternative[]): Capacity[] {
  return choices.flatMap((one) => {
    const { choice, option, capacity, shortage } = one;
    if (capacity === undefined) return [];
    const own = [...alternatives.keys()].filter((i) => alternatives[i].options.includes(one));
    return [{ name: `${choice} ${option}`, most: capacity, shortage, alternatives: own }];
  });
}

interface Totals {
  /** Orders that have an alternative. */
  assigned: number;
  price: number;
  late: number;
}

function totalsOf({ figures, width }: BatchRows, { chosen }: AssignmentPlan, { prices }: Priced): Totals {
  const totals = { assigned: 0, price: 0, late: 0 };
  chosen.forEach((alternative, row) => {
    if (alternative < 0) return;
    totals.assigned++;
    totals.price += prices[alternative][row];
    totals.late += figures[alternative][row * width];
  });
  return totals;
}

function inWords(
  { count }: BatchRows,
  { cost, capacities, keepsCapacities }: AssignmentPlan,
  { assigned, price, late }: Totals,
): Pick<BatchDecision, 'state' | 'sentence'> {
  if (count === 0) return { state: 'empty', sentence: 'The file has no row to decide on.' };
  if (assigned < count) {
    const sentence = `${count - assigned} of ${count} orders may have none of the alternatives.`;
    return { state: 'infeasible', sentence };
  }
  if (!keepsCapacities) {
    const short = capacities.filter((one) => one.short > 0).map((one) => `${one.name} by ${one.short}`);
    const sentence = `No plan keeps every capacity; the plan that is written is short of ${short.join(', ')}.`;
    return { state: 'infeasible', sentence };
  }
  const sentence = `${count} orders are planned for ${figure(price)} and ${figure(cost - price)} of expected lateness; of orders like these ${figure(late)} are late.`;
  return { state: 'decided', sentence };
}

/** What each order gets, column by column. */
function cellsOf(
  { count, figures, width }: BatchRows,
  { chosen }: AssignmentPlan,
  { alternatives, prices, costs }: Priced,
  choices: readonly Choice[],
): BatchCells[] {
  const ofChosen = (value: (alternative: number, row: number) => number) =>
    Float64Array.from({ length: count }, (_, row) => (chosen[row] < 0 ? NaN : value(chosen[row], row)));
  return [
    ...[...grouped(choices)].map(([choice, own], place): BatchCells => {
      const texts = own.map(({ option }) => option);
      const codes = chosen.map((i) => (i < 0 ? -1 : texts.indexOf(alternatives[i].options[place].option)));
      return { name: `assigned_${choice}`, codes, texts };
    }),
    { name: 'late_probability', numbers: ofChosen((i, row) => figures[i][row * width]) },
    { name: 'price', numbers: ofChosen((i, row) => prices[i][row]) },
    { name: 'expected_cost', numbers: ofChosen((i, row) => costs[i][row]) },
  ];
}

function summaryOf(
  rows: BatchRows,
  { plan, priced, stated }: { plan: AssignmentPlan; priced: Priced; stated: Assignment },
): Record<string, unknown> {
  const { assigned, price, late } = totalsOf(rows, plan, priced);
  const beyond = plan.capacities.reduce((sum, { short }) => sum + short, 0);
  return {
    orders: rows.count,
    assigned,
    price: figure(price),
    expectedLate: figure(late),
    expectedCost: figure(plan.cost),
    /** Orders beyond a capacity: no plan does without, or it is cheaper to pay for them. */
    beyondCapacity: beyond,
    capacities: plan.capacities.map(({ name, most, used, short, worth }) => {
      return { name, capacity: most, used, short, placeMore: figure(worth) };
    }),
    asPlanned: asPlanned(rows, priced, { choices: stated.choices, chosen: plan.chosen }),
    gap: figure(plan.gap),
    caution:
      'Lateness is that of orders like these which had the option; what changing it does was not observed.',
  };
}

/** What orders would cost as the file has them, where that is an alternative, and how many the plan leaves as they are. */
function asPlanned(
  { count, texts }: BatchRows,
  { alternatives, costs }: Priced,
  { choices, chosen }: { choices: readonly Choice[]; chosen: Int32Array },
): Record<string, number> {
  const columns = columnsSet(choices).filter((name) => name in texts);
  const keys = new Map(
    alternatives.map(
      ({ values }, i) => [keyOf(columns.map((name) => String(values[name] ?? ''))), i] as const,
    ),
  );
  const found = { orders: 0, expectedCost: 0, kept: 0 };
  for (let row = 0; row < count; row++) {
    const cells = columns.map((name) => texts[name].texts[texts[name].codes[row]] ?? '');
    const planned = keys.get(keyOf(cells)) ?? -1;
    if (planned < 0 || Number.isNaN(costs[planned][row])) continue;
    found.orders++;
    found.expectedCost += costs[planned][row];
    if (planned === chosen[row]) found.kept++;
  }
  return { ...found, expectedCost: figure(found.expectedCost) };
}

function keyOf(cells: readonly string[]): string {
  return JSON.stringify(cells);
}
