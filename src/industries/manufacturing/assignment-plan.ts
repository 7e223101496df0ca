import { InvalidInputError } from '../../core/errors.js';
import type { Found, Programme, Solution } from '../../optimisation/programme.js';
import { solve } from '../../optimisation/solve.js';

/** What orders are given to: how many of them may have one of some alternatives. */
export interface Capacity {
  name: string;
  /** Indexes of the alternatives that take a place of it. */
  alternatives: readonly number[];
  /** Orders. */
  most: number;
  /** What each order beyond it costs; absent: so much that none is unless there is no other plan. */
  shortage?: number;
}

export interface AssignmentProblem {
  orders: number;
  /** Of each alternative what every order costs with it; not finite where an order may not have it. */
  costs: readonly Float64Array[];
  capacities: readonly Capacity[];
  /** Seconds after which the best plan so far is taken. */
  timeLimit?: number;
}

/** How a capacity was used by the plan. */
export interface CapacityUse {
  name: string;
  most: number;
  used: number;
  /** Orders beyond it. */
  short: number;
  /** What the plan would cost less with one place more; 0 where places are left. */
  worth: number;
}

export interface AssignmentPlan {
  /** Of each order the index of its alternative; -1 where it may have none. */
  chosen: Int32Array;
  /** Of all orders that have an alternative, without what is paid for orders beyond capacities. */
  cost: number;
  capacities: CapacityUse[];
  /** Whether some plan keeps every capacity. */
  keepsCapacities: boolean;
  /** Share of the cost by which a plan could be cheaper at most; 0 for the best one. */
  gap: number;
}

/**
 * Pairs of order and alternative that a plan may have at most: 60,000 (3,000 orders, 20 alternatives, 9 capacities) took HiGHS in WebAssembly
 * 3 s on one core, 200,000 more than a minute.
 */
export const mostPairs = 60_000;

const usualTimeLimit = 60;

/** What a solver's tolerance leaves of a whole number. */
const tolerance = 1e-6;

interface Pair {
  order: number;
  alternative: number;
}

/**
 * The cheapest alternative of each order such that capacities are kept: a generalised assignment with unit weights. Every capacity has a
 * slack variable with a price, so that a plan is found where none keeps them all, and the slack says which is short and by how many.
 *
 * The relaxation is solved first: it gives the shadow prices, and where its values are whole (always with capacities of one kind, whose
 * matrix is totally unimodular) it is the plan; else the integer programme is solved. Of equal plans the solver's is taken, the same on
 * every machine.
 *
 * @throws InvalidInputError for more than `mostPairs`, and where the time runs out before there is any plan.
 */
export async function assign(problem: AssignmentProblem): Promise<AssignmentPlan> {
  const pairs = pairsOf(problem);
  refuseTooMany(problem, pairs.length);
  if (pairs.length === 0) return planOf(problem, pairs, { values: new Float64Array(), worths: [], gap: 0 });
  const shortage = usualShortage(problem, pairs);
  const programme = programmeOf(problem, pairs, shortage);
  const { timeLimit = usualTimeLimit } = problem;
  const { relaxed, best } = await solveWhole(programme, timeLimit);
  const worths = problem.capacities.map((_, i) => Math.max(0, -(relaxed.shadowPrices?.[i] ?? 0)));
  const plan = planOf(problem, pairs, { values: best.values, worths, gap: best.gap ?? 0 });
  if (plan.capacities.every(({ short }) => short === 0)) return plan;
  return { ...plan, keepsCapacities: await canKeep(programme, pairs.length, timeLimit) };
}

function pairsOf({ orders, costs }: AssignmentProblem): Pair[] {
  const pairs: Pair[] = [];
  for (let order = 0; order < orders; order++) {
    costs.forEach((own, alternative) => {
      if (Number.isFinite(own[order])) pairs.push({ order, alternative });
    });
  }
  return pairs;
}

function refuseTooMany({ orders, costs }: AssignmentProblem, pairs: number): void {
  if (pairs <= mostPairs) return;
  const received = `${orders} orders with up to ${costs.length} alternatives, ${pairs} pairs`;
  throw new InvalidInputError('There are more orders and alternatives than one plan may have.', {
    details: [{ expected: `at most ${mostPairs} pairs of order and alternative`, received }],
    hint: 'Plan a part of the orders with its share of the capacities, such as a week, or state fewer alternatives.',
    withoutData: true,
  });
}

