import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Found, Programme, Solution, Variable } from './programme.js';
import { solve } from './solve.js';

function foundOf(solution: Solution): Found {
  if (!('values' in solution)) throw new Error(`Nothing found: ${solution.state}`);
  return solution;
}

const amounts: Variable[] = [
  { name: 'chairs', lower: 0, cost: 30 },
  { name: 'tables', lower: 0, cost: 50 },
];
const workshop: Programme = {
  goal: 'maximise',
  variables: amounts,
  constraints: [
    { name: 'carpentry', terms: terms(1, 2), upper: 40 },
    { name: 'finishing', terms: terms(2, 1), upper: 50 },
  ],
};

function terms(...coefficients: number[]) {
  return coefficients.map((coefficient, variable) => ({ variable, coefficient }));
}

describe('solve', () => {
  // By hand: both constraints bind, x + 2y = 40 and 2x + y = 50, so x = 20 and y = 10; the prices solve u + 2v = 30 and 2u + v = 50.
  it('solves a linear programme with its shadow prices', async () => {
    const { state, objective, values, shadowPrices } = foundOf(await solve(workshop));
    expect(state).toBe('optimal');
    expect(objective).toBeCloseTo(1100, 9);
    expect([...values]).toEqual([expect.closeTo(20, 9), expect.closeTo(10, 9)]);
    expect([...(shadowPrices ?? [])]).toEqual([expect.closeTo(70 / 3, 9), expect.closeTo(10 / 3, 9)]);
  });

  it('keeps integers whole and gives no shadow prices for them', async () => {
    const solution = foundOf(
      await solve({
        goal: 'maximise',
        variables: ['a', 'b', 'c'].map((name, index) => ({
          name,
          lower: 0,
          upper: 1,
          cost: [10, 13, 7][index],
          integer: true,
        })),
        constraints: [{ name: 'weight', terms: terms(3, 4, 2), upper: 6 }],
      }),
    );
    // Of the three pairs, b with c weighs 6 and is worth 20; a with c is worth 17.
    expect([...solution.values]).toEqual([0, 1, 1]);
    expect(solution.objective).toBe(20);
    expect(solution.shadowPrices).toBeUndefined();
  });

  it('solves a quadratic programme', async () => {
    // The point of x + y = 1 that is next to (2, 0): (1.5, -0.5).
    const { values } = foundOf(
      await solve({
        goal: 'minimise',
        variables: [{ name: 'x', cost: -4 }, { name: 'y' }],
        constraints: [{ name: 'line', terms: terms(1, 1), lower: 1, upper: 1 }],
        quadratic: [0, 1].map((at) => ({ row: at, column: at, value: 2 })),
      }),
    );
    expect([...values]).toEqual([expect.closeTo(1.5, 6), expect.closeTo(-0.5, 6)]);
  });

  it('names what cannot be fulfilled together, and nothing else', async () => {
    const solution = await solve({
      goal: 'minimise',
      variables: [
        { name: 'air', lower: 0, upper: 3 },
        { name: 'sea', lower: 0, upper: 4 },
        { name: 'rail', lower: 0 },
      ],
      constraints: [
        { name: 'all orders by air or sea', terms: terms(1, 1), lower: 10 },
        { name: 'rail', terms: [{ variable: 2, coefficient: 1 }], lower: 1 },
      ],
    });
    expect(solution).toEqual({
      state: 'infeasible',
      constraints: ['all orders by air or sea'],
      variables: ['air', 'sea'],
    });
  });

  it('tells an objective without an end', async () => {
    expect(await solve({ goal: 'maximise', variables: [{ name: 'x', cost: 1 }], constraints: [] })).toEqual({
      state: 'unbounded',
    });
  });

  it('solves a programme of nothing', async () => {
    const solution = await solve({ goal: 'minimise', variables: [], constraints: [] });
    expect(solution).toMatchObject({ state: 'optimal', objective: 0 });
    const short = { name: 'something', terms: [], lower: 1 };
    expect(await solve({ goal: 'minimise', variables: [], constraints: [short] })).toMatchObject({
      state: 'infeasible',
      constraints: ['something'],
    });
  });

  it('takes a bounded fractional knapsack to where filling by worth takes it', async () => {
    const item = fc.record({
      worth: fc.integer({ min: 1, max: 50 }),
      weight: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 60 }),
        async (items, limit) => {
          const solution = await solve({
            goal: 'maximise',
            variables: items.map(({ worth }, index) => ({
              name: `${index}`,
              lower: 0,
              upper: 1,
              cost: worth,
            })),
            constraints: [
              { name: 'weight', terms: terms(...items.map(({ weight }) => weight)), upper: limit },
            ],
          });
          expect(foundOf(solution).objective).toBeCloseTo(filled(items, limit), 6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each<[string, Partial<Programme>, string]>([
    [
      'bounds that cross',
      { variables: [{ name: 'x', lower: 2, upper: 1 }] },
      'variable x: expected lower <= upper, received 2 and 1',
    ],
    [
      'a name given twice',
      { variables: [...amounts, ...amounts] },
      'variable chairs: expected a name that is given once',
    ],
    [
      'an index without a variable',
      { constraints: [{ name: 'c', terms: terms(1, 1, 1) }] },
      'constraint c: expected the index of one of 2 variables, received 2',
    ],
    [
      'no number',
      { constraints: [{ name: 'c', terms: terms(NaN) }] },
      'constraint c: expected finite coefficients, received NaN',
    ],
    [
      'an integer beside quadratic terms',
      {
        variables: [{ name: 'x', integer: true }],
        constraints: [],
        quadratic: [{ row: 0, column: 0, value: 1 }],
      },
      'variable x: expected no integer',
    ],
  ])('refuses %s', async (_, change, said) => {
    await expect(solve({ ...workshop, ...change })).rejects.toThrow(said);
  });
});

/** The best of a fractional knapsack: the dearest for its weight first (Dantzig, 1957). */
function filled(items: readonly { worth: number; weight: number }[], limit: number): number {
  let left = limit;
  let worth = 0;
  for (const item of items.toSorted((a, b) => b.worth / b.weight - a.worth / a.weight)) {
    const share = Math.min(1, left / item.weight);
    worth += share * item.worth;
    left -= share * item.weight;
  }
  return worth;
}
