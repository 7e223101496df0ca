import { describe, expect, it } from '@jest/globals';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { moleculeSpec } from '../tables/columns/columns.fixture.js';
import { textSpec } from '../tables/columns/columns.fixture.js';
import { checkScenario } from './check-scenario.js';
import { numericTarget, tinySpec } from './scenario.fixture.js';

describe('what can be changed, when it is known, and who belongs together', () => {
  const [size, colour] = tinySpec().columns;
  const note = textSpec();
  const stage = (name: string, without: string[]) => ({ name, title: { en: name, zh: name }, without });
  const optional = { ...size, optional: true };
  const { split } = tinySpec();
  const grouped = { ...split, method: 'group' as const };

  it('is accepted when it agrees', () => {
    const spec = tinySpec({
      columns: [
        { ...optional, actionable: { to: [3, 4] } },
        { ...colour, actionable: true },
      ],
      stages: [stage('early', ['size']), stage('late', [])],
      split: { ...grouped, columns: ['size', 'colour'] },
      sensitive: [],
    });
    expect(checkScenario(spec)).toEqual([]);
    const decision = tinySpec().decision ?? {
      rule: 'expected-cost' as const,
      costs: { falsePositive: 1, falseNegative: 4 },
      actions: { negative: 'none', positive: 'support' },
    };
    const event = { name: 'distribution' as const, options: { event: { below: 10 } } };
    expect(checkScenario(tinySpec({ ...numericTarget, task: event, decision }))).toEqual([]);
  });

  it.each<[string, Parameters<typeof tinySpec>[0], string, string]>([
    [
      'a text beside a column that is not there',
      { columns: [size, colour, { ...note, compared_with: { column: 'reference' } }] },
      '/columns/2',
      '"reference"',
    ],
    [
      'a text beside a column of another kind',
      { columns: [size, colour, { ...note, compared_with: { column: 'size' } }] },
      '/columns/2',
      '"size"',
    ],
    [
      'a text beside one that is no input',
      {
        columns: [
          size,
          colour,
          { ...note, name: 'other', role: 'context' },
          { ...note, compared_with: { column: 'other' } },
        ],
      },
      '/columns/3',
      '"other"',
    ],
    [
      'a text beside itself',
      { columns: [size, colour, { ...note, compared_with: { column: 'answer' } }] },
      '/columns/2',
      '"answer"',
    ],
    [
      'a number without values to change to',
      { columns: [{ ...size, actionable: true }, colour] },
      '/columns/0/actionable',
      'true, for a numeric column',
    ],
    [
      'a number changed to a word',
      { columns: [{ ...size, actionable: { to: [1, 'x'] } }, colour] },
      '/columns/0/actionable/to/1',
      '"x"',
    ],
    [
      'a change to no category',
      { columns: [size, { ...colour, actionable: { to: ['g'] } }], sensitive: [] },
      '/columns/1/actionable/to/0',
      '"g"',
    ],
    [
      'a change to what a person is',
      { columns: [size, { ...colour, actionable: true }] },
      '/columns/1/actionable',
      'a sensitive column',
    ],
    [
      'a stage without a column that must be there',
      { stages: [stage('early', ['size'])] },
      '/stages/0/without/0',
      'a column that must be there',
    ],
    [
      'a stage without a column that is none',
      { stages: [stage('early', ['age'])] },
      '/stages/0/without/0',
      '"age"',
    ],
    [
      'a stage that forgets',
      { columns: [optional, colour], stages: [stage('early', []), stage('late', ['size'])] },
      '/stages/1/without/0',
      '"size"',
    ],
    [
      'two stages of a name',
      { stages: [stage('early', []), stage('early', [])] },
      '/stages/1/name',
      '"early" twice',
    ],
    ['groups by no column', { split: { ...grouped, columns: ['age'] } }, '/split/columns/0', '"age"'],
    [
      'groups by one and by several columns',
      { split: { ...grouped, column: 'size', columns: ['size'] } },
      '/split/columns',
      '["size"]',
    ],
    ['columns for another method', { split: { ...split, columns: ['size'] } }, '/split/columns', '["size"]'],
  ])('is refused: %s', (_, changes, pointer, received) => {
    expect(checkScenario(tinySpec(changes))).toEqual([expect.objectContaining({ pointer, received })]);
  });
});