/** More than moving orders round all capacities could save. */
function usualShortage({ costs, capacities }: AssignmentProblem, pairs: readonly Pair[]): number {
  let [least, most] = [Infinity, -Infinity];
  for (const { order, alternative } of pairs) {
    const cost = costs[alternative][order];
    least = Math.min(least, cost);
    most = Math.max(most, cost);
  }
  return (most - least + 1) * (capacities.length + 1);
}

/** Variables: the pairs, then the slack of each capacity. Constraints: the capacities, then one alternative for each order. */
function programmeOf(
  { costs, capacities }: AssignmentProblem,
  pairs: readonly Pair[],
  usual: number,
): Programme {
  const byOrder = new Map<number, number[]>();
  const byAlternative = costs.map((): number[] => []);
  pairs.forEach(({ order, alternative }, variable) => {
    byAlternative[alternative].push(variable);
    const own = byOrder.get(order);
    if (own) own.push(variable);
    else byOrder.set(order, [variable]);
  });
  const one = (variable: number) => ({ variable, coefficient: 1 });
  return {
    goal: 'minimise',
    variables: [
      ...pairs.map(({ order, alternative }) => ({
        name: `${order}/${alternative}`,
        lower: 0,
        upper: 1,
        cost: costs[alternative][order],
        integer: true,
      })),
      ...capacities.map(({ name, shortage = usual }) => ({
        name: `short of ${name}`,
        lower: 0,
        cost: shortage,
      })),
    ],
    constraints: [
      ...capacities.map(({ name, most, alternatives }, i) => ({
        name,
        terms: [
          ...alternatives.flatMap((alternative) => byAlternative[alternative].map(one)),
          { variable: pairs.length + i, coefficient: -1 },
        ],
        upper: most,
      })),
      ...[...byOrder].map(([order, own]) => ({
        name: `order ${order}`,
        terms: own.map(one),
        lower: 1,
        upper: 1,
      })),
    ],
  };
}

function relaxation({ variables, ...programme }: Programme): Programme {
  return { ...programme, variables: variables.map((variable) => ({ ...variable, integer: false })) };
}

/** The relaxation's solution, and the best whole one: the same where its values are whole. */
async function solveWhole(programme: Programme, timeLimit: number): Promise<{ relaxed: Found; best: Found }> {
  const relaxed = found(await solve(relaxation(programme), { timeLimit }), timeLimit);
  const isBest = relaxed.state === 'optimal' && relaxed.values.every(isWhole);
  return { relaxed, best: isBest ? relaxed : found(await solve(programme, { timeLimit }), timeLimit) };
}

/** Whether the least that any plan is short of is nothing. */
async function canKeep(programme: Programme, pairs: number, timeLimit: number): Promise<boolean> {
  const variables = programme.variables.map((one, i) => ({ ...one, cost: i < pairs ? 0 : 1 }));
  const { best } = await solveWhole({ ...programme, variables }, timeLimit);
  return best.objective < tolerance;
}

function found(solution: Solution, timeLimit: number): Found {
  if (solution.state === 'optimal' || solution.state === 'time-limit') return solution;
  throw new InvalidInputError('No plan was found in time.', {
    details: [{ expected: `a plan within ${timeLimit} s`, received: 'none yet' }],
    hint: 'Plan fewer orders at once.',
    withoutData: true,
  });
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < tolerance;
}

interface Solved {
  values: Float64Array;
  /** Of a place more, by capacity. */
  worths: readonly number[];
  gap: number;
}

function planOf(
  { orders, costs, capacities }: AssignmentProblem,
  pairs: readonly Pair[],
  { values, worths, gap }: Solved,
): AssignmentPlan {
  const chosen = new Int32Array(orders).fill(-1);
  pairs.forEach(({ order, alternative }, i) => {
    if (values[i] > 0.5) chosen[order] = alternative;
  });
  const taken = new Int32Array(costs.length);
  let cost = 0;
  chosen.forEach((alternative, order) => {
    if (alternative < 0) return;
    taken[alternative]++;
    cost += costs[alternative][order];
  });
  const uses = capacities.map(({ name, most, alternatives }, i): CapacityUse => {
    const used = alternatives.reduce((sum, alternative) => sum + taken[alternative], 0);
    return { name, most, used, short: Math.max(0, used - most), worth: used < most ? 0 : (worths[i] ?? 0) };
  });
  return { chosen, cost, capacities: uses, keepsCapacities: true, gap };
}
