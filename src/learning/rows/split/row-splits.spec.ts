import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadKinds } from '../../../tables/columns/index.js';
import { Table } from '../../../tables/table.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { foldsOfTable, splitForReport, splitTable } from './row-splits.js';

const fraction = { fraction: 0.2 };

describe('a split by time of rows that look ahead', () => {
  const rows = 100;
  const table = Table.fromColumns([
    { name: 'time', type: 'number', values: Array.from({ length: rows }, (_, i) => Math.floor(i / 2)) },
  ]);
  const split: ScenarioSpec['split'] = { method: 'time', column: 'time', test: 0.2, validation: fraction };
  const times = (part: Int32Array) => Array.from(part, (row) => Number(table.column('time')[row]));

  it.each([0, 1, 7])('leaves no row whose target, %d steps ahead, lies in the next part', (reach) => {
    const request = { split, table, lookAhead: { order: 'time', reach }, seed: 1 };
    const { training, validation, test } = splitTable(request, { validation: 0.2, test: 0.2 });
    expect(Math.max(...times(training)) + reach).toBeLessThan(Math.min(...times(validation)));
    expect(Math.max(...times(validation)) + reach).toBeLessThan(Math.min(...times(test)));
    expect(Math.max(...times(training)) + reach + 1).toBe(Math.min(...times(validation)));
    expect(test).toHaveLength(20);
  });

  it('is as it was where no row looks ahead', () => {
    const { training, test } = splitForReport({ split, table, seed: 1 });
    expect(training.length + test.length).toBe(rows);
  });
});

describe('a split that the data gives', () => {
  const units = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
  const table = Table.fromColumns([
    { name: 'unit', type: 'text', values: units },
    {
      name: 'part',
      type: 'text',
      values: ['train', 'train', null, 'train', 'train', 'train', 'test', 'test'],
    },
  ]);
  const split: ScenarioSpec['split'] = {
    method: 'given',
    column: 'part',
    test: 'test',
    group: 'unit',
    validation: { folds: 3 },
  };

  it('holds out the marked rows, and learns from the others', () => {
    const { training, test } = splitForReport({ split, table, seed: 0 });
    expect([...test]).toEqual([6, 7]);
    expect([...training]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('keeps groups whole when the rest is divided', () => {
    const rest = table.take([0, 1, 2, 3, 4, 5]);
    for (const { training, test } of foldsOfTable({ split, table: rest, seed: 0 }, 3)) {
      const left = new Set(Array.from(training, (row) => units[row]));
      expect(Array.from(test, (row) => left.has(units[row]))).toEqual([false, false]);
    }
    const { training, validation } = splitTable(
      { split, table: rest, seed: 0 },
      { validation: 0.4, test: 0 },
    );
    const left = new Set(Array.from(training, (row) => units[row]));
    expect(Array.from(validation).every((row) => !left.has(units[row]))).toBe(true);
  });

  it('refuses a mark that no row has, and one that all have', () => {
    const marked = (test: string) => splitForReport({ split: { ...split, test }, table, seed: 0 });
    expect(() => marked('elsewhere')).toThrow(/none of 8/);
    const all = Table.fromColumns([{ name: 'part', type: 'text', values: ['test', 'test'] }]);
    expect(() => splitForReport({ split, table: all, seed: 0 })).toThrow(/without the mark/);
  });
});

describe('a stratified split', () => {
  const table = Table.fromColumns([
    { name: 'x', type: 'number', values: Array.from({ length: 20 }, () => 1) },
  ]);
  const split: ScenarioSpec['split'] = { method: 'stratified', test: 0.2 };

  it('names a class that is too small as the file does', () => {
    const labels = Array.from({ length: 20 }, (_, row) => (row === 5 ? '3' : String(1 + (row % 2))));
    const request = { split, table, labels, seed: 1 };
    expect(() => splitForReport(request)).toThrow('received 1 row of class "3" (row 6)');
    expect(() => foldsOfTable(request, 4)).toThrow('1 of class "3"');
  });
});

describe('folds of a time', () => {
  const times = [5, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11];
  const table = Table.fromColumns([{ name: 'time', type: 'number', values: times }]);
  const split: ScenarioSpec['split'] = {
    method: 'time',
    column: 'time',
    test: 0.2,
    validation: { folds: 3 },
  };
  const timesOf = (rows: Int32Array) => Array.from(rows, (row) => times[row]).sort((a, b) => a - b);

  it('are stretches of time, each held out once', () => {
    const folds = foldsOfTable({ split, table, seed: 0 }, 3);
    expect(folds.map(({ test }) => timesOf(test))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
    ]);
    expect(timesOf(folds[1].training)).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
  });

  it('teach no value that the stretch is judged by, before it and behind', () => {
    const lookAhead = { order: 'time', reach: 2 };
    const folds = foldsOfTable({ split, table, lookAhead, seed: 0 }, 3);
    expect(folds.map(({ training }) => timesOf(training))).toEqual([
      [6, 7, 8, 9, 10, 11],
      [0, 1, 10, 11],
      [0, 1, 2, 3, 4, 5],
    ]);
  });

  it('keep rows of one moment together', () => {
    const twice = Table.fromColumns([{ name: 'time', type: 'number', values: [0, 1, 1, 1, 2, 3] }]);
    const folds = foldsOfTable({ split, table: twice, seed: 0 }, 2);
    expect(folds.map(({ test }) => [...test])).toEqual([[0], [1, 2, 3, 4, 5]]);
  });
});

describe('groups by what a kind knows of its values', () => {
  const smiles = [
    'Cc1ccccc1',
    'Oc1ccccc1',
    'c1ccccc1.Cl',
    'CCO',
    'CCCO',
    'C1CCCCC1',
    'CC1CCCCC1',
    'OC1CCCCC1',
  ];
  const table = Table.fromColumns([{ name: 'smiles', type: 'text', values: smiles }]);
  const columns = [{ name: 'smiles', kind: 'molecule' as const }];

  beforeAll(() => loadKinds(columns));

  it('stand on one side, in the report and in folds', () => {
    const split: ScenarioSpec['split'] = { method: 'group', column: 'smiles', by: 'scaffold', test: 0.4 };
    const scaffold = smiles.map((one) =>
      one.includes('c') ? 'aromatic' : one.includes('1') ? 'ring' : 'chain',
    );
    const apart = ({ training, test }: { training: Int32Array; test: Int32Array }) => {
      const left = new Set(Array.from(training, (row) => scaffold[row]));
      return Array.from(test).every((row) => !left.has(scaffold[row]));
    };
    expect(apart(splitForReport({ split, table, columns, seed: 1 }))).toBe(true);
    const folds = foldsOfTable({ split, table, columns, seed: 1 }, 3);
    expect(folds.every(apart)).toBe(true);
    const given: ScenarioSpec['split'] = {
      method: 'given',
      column: 'part',
      test: 'x',
      group: 'smiles',
      by: 'scaffold',
    };
    expect(foldsOfTable({ split: given, table, columns, seed: 1 }, 3).every(apart)).toBe(true);
  });

  it('are asked of a column that has them', () => {
    const split: ScenarioSpec['split'] = { method: 'group', column: 'smiles', by: 'colour', test: 0.4 };
    expect(() => splitForReport({ split, table, columns, seed: 1 })).toThrow('no grouping colour');
  });
});
