import { describe, expect, it } from '@jest/globals';
import { CellProblem } from './column-kind.js';
import { positionsSpec } from './columns.fixture.js';
import { positionsColumn, positionsOf } from './positions.column.js';

const read = positionsColumn.reader(positionsSpec({ unit: 'USD' }));
const positions = (input: unknown) => {
  const cell = read(input);
  return cell instanceof CellProblem ? `${cell.expected}, not ${cell.received}` : positionsOf(cell);
};

describe('positions', () => {
  it('are a list of objects in JSON, and texts in a CSV', () => {
    const held = [{ asset: 'A', size: 0.4 }, { asset: 'B', size: -0.1 }]; // prettier-ignore
    const list = [{ asset: 'A', weight: 0.4 }, { asset: ' B ', weight: -0.1 }]; // prettier-ignore
    for (const input of [list, JSON.stringify(list), 'A: 0.4; B: -0.1', ' A:40 % | B:-10% '])
      expect(positions(input)).toEqual({ in: 'weight', held });
  });

  it('are amounts where their currency stands by them', () => {
    const expected = { in: 'amount', held: [{ asset: 'A', size: 4000 }] };
    expect(positions('A: 4000 USD')).toEqual(expected);
    expect(positions([{ asset: 'A', amount: 4000 }])).toEqual(expected);
    expect(positionsOf(null)).toBeUndefined();
  });

  it.each([
    ['D: 1', 'one of A, B, C, not "D"'],
    ['A: 0.5; A: 0.5', 'each asset once, not "A"'],
    ['A: 40; B: 60', 'a weight from -5 to 5, where 1 is the whole portfolio, not 40'],
    ['A: much', 'a number, not "much"'],
    ['A', 'a number, not'],
    ['A: 4000 EUR', 'weights, or amounts in USD, not "EUR"'],
    ['A: 0.5; B: 4000 USD', 'all weights, or all amounts, not both'],
    ['A: 0', 'a position that is not 0, not 0'],
    [[], 'at least one position, not none'],
    [
      [{ asset: 'A' }],
      'a list of positions, each an asset with its weight, or each an asset with its amount',
    ],
    [[{ asset: 'A', weight: 1, amount: 1 }], 'a list of positions, each an asset with its weight'],
    [[{ asset: 'A', weight: 1, share: 1 }], 'a list of positions, each an asset with its weight'],
    [[{ asset: 'A', weight: '1' }], 'a number, not "1"'],
    ['[{"asset":', 'a list of positions, each an asset with its weight'],
  ])('refuse %j', (input, problem) => {
    expect(positions(input)).toContain(problem);
  });

  it('may not be owed or borrowed where the column says so', () => {
    const long = positionsColumn.reader(positionsSpec({ unit: 'USD', longOnly: true }));
    const problem = (input: unknown) => {
      const cell = long(input);
      return cell instanceof CellProblem ? `${cell.expected}, not ${cell.received}` : undefined;
    };
    expect(problem('A: 0.4; B: -0.1')).toBe('a size of 0 or more, as nothing can be owed here, not -0.1');
    expect(problem('A: 0.7; B: 0.4')).toBe(
      'weights that add up to 1 or less, as nothing can be borrowed here, not 1.1',
    );
    expect(problem('A: 0.3333333; B: 0.3333333; C: 0.3333334')).toBeUndefined();
    expect(problem('A: 4000 USD; B: 6000 USD')).toBeUndefined();
  });

  it('have no amounts without a currency', () => {
    const weighed = positionsColumn.reader(positionsSpec());
    expect(weighed([{ asset: 'A', amount: 4000 }])).toBeInstanceOf(CellProblem);
    expect(weighed('A: 4000 USD')).toBeInstanceOf(CellProblem);
  });
});
