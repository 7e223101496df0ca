import { describe, expect, it } from '@jest/globals';
import { derivedProblems, withDerivedColumns, type DerivedColumns } from './derived-columns.js';

const table = {
  header: ['failed', 'heat', 'power'],
  records: [
    ['0', '0', '0'],
    ['1', '1', '1'],
    ['1', '0', '1'],
    ['1', '0', '0'],
    ['', '0', '0'],
  ],
  lines: [2, 3, 4, 5, 6],
};

const mode: DerivedColumns[0] = {
  name: 'mode',
  rules: [
    { when: { failed: '0' }, value: 'none' },
    { when: { failed: '1', heat: '1' }, value: 'heat' },
    { when: { failed: ['1', 'yes'], power: '1' }, value: 'power' },
    { when: { failed: '1' }, value: 'other' },
  ],
};

describe('a derived column', () => {
  it('takes the value of the first rule that holds, and is empty where none does', () => {
    const { header, records, lines } = withDerivedColumns(table, [mode]);
    expect(header).toEqual(['failed', 'heat', 'power', 'mode']);
    expect(records.map((cells) => cells[3])).toEqual(['none', 'heat', 'power', 'other', '']);
    expect(lines).toBe(table.lines);
    expect(table.records[0]).toHaveLength(3);
  });

  it('may be read by a later one, and a rule without a condition always holds', () => {
    const bad: DerivedColumns[0] = {
      name: 'bad',
      rules: [{ when: { mode: ['none', ''] }, value: 'no' }, { value: 'yes' }],
    };
    const { records } = withDerivedColumns(table, [mode, bad]);
    expect(records.map((cells) => cells[4])).toEqual(['no', 'yes', 'yes', 'yes', 'no']);
  });

  it('leaves the table as it is where there is none', () => {
    expect(withDerivedColumns(table, [])).toBe(table);
  });
});

describe('a declaration of derived columns', () => {
  const problems = (...derived: DerivedColumns) => derivedProblems(derived, table.header);

  it('is accepted where every name is known', () => {
    expect(problems(mode, { name: 'bad', rules: [{ when: { mode: 'heat' }, value: '1' }] })).toEqual([]);
  });

  it.each<[string, DerivedColumns[0], (string | number)[]]>([
    [
      'a column that is none',
      { name: 'x', rules: [{ when: { cold: '1' }, value: '1' }] },
      ['derived', 0, 'rules', 0, 'when', 'cold'],
    ],
    [
      'itself',
      { name: 'x', rules: [{ when: { x: '1' }, value: '1' }] },
      ['derived', 0, 'rules', 0, 'when', 'x'],
    ],
    ['the name of another', { name: 'heat', rules: [{ value: '1' }] }, ['derived', 0, 'name']],
    [
      'a rule that is never reached',
      { name: 'x', rules: [{ value: '1' }, { when: { heat: '1' }, value: '2' }] },
      ['derived', 0, 'rules', 1],
    ],
  ])('is refused for %s', (_, derived, path) => {
    expect(problems(derived)).toMatchObject([{ path }]);
  });
});
