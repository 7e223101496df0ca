import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../../core/errors.js';
import { scenarioOf, tinySpec } from '../../../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { Table } from '../../../tables/table.js';
import type { TrainingData } from '../load/training-data.js';
import { divideRows } from './divide-rows.js';

const rows = 40;
const numbers = Array.from({ length: rows }, (_, row) => row);

/** Every fourth row is of the class x, and nothing is known of the last; row 3 of the file could not be read. */
const data: TrainingData = {
  table: Table.fromColumns([
    { name: 'size', type: 'number', values: numbers },
    { name: 'firm', type: 'text', values: numbers.map((row) => `firm ${Math.floor(row / 4)}`) },
  ]),
  targets: numbers.map((row) => (row === rows - 1 ? null : row % 4 === 0 ? 'x' : 'g')),
  learnsFromParts: false,
  notes: [],
  sourceRows: Int32Array.from(numbers, (row) => (row < 3 ? row : row + 1)),
  source: { kind: 'file', name: 'rows.csv', sha256: '', rows, rejected: 1 },
};

const divided = (split: Partial<ScenarioSpec['split']>, { k = 5, repeats = 1, seed = 1 } = {}) => {
  const base = tinySpec();
  const spec = { ...base, split: { ...base.split, ...split } };
  return divideRows(scenarioOf(spec), data, { k, repeats, seed });
};
const rowsIn = (folds: Int32Array, fold: number) =>
  numbers.filter((row) => folds[data.sourceRows[row]] === fold);

describe('folds that are made', () => {
  it('hold each known row once, by its number in the file', () => {
    const [folds] = divided({ method: 'random' }).repeats;
    expect(folds).toHaveLength(rows + 1);
    expect([folds[3], folds[rows]]).toEqual([-1, -1]);
    expect(numbers.slice(0, 5).map((fold) => rowsIn(folds, fold).length)).toEqual([8, 8, 8, 8, 7]);
  });

  it('are the same for the same seed, and others in each repeat', () => {
    const request = { repeats: 2, seed: 7 };
    const { method, repeats } = divided({ method: 'random' }, request);
    expect(method).toBe('random');
    expect(divided({ method: 'random' }, request).repeats).toEqual(repeats);
    expect(repeats[0]).not.toEqual(repeats[1]);
    expect(divided({ method: 'random' }, { seed: 8 }).repeats[0]).not.toEqual(repeats[0]);
  });

  it('have an even share of each class where the split is stratified', () => {
    const [folds] = divided({ method: 'stratified' }).repeats;
    for (const fold of [0, 1, 2, 3, 4]) {
      expect(rowsIn(folds, fold).filter((row) => data.targets[row] === 'x')).toHaveLength(2);
    }
  });

  it('keep groups whole', () => {
    const [folds] = divided({ method: 'group', column: 'firm' }).repeats;
    const firms = data.table.column('firm');
    for (const fold of [0, 1, 2, 3, 4]) {
      const inside = new Set(rowsIn(folds, fold).map((row) => firms[row]));
      const outside = numbers.slice(0, -1).filter((row) => folds[data.sourceRows[row]] !== fold);
      expect(outside.filter((row) => inside.has(firms[row]))).toEqual([]);
    }
  });

  it.each(['time', 'given'] as const)('are refused for a split by %s, with the way out', (method) => {
    const refused = () => divided({ method, column: 'size' });
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--folds FILE') as unknown }),
    );
  });

  it('are refused where there are fewer rows of a class than folds', () => {
    expect(() => divided({ method: 'stratified' }, { k: 11 })).toThrow(/11 rows of each class for 11 folds/);
  });
});
