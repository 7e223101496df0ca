import { expect, it } from '@jest/globals';
import { scenarioOf, tinySpec } from '../../../scenarios/scenario.fixture.js';
import { Table } from '../../../tables/table.js';
import type { TrainingData } from '../load/training-data.js';
import { chooseRows } from './choose-rows.js';

it('a class that cannot be split is named by its code, not by a place in a list', () => {
  const targets = Array.from({ length: 20 }, (_, row) => (row === 5 ? '7' : String(1 + (row % 2))));
  const table = Table.fromColumns([{ name: 'size', type: 'number', values: targets.map(() => 1) }]);
  const data = { table, targets, learnsFromParts: false } as unknown as TrainingData;
  expect(() => chooseRows(scenarioOf(tinySpec()), data, 1)).toThrow('1 row of class "7" (row 6)');
});