describe('the roles of columns', () => {
  const [size, colour] = tinySpec().columns;
  const meaning = { en: 'a', zh: 'b' };
  const parcel: ColumnSpec = { name: 'parcel', kind: 'identifier', meaning, missing: 'allow' };
  const asked: ColumnSpec = { name: 'asked', kind: 'date', meaning, role: 'time', missing: 'reject' };

  it('are accepted where they suit the kinds', () => {
    const roles: ColumnSpec[] = [
      { ...size, role: 'input' } as ColumnSpec,
      { ...colour, role: 'context', missing: 'allow' },
      { ...size, name: 'number', role: 'identifier', missing: 'allow' },
      { ...parcel, role: 'context' },
      asked,
    ];
    const split = { ...tinySpec().split, method: 'time' as const, column: 'asked' };
    expect(checkScenario(tinySpec({ columns: roles, split }))).toEqual([]);
    const groups = { ...split, method: 'group' as const, column: undefined, columns: ['parcel', 'colour'] };
    expect(checkScenario(tinySpec({ columns: roles, split: groups }))).toEqual([]);
  });

  it('are those of what is prepared: an index that nothing reads may miss values', () => {
    const index = { ...colour, encoding: 'index' };
    const notRead = { ...index, role: 'context', missing: 'allow' } as ColumnSpec;
    expect(checkScenario(tinySpec({ columns: [size, notRead] }))).toEqual([]);
    expect(checkScenario(tinySpec({ columns: [size, index as ColumnSpec] }))).toHaveLength(1);
  });

  it.each<[string, ColumnSpec[], string, string, string]>([
    [
      'a name of rows to learn from',
      [size, colour, { ...parcel, role: 'input' }],
      '/columns/2/role',
      'identifier or context, for the kind identifier',
      '"input"',
    ],
    [
      'a colour that orders rows',
      [size, { ...colour, role: 'time' } as ColumnSpec],
      '/columns/1/role',
      'a date or numeric column for the role time',
      'categorical',
    ],
    [
      'two orders',
      [{ ...size, role: 'time' } as ColumnSpec, colour, asked],
      '/columns/2/role',
      'one column of the role time',
      'a second one beside size',
    ],
    [
      'a change to what the model does not read',
      [size, { ...colour, role: 'context', missing: 'allow', actionable: true }],
      '/columns/1/actionable',
      'an input',
      'an actionable column of the role context',
    ],
  ])('are refused: %s', (_, columns, pointer, expected, received) => {
    expect(checkScenario(tinySpec({ columns, sensitive: [] }))).toEqual([
      expect.objectContaining({ pointer, expected, received }),
    ]);
  });

  it('a stage may lack inputs only: by what else is known no answer may change', () => {
    const late: ColumnSpec = { ...colour, role: 'context', missing: 'allow', optional: true };
    const stages = [{ name: 'early', title: meaning, without: ['colour'] }];
    expect(checkScenario(tinySpec({ columns: [size, late], stages }))).toEqual([
      { pointer: '/stages/0/without/0', expected: 'an input', received: '"colour" of the role context' },
    ]);
  });
});

describe('what tells the group of a row', () => {
  const [size, colour] = tinySpec().columns;
  const columns = [size, colour, moleculeSpec()];
  const split = { ...tinySpec().split, method: 'group' as const, column: 'smiles' };
  const checked = (given: Partial<typeof split> & { by?: string; group?: string }) =>
    checkScenario(tinySpec({ columns, split: { ...split, ...given } }));

  it('is accepted where the kind of the column knows it', () => {
    expect(checked({ by: 'scaffold' })).toEqual([]);
    expect(checked({ by: 'part' })).toEqual([]);
    expect(checked({})).toEqual([]);
  });

  it('is refused where it does not', () => {
    expect(checked({ by: 'colour' })).toMatchObject([
      { pointer: '/split/by', expected: 'one of part, scaffold' },
    ]);
    expect(checked({ column: 'colour', by: 'scaffold' })).toMatchObject([
      { pointer: '/split/by', expected: expect.stringContaining('such as molecule') as unknown },
    ]);
  });
});
