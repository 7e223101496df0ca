import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shippedScenarios } from '../../src/core/paths.js';
import { limits } from '../../src/datasets/samples/milling-limits.js';
import { scenarioDerivation } from '../../src/learning/rows/load/derived-columns.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import type { CellValue } from '../../src/tables/columns/column-kind.js';
import { danfo } from '../../src/tables/danfo/danfo.js';
import { Table } from '../../src/tables/table.js';

const scenarios = await loadScenarios([shippedScenarios]);
const specOf = (id: string) => scenarios.find(({ spec }) => spec.id === id)!.spec;

type Row = Record<string, number | string | null>;
type Formula = (row: Record<string, number> & { Type: keyof typeof limits.strain }) => number;

const tenths = (share: number) => Math.max(-1, Math.min(1, share / 0.1));
const power: Formula = (row) => row['Torque [Nm]'] * row['Rotational speed [rpm]'] * ((2 * Math.PI) / 60);
const difference: Formula = (row) => row['Process temperature [K]'] - row['Air temperature [K]'];
const strain: Formula = (row) => row['Torque [Nm]'] * row['Tool wear [min]'];

/** What each derived column is, in TypeScript, by the limits that stand once in code. */
const formulas: Readonly<Record<string, Readonly<Record<string, Formula>>>> = {
  'finance/credit-scoring': { monthly_instalment: (row) => row.credit_amount / row.duration_months },
  'medical/disease-risk': { heart_rate_share: (row) => row.thalach / (row.age * -1 + 220) },
  'city/hourly-traffic': {
    holiday_marker: ({ holiday }) => Number(holiday !== null && String(holiday) !== 'None'),
  },
  'manufacturing/failure-prediction': {
    power,
    temperature_difference: difference,
    strain,
    power_reserve(row) {
      const { lowest, highest } = limits.power;
      return tenths(Math.min(power(row) / lowest - 1, 1 - power(row) / highest));
    },
    strain_reserve: (row) => tenths(1 - strain(row) / limits.strain[row.Type]),
    tool_reserve: (row) => tenths((1 - row['Tool wear [min]'] / limits.wear.first) / 2),
    cooling_reserve(row) {
      const byDifference = difference(row) / limits.cooling.difference - 1;
      return tenths(Math.max(byDifference, row['Rotational speed [rpm]'] / limits.cooling.speed - 1));
    },
  },
};

/** The methods of danfo's series that are entered from outside, in alphabetical order. */
function methodsEntered(run: () => void): string[] {
  const { prototype } = danfo().Series as unknown as { prototype: Record<string, unknown> };
  const original = Object.getOwnPropertyDescriptors(prototype);
  const entered = new Set<string>();
  let depth = 0;
  for (const [name, { value }] of Object.entries(original) as [string, PropertyDescriptor][]) {
    if (typeof value !== 'function' || name === 'constructor') continue;
    prototype[name] = function (this: unknown, ...values: unknown[]): unknown {
      if (depth === 0) entered.add(name);
      depth++;
      try {
        return Reflect.apply(value as () => unknown, this, values) as unknown;
      } finally {
        depth--;
      }
    };
  }
  try {
    run();
  } finally {
    Object.defineProperties(prototype, original);
  }
  return [...entered].sort();
}

function tableOf(id: string, rows: readonly Row[]): Table {
  return Table.fromColumns(
    specOf(id).columns.map(({ name, kind }) => ({
      name,
      type: kind === 'numeric' || kind === 'boolean' || kind === 'date' ? 'number' : 'text',
      values: rows.map((row): CellValue => row[name] ?? null),
    })),
  );
}

const ranges: Readonly<Record<string, fc.Arbitrary<number>>> = {
  'Air temperature [K]': fc.double({ min: 290, max: 310, noNaN: true }),
  'Process temperature [K]': fc.double({ min: 295, max: 320, noNaN: true }),
  'Rotational speed [rpm]': fc.integer({ min: 0, max: 3000 }),
  'Torque [Nm]': fc.double({ min: 0, max: 90, noNaN: true }),
  'Tool wear [min]': fc.integer({ min: 0, max: 260 }),
  credit_amount: fc.integer({ min: 0, max: 20_000 }),
  duration_months: fc.integer({ min: 0, max: 72 }),
  age: fc.integer({ min: 0, max: 220 }),
  thalach: fc.double({ min: 0, max: 220, noNaN: true }),
};

const row: fc.Arbitrary<Row> = fc.record({
  ...Object.fromEntries(
    Object.entries(ranges).map(([name, values]) => [name, fc.option(values, { freq: 9 })] as const),
  ),
  holiday: fc.constantFrom('None', 'Labor Day', null),
  Type: fc.constantFrom('L', 'M', 'H'),
});

/** NaN for a missing number, as in danfo; a text stays. */
const asNumbers = (values: Row) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null && name in ranges ? NaN : value]),
  ) as Parameters<Formula>[0];

describe.each(Object.keys(formulas))('the derived columns of %s', (id) => {
  const spec = specOf(id);
  const derivation = scenarioDerivation(spec);

  it('are those of the formulas, in their order', () => {
    expect(spec.derived.map(({ name }) => name)).toEqual(Object.keys(formulas[id]));
  });

  it.each(['learn', 'score'] as const)(
    'have the values of the formulas bit for bit, on the way to %s',
    (way) => {
      fc.assert(
        fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
          const table = derivation[way](tableOf(id, rows));
          for (const [name, formula] of Object.entries(formulas[id])) {
            const expected = rows.map((values) => {
              const value = formula(asNumbers(values));
              return Number.isFinite(value) ? value : null;
            });
            expect(table.column(name)).toStrictEqual(expected);
          }
        }),
      );
    },
  );
});

it.each([
  ['finance/credit-scoring', ['div', 'map']],
  ['medical/disease-risk', ['div', 'map', 'sub']],
  ['city/hourly-traffic', ['and', 'eq', 'map', 'or']],
  ['manufacturing/failure-prediction', ['div', 'eq', 'map', 'maximum', 'minimum', 'mul', 'sub']],
])('%s enters the methods of danfo %j while learning, and none while scoring', (id, methods) => {
  const derivation = scenarioDerivation(specOf(id));
  const table = tableOf(id, [{ Type: 'L', holiday: 'None' }]);
  expect(methodsEntered(() => derivation.learn(table))).toEqual(methods);
  expect(methodsEntered(() => derivation.score(table))).toEqual([]);
});

it('what is compared is derived still; other expressions are held to their meaning by the contract of scenarios', () => {
  const ids = scenarios.filter(({ spec }) => spec.derived.length > 0).map(({ spec }) => spec.id);
  expect(ids).toEqual(expect.arrayContaining(Object.keys(formulas)));
});
