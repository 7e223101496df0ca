import { describe, expect, it } from '@jest/globals';
import { InvalidInputError, InvalidSpecificationError } from '../../core/errors.js';
import type { BatchAlternative, BatchColumn } from '../../decisions/batch.js';
import { tinySpec, scenarioOf } from '../../scenarios/scenario.fixture.js';
import { createRowReader } from '../../tables/reading/rows.js';
import type { Table } from '../../tables/table.js';
import type { Predictor } from '../../learning/predictor.js';
import { recordsOf } from '../csv/block-records.js';
import type { AskedRule } from './asked-rule.js';
import { BlockGatherer } from './gather-block.js';
import { Gathered } from './gathered-rows.js';
import { gatherPlan, type GatherPlan } from './gather-plan.js';

const layout = { delimiter: ',', columnCount: 4 };
const header = ['size', 'colour', 'worth', 'route'];

/** Its figure is the size, plus 100 for a red one. */
const served = {
  scenario: scenarioOf(tinySpec()),
  figures: (table: Table, { rows }: { rows?: Int32Array } = {}) => {
    const colours = table.column('colour');
    const values = Array.from(
      table.column('size'),
      (size, row) => Number(size) + (colours[row] === 'r' ? 100 : 0),
    );
    return { width: 1, values: Float64Array.from(rows ?? values.keys(), (row) => values[row]) };
  },
} as unknown as Predictor;

function asked(columns: BatchColumn[], alternatives?: BatchAlternative[]): AskedRule {
  const part = { columns: () => columns, ...(alternatives && { alternatives: () => alternatives }) };
  return { name: 'a', spec: {}, options: {}, part } as unknown as AskedRule;
}

const planOf = (columns: BatchColumn[], alternatives?: BatchAlternative[]) =>
  gatherPlan(asked(columns, alternatives), served, { name: 'in.csv', header, positions: [0, 1] });

function gatherBlock(text: string, plan: GatherPlan) {
  const bytes = new TextEncoder().encode(text);
  const block = { bytes, firstLine: 2, firstByte: 0, index: 0, firstRecord: 0, records: 0 };
  const records = recordsOf(block, { layout, positions: [0, 1] });
  const gatherer = new BlockGatherer(served, plan);
  const { read, values } = gatherer.usable(
    records,
    records.read(createRowReader(served.scenario.spec.columns)),
  );
  const rows = Int32Array.from({ length: read.table.rows }, (_, row) => row);
  return { read, gathered: gatherer.gather(values, rows, { table: read.table }) };
}

const worth: BatchColumn = { name: 'worth', kind: 'number', least: 0 };
const route: BatchColumn = { name: 'route', kind: 'text', optional: true };

describe('what a rule reads of each row', () => {
  it('are the figures of every alternative and its columns, of rows in which they can be read', () => {
    const plan = planOf(
      [worth, route],
      [
        { name: 'as blue', values: { colour: 'b' } },
        { name: 'as a large red', values: { colour: 'red', size: 9 } },
      ],
    );
    const { read, gathered } = gatherBlock('3,r,7,sea\n4,b,x,air\n5,b,1e1,\n6,r,,air\n2,r,-1,air\n', plan);
    expect(read.rejected).toEqual([
      { row: 1, problems: [{ column: 'worth', expected: 'a number', received: '"x"' }] },
      { row: 3, problems: [{ column: 'worth', expected: 'a number', received: '""' }] },
      { row: 4, problems: [{ column: 'worth', expected: 'a number from 0', received: '"-1"' }] },
    ]);
    expect([...read.accepted]).toEqual([0, 2]);
    expect(gathered.figures.map((values) => [...values])).toEqual([
      [3, 5],
      [109, 109],
    ]);
    expect([...gathered.numbers.worth]).toEqual([7, 10]);
    expect(gathered.texts.route).toEqual(['sea', null]);
  });

  it('is put together over blocks', () => {
    const plan = planOf([worth, route]);
    const all = new Gathered(plan);
    for (const text of ['3,r,7,sea\n', '1,b,x,sea\n', '5,b,2,air\n6,r,1,sea\n']) {
      const { gathered } = gatherBlock(text, plan);
      const { length } = gathered.figures[0];
      all.add({ ...gathered, lengths: new Int32Array(length).fill(10) });
    }
    const rows = all.rows();
    expect([rows.count, rows.width, [...rows.figures[0]]]).toEqual([3, 1, [103, 5, 106]]);
    expect([...rows.numbers.worth]).toEqual([7, 2, 1]);
    expect(rows.texts.route).toEqual({ codes: Int32Array.of(0, 1, 0), texts: ['sea', 'air'] });
    expect([...all.lineLengths()]).toEqual([10, 10, 10]);
  });

  it('must be there, and an alternative must be a value', () => {
    expect(() => planOf([{ name: 'price', kind: 'number' }])).toThrow(InvalidInputError);
    expect(planOf([{ name: 'price', kind: 'number', optional: true }]).columns[0].position).toBe(-1);
    for (const values of [{ size: 'large' }, { route: 'sea' }] as Record<string, unknown>[]) {
      expect(() => planOf([], [{ name: 'a', values }])).toThrow(InvalidSpecificationError);
    }
  });
});
