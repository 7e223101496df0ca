import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { ConflictError, InvalidInputError } from '../../core/errors.js';
import { eventRule } from '../../decisions/index.js';
import type { ServedView, TrainedView } from '../../scenarios/scenario-plugin.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { Table } from '../../tables/table.js';
import { buildBinning, parseBinning, weighRow } from './binning.js';
import { ratingScale } from './rating-scale.js';

const random = createRandom(9);
const count = 600;
const incomes = Array.from({ length: count }, (_, i) =>
  i % 20 === 0 ? null : i % 50 === 1 ? 9999 : random.next() * 100,
);
const events = incomes.map((income) =>
  Number(random.next() < (income === null ? 0.5 : income > 1000 ? 0.4 : 0.6 - income / 200)),
);
const flags = events.map((event) => (random.next() < 0.3 + 0.4 * event ? 'yes' : 'no'));
const training = Table.fromColumns([
  { name: 'flag', type: 'text', values: flags },
  { name: 'income', type: 'number', values: incomes },
  { name: 'same', type: 'number', values: incomes.map(() => 1) },
  { name: 'branch', type: 'text', values: flags },
  { name: 'ratio', type: 'number', values: incomes.map((income) => income && income / 2) },
  { name: 'target', type: 'text', values: events.map(String) },
]);
const meaning = { en: 'x', zh: '某' };
const columns = [
  { name: 'flag', kind: 'categorical', meaning, missing: 'own-category' },
  { name: 'income', kind: 'numeric', meaning, range: [0, 1000], missing: 'median' },
  { name: 'same', kind: 'numeric', meaning, missing: 'median' },
  { name: 'branch', kind: 'categorical', role: 'context', meaning, missing: 'allow' },
] as unknown as ColumnSpec[];
const trained: TrainedView = {
  training,
  events,
  columns,
  derived: [{ name: 'ratio' }],
  prepare: () => ({ data: new Float32Array(), width: 0 }),
};

describe('the binning of a scenario', () => {
  const binning = parseBinning(JSON.parse(JSON.stringify({ binning: buildBinning(trained) })));

  it('is of the columns that the model reads, never of the target, and names those that tell nothing', () => {
    expect(binning.columns.map(({ column }) => column).sort()).toEqual(['flag', 'income', 'ratio', 'same']);
    const values = binning.columns.map(({ informationValue }) => informationValue);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(binning.collapsed).toEqual([{ column: 'same', why: 'constant' }]);
    expect(binning.events).toBe(events.filter((event) => event === 1).length);
  });

  it('weighs a row as the rows that it was made of: missing, implausible and unheard-of values too', () => {
    const rowOf = (income: number | null, flag: string) =>
      Table.fromColumns([
        { name: 'flag', type: 'text', values: [flag] },
        { name: 'income', type: 'number', values: [income] },
        { name: 'same', type: 'number', values: [1] },
        { name: 'ratio', type: 'number', values: [income && income / 2] },
      ]);
    const income = binning.columns.find(({ column }) => column === 'income')!;
    const weightAt = (value: number | null) =>
      weighRow(binning, rowOf(value, 'yes')).find(({ column }) => column === 'income')!;
    for (const [value, special] of [
      [null, 'missing'],
      [9999, 'out of range'],
    ] as const) {
      // prettier-ignore
      const bin = income.bins.find((one) => one.special === special)!;
      expect(bin.rows).toBe(incomes.filter((one) => one === value).length);
      expect(weightAt(value)).toMatchObject({ weight: bin.weight, rate: bin.rate, bin: { special } });
    }
    expect(weightAt(99).weight).toBeGreaterThan(weightAt(1).weight);
    const unheard = weighRow(binning, rowOf(50, 'perhaps')).find(({ column }) => column === 'flag');
    expect(unheard).toMatchObject({ weight: 0, rate: null, bin: { special: 'unknown' } });
  });

  it('is not there where nothing happens or not, or the version is older', () => {
    expect(buildBinning({ ...trained, events: undefined })).toBeUndefined();
    expect(() => parseBinning(undefined)).toThrow(ConflictError);
  });
});

describe('the rating scale', () => {
  const decision = {
    rule: 'grades',
    scale: [{ grade: 'A', below: 0.02 }, { grade: 'B', below: 0.08 }, { grade: 'C' }], // prettier-ignore
    baseRate: 0.05,
  };
  const { rule, spec } = eventRule(decision)!;
  const probabilities = Array.from({ length: 1500 }, () => random.next() ** 1.5);
  const policy = rule.learn(
    { probabilities, labels: probabilities.map((p) => Number(random.next() < p)) },
    spec,
  );
  const served = { policy, decision } as unknown as ServedView;

  it('is that of the champion, each grade from where the one before ends', () => {
    const { baseRate, grades, unused, shared } = ratingScale(served);
    expect(baseRate).toBe(0.05);
    expect(grades.map(({ grade }) => grade)).toEqual(['A', 'B', 'C']);
    expect(grades[0].from).toBeNull();
    for (const [i, { from }] of grades.slice(1).entries()) expect(from).toBe(grades[i].below);
    expect([unused, shared]).toEqual([[], []]);
  });

  it('keeps its cut points at another base rate, and says which grades are called alike then', () => {
    const rare = ratingScale(served, { baseRate: 0.001 });
    expect(rare.grades.map(({ below }) => below)).toEqual(
      ratingScale(served).grades.map(({ below }) => below),
    );
    expect(rare.shared).toContain('A');
    expect(rare.unused).toContain('C');
    const often = ratingScale(served, { features: { baseRate: 0.5 } });
    often.grades.forEach(({ probability }, i) =>
      expect(probability).toBeGreaterThan(rare.grades[i].probability),
    );
  });

  it('refuses a base rate that is none, and a champion without grades', () => {
    expect(() => ratingScale(served, { baseRate: 5 })).toThrow(InvalidInputError);
    expect(() => ratingScale(served, {})).toThrow(InvalidInputError);
    expect(() => ratingScale({ ...served, policy: { threshold: 0.5 } })).toThrow(ConflictError);
  });
});
