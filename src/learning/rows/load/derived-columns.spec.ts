import { expect, it } from '@jest/globals';
import type { DerivedColumnSpec } from '../../../tables/derived/derived-spec.js';
import { numericSpec } from '../../../tables/columns/columns.fixture.js';
import { Table } from '../../../tables/table.js';
import { tinySpec } from '../../../scenarios/scenario.fixture.js';
import { stepAxis } from '../examples/step-axis.js';
import { windows } from '../examples/windows.js';
import { historyWithReach, rowColumns, scenarioDerivation } from './derived-columns.js';

const derived: DerivedColumnSpec[] = [
  { ...numericSpec({ name: 'before' }), missing: 'median', expression: 'lag(wear, 2)' },
];
const columns = [
  numericSpec({ name: 'machine' }),
  numericSpec({ name: 'cycle' }),
  numericSpec({ name: 'wear' }),
];
const task = {
  name: 'remaining-life' as const,
  options: { group: 'machine', order: 'cycle', window: 3, history: ['wear'] },
};
const spec = { ...tinySpec(), columns, derived, task };

/** Two machines in turns; the last cycle of machine 1 is given twice. */
const table = Table.fromColumns([
  { name: 'machine', type: 'number', values: [1, 2, 1, 2, 1, 1, 1, 1] },
  { name: 'cycle', type: 'number', values: [1, 1, 2, 2, 3, 4, 5, 5] },
  { name: 'wear', type: 'number', values: [10, 90, 11, 91, 12, 13, 14, 15] },
]);

it('a lag looks back within the series of the task, and of rows of one moment the last counts', () => {
  for (const way of ['learn', 'score'] as const) {
    const values = scenarioDerivation(spec)[way](table).column('before');
    expect(values).toEqual([null, null, null, null, 10, 11, 12, 12]);
  }
});

it('a lag never sees a later row', () => {
  const all = scenarioDerivation(spec).score(table).column('before');
  for (let rows = 1; rows <= 6; rows++) {
    expect(
      scenarioDerivation(spec)
        .score(table.take([...Array(rows).keys()]))
        .column('before'),
    ).toEqual(all.slice(0, rows));
  }
});

it('doors keep as many more rows before a row as its derived columns look back', () => {
  const { history } = windows({
    ...task.options,
    dated: false,
    filled: ['before'],
    unit: 'order',
    axis: stepAxis({ unit: 'order' }),
  });
  const further = historyWithReach(history, scenarioDerivation(spec))!;
  expect([history.window, further.window]).toEqual([3, 5]);
  const ofOne = table.take([0, 2, 4, 5, 7]);
  expect([...history.readable(scenarioDerivation(spec).score(ofOne))]).toEqual([2, 3, 4]);
  expect([...further.readable(ofOne)]).toEqual([0, 1, 2, 3, 4]);
  const alone = historyWithReach(history, scenarioDerivation({ ...spec, derived: [] }))!;
  expect([alone.window, historyWithReach(undefined, scenarioDerivation(spec))]).toEqual([3, undefined]);
});

it('the derived columns are prepared behind the declared ones', () => {
  expect(rowColumns(spec).map(({ name }) => name)).toEqual(['machine', 'cycle', 'wear', 'before']);
});
