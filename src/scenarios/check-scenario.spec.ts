import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../core/errors.js';
import { checkScenario } from './check-scenario.js';
import { parseScenario } from './load-scenarios.js';
import { numericTarget, tinyScenarioText, tinySpec } from './scenario.fixture.js';

function failure(text: string): InvalidSpecificationError {
  try {
    parseScenario(text, 'folder/scenario.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSpecificationError);
    return error as InvalidSpecificationError;
  }
  throw new Error('Nothing was refused.');
}

/** The 1-based line on which `part` begins. */
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

const numericTargetText: [string, string][] = [
  [
    tinyScenarioText().slice(tinyScenarioText().indexOf('target:'), tinyScenarioText().indexOf('task:')),
    'target: { name: price, kind: numeric, meaning: { en: a, zh: b } }\n',
  ],
  ['classification', 'regression'],
  ['primary: auc', 'primary: rmse'],
];

const decision =
  'sensitive: [colour]\ndecision:\n  rule: expected-cost\n  costs: { falsePositive: 1, falseNegative: 5 }\n' +
  '  actions: { negative: go, positive: stop }\n';
const withDecision: [string, string] = ['sensitive: [colour]\n', decision];

describe('a scenario whose fields agree', () => {
  it.each<[string, [string, string][]]>([
    ['as it is', []],
    ['with a number to predict', [...numericTargetText, ['stratified', 'random']]],
    ['split by a group', [['method: stratified', 'method: group, column: colour']]],
    ['split by a number that is a time', [['method: stratified', 'method: time, column: size']]],
    ['with a decision', [withDecision]],
    [
      'with a decision that can be a review',
      [
        withDecision,
        ['falseNegative: 5', 'falseNegative: 5, review: 0.5'],
        ['positive: stop', 'positive: stop, review: ask'],
      ],
    ],
    ['whose fill is a category', [['most-frequent', '{ fill: b }']]],
  ])('is accepted: %s', (_, replacements) => {
    expect(checkScenario(parseScenario(tinyScenarioText(...replacements), 'x'))).toEqual([]);
  });

  it('is accepted where a target of three classes has no positive one', () => {
    const { target } = tinySpec();
    if (target.kind !== 'categorical') throw new Error('The fixture changed.');
    const third = { code: 'y', label: { en: 'ugly', zh: '丑' } };
    const three = { ...target, categories: [...target.categories, third], positive: undefined };
    expect(checkScenario(tinySpec({ target: three }))).toEqual([]);
  });
});

describe('a scenario whose fields do not agree', () => {
  it.each<[string, [string, string][], string, string, string]>([
    [
      'one name for two columns',
      [
        ['name: colour', 'name: size'],
        ['sensitive: [colour]', ''],
      ],
      '/columns',
      'columns:',
      '"size" twice',
    ],
    [
      'a column called as the target',
      [
        ['name: colour', 'name: class'],
        ['sensitive: [colour]', ''],
      ],
      '/columns',
      'columns:',
      '"class" twice',
    ],
    [
      'one code for two categories',
      [['code: b', 'code: r']],
      '/columns/1/categories',
      'categories:',
      '"r" for two',
    ],
    [
      'a label that is a code',
      [['en: blue', 'en: R']],
      '/columns/1/categories',
      'categories:',
      '"r" for two',
    ],
    [
      'one Chinese label for two classes',
      [['zh: 坏 }', 'zh: 好 }']],
      '/target/categories',
      'categories:\n    - { code: g',
      '"好" for two',
    ],
    [
      'a fill that is no category',
      [['most-frequent', '{ fill: green }']],
      '/columns/1/missing/fill',
      'fill: green',
      '"green"',
    ],
    ['a range that falls', [['[0, 10]', '[10, 0]']], '/columns/0/range', '[10, 0]', '[10,0]'],
    [
      'a target whose range falls',
      [
        ...numericTargetText,
        ['stratified', 'random'],
        ['kind: numeric, meaning', 'kind: numeric, range: [3, 2], meaning'],
      ],
      '/target/range',
      '[3, 2]',
      '[3,2]',
    ],
    [
      'a sensitive column that is none',
      [['sensitive: [colour]', 'sensitive: [colour, age]']],
      '/sensitive/1',
      'sensitive',
      '"age"',
    ],
    [
      'a sensitive target',
      [['sensitive: [colour]', 'sensitive: [class]']],
      '/sensitive/0',
      'sensitive',
      '"class"',
    ],
    [
      'a split by time without a column',
      [['method: stratified', 'method: time']],
      '/split/column',
      'split:',
      'null',
    ],
    [
      'a split by a group that is no column',
      [['method: stratified', 'method: group, column: shop']],
      '/split/column',
      'shop',
      '"shop"',
    ],
    [
      'a column for a split that needs none',
      [['method: stratified', 'method: random, column: size']],
      '/split/column',
      'method: random',
      '"size"',
    ],
    [
      'a split by a time that cannot be ordered',
      [['method: stratified', 'method: time, column: colour']],
      '/split/column',
      'method: time',
      'categorical',
    ],
    ['strata of a number', numericTargetText, '/split/method', 'stratified', 'a numeric target'],
    [
      'folds of a time',
      [['method: stratified', 'method: time, column: size, validation: { folds: 3 }']],
      '/split/validation',
      'folds',
      '{"folds":3}',
    ],
    [
      'two classes without a positive one',
      [['  positive: x\n', '']],
      '/target/positive',
      'target:',
      'nothing',
    ],
    [
      'a positive class that is none',
      [['positive: x', 'positive: z']],
      '/target/positive',
      'positive: z',
      '"z"',
    ],
    [
      'a positive class among three',
      [
        ['task:', '    - { code: y, label: { en: ugly, zh: 丑 } }\ntask:'],
        ['  positive: x\n', ''],
        [
          '  kind: categorical\n  meaning: { en: What',
          '  positive: x\n  kind: categorical\n  meaning: { en: What',
        ],
      ],
      '/target/positive',
      'positive: x',
      '"x"',
    ],
    [
      'a decision about a number',
      [...numericTargetText, ['stratified', 'random'], withDecision],
      '/decision/rule',
      'rule:',
      'a target without',
    ],
    [
      'a cost of review without an action',
      [withDecision, ['falseNegative: 5', 'falseNegative: 5, review: 1']],
      '/decision/actions/review',
      'actions:',
      'null',
    ],
    [
      'an action of review without a cost',
      [withDecision, ['positive: stop', 'positive: stop, review: ask']],
      '/decision/actions/review',
      'actions:',
      '"ask"',
    ],
  ])('is refused by place and line: %s', (_, replacements, pointer, part, received) => {
    const text = tinyScenarioText(...replacements);
    const { details, message } = failure(text);
    expect(details).toHaveLength(1);
    expect(details[0].pointer).toBe(pointer);
    expect(details[0].received).toContain(received);
    const line = lineOf(text, part);
    expect(details[0].line).toBe(line);
    expect(message).toContain(`folder/scenario.yaml:${line} is wrong at ${pointer}: expected `);
  });

  it('is refused where unknown categories shall be refused but none are declared', () => {
    const { columns } = tinySpec();
    const open = { ...columns[1], categories: undefined, unknown: 'reject' } as (typeof columns)[0];
    expect(checkScenario(tinySpec({ columns: [columns[0], open] }))).toMatchObject([
      { pointer: '/columns/1/categories', received: 'none' },
    ]);
  });

  it('is refused with every disagreement at once', () => {
    const spec = tinySpec({ ...numericTarget, split: tinySpec().split, sensitive: ['age', 'sex'] });
    expect(
      checkScenario(spec)
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/sensitive/0', '/sensitive/1', '/split/method']);
  });
});

describe('a scenario that is not of its schema', () => {
  it.each<[string, [string, string][], string, string, string]>([
    [
      'an unknown key',
      [['metrics:', 'metrcs: 1\nmetrics:']],
      '/metrcs',
      'metrcs',
      'the unknown key "metrcs"',
    ],
    [
      'an unknown key of a column',
      [['range:', 'ranges: 1\n    range:']],
      '/columns/0/ranges',
      'ranges',
      'the unknown key "ranges"',
    ],
    [
      'a key of another kind of column',
      [['    missing: most', '    unit: cm\n    missing: most']],
      '/columns/1/unit',
      'unit: cm',
      'the unknown key "unit"',
    ],
    ['an unknown kind', [['kind: numeric', 'kind: number']], '/columns/0/kind', 'kind: number', '"number"'],
    [
      'an unknown task',
      [['name: classification', 'name: clasification']],
      '/task/name',
      'clasification',
      '"clasification"',
    ],
    ['an unknown architecture', [['mlp', 'mpl']], '/model/architecture', 'mpl', '"mpl"'],
    ['an unknown split', [['stratified', 'stratify']], '/split/method', 'stratify', '"stratify"'],
    [
      'a fraction of 1',
      [['method: stratified', 'method: stratified, test: 1']],
      '/split/test',
      'test: 1',
      '1',
    ],
    ['one language only', [['{ en: Tiny, zh: 小 }', '{ en: Tiny }']], '/title/zh', 'en: Tiny', 'nothing'],
    ['an id of another form', [['test/tiny', 'Test/Tiny']], '/id', 'id:', '"Test/Tiny"'],
    [
      'a name with a blank before it',
      [['name: size', 'name: " size"']],
      '/columns/0/name',
      '" size"',
      '" size"',
    ],
    [
      'a missing-value rule of another kind',
      [['missing: median', 'missing: own-category']],
      '/columns/0/missing',
      'own-category',
      '"own-category"',
    ],
    [
      'one category',
      [['      - { code: b, label: { en: blue, zh: 蓝 } }\n', '']],
      '/columns/1/categories',
      'categories:',
      '[{"code":"r"',
    ],
    [
      'data of two sources',
      [['{ file: rows.csv }', '{ file: rows.csv, dataset: x }']],
      '/data/',
      'data:',
      'the unknown key',
    ],
    [
      'validation of two ways',
      [['method: stratified', 'method: stratified, validation: { folds: 3, fraction: 0.5 }']],
      '/split/validation/',
      'validation',
      'the unknown key',
    ],
    [
      'a transform of the target, which nothing would apply',
      [
        ...numericTargetText,
        ['kind: numeric, meaning: { en: a', 'kind: numeric, transform: log1p, meaning: { en: a'],
      ],
      '/target/transform',
      'target:',
      'the unknown key',
    ],
    [
      'folds of one',
      [['method: stratified', 'method: stratified, validation: { folds: 1 }']],
      '/split/validation/folds',
      'folds',
      '1',
    ],
  ])('is refused by place and line: %s', (_, replacements, pointer, part, received) => {
    const text = tinyScenarioText(...replacements);
    const { details } = failure(text);
    expect(details).toHaveLength(1);
    expect(details[0].pointer?.startsWith(pointer)).toBe(true);
    expect(details[0].received).toContain(received);
    expect(details[0].line).toBe(lineOf(text, part));
  });
});
