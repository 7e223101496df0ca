import { describe, expect, it } from '@jest/globals';
import { checkScenario } from './check-scenario.js';
import { parseScenario } from './load-scenarios.js';
import {
  numericTargetText,
  lineOf,
  numericTarget,
  refusal,
  tinyScenarioText,
  tinySpec,
  withRuleOut,
} from './scenario.fixture.js';

const decision =
  'sensitive: [colour]\ndecision:\n  rule: expected-cost\n  costs: { falsePositive: 1, falseNegative: 5 }\n' +
  '  actions: { negative: go, positive: stop }\n';
const withDecision: [string, string] = ['sensitive: [colour]\n', decision];
/** Two bad kinds beside the good class. */
const withKinds: [string, string][] = [
  ['task:', '    - { code: y, label: { en: ugly, zh: 丑 } }\ntask:'],
  ['  positive: x\n', ''],
  ['  name: class\n', '  name: class\n  negative: g\n  event: { en: trouble, zh: 麻烦 }\n'],
];

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
    ['with a decision by stated accuracy', [withRuleOut]],
    ['with kinds of an event', withKinds],
    ['with a decision on an event of several kinds', [...withKinds, withDecision]],
    ['with a notice', [['data:', 'notice: { en: Look, zh: 看 }\ndata:']]],
    ['whose fill is a category', [['most-frequent', '{ fill: b }']]],
  ])('is accepted: %s', (_, replacements) => {
    expect(checkScenario(parseScenario(tinyScenarioText(...replacements), 'x'))).toEqual([]);
  });

  it('is accepted where a target of three classes has no positive one', () => {
    const { target } = tinySpec();
    if (target?.kind !== 'categorical') throw new Error('The fixture changed.');
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
    [
      'an index that is filled',
      [['most-frequent', 'most-frequent\n    encoding: index']],
      '/columns/1/missing',
      'most-frequent',
      '"most-frequent"',
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
      'a target whose range has no end',
      [
        ...numericTargetText,
        ['stratified', 'random'],
        ['kind: numeric, meaning', 'kind: numeric, range: [null, null], meaning'],
      ],
      '/target/range',
      '[null, null]',
      '[null,null]',
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
      'a negative class that is none',
      [...withKinds, ['negative: g', 'negative: z']],
      '/target/negative',
      'negative: z',
      '"z" of 3 classes',
    ],
    [
      'an event without a negative class',
      [...withKinds, ['  negative: g\n', '']],
      '/target/event',
      'event:',
      '"trouble"',
    ],
    [
      'a negative class without a name of the event',
      [...withKinds, ['  event: { en: trouble, zh: 麻烦 }\n', '']],
      '/target/event',
      'target:',
      'null',
    ],
    [
      'a negative class of two',
      [['  name: class\n', '  name: class\n  negative: g\n  event: { en: trouble, zh: 麻烦 }\n']],
      '/target/negative',
      'negative: g',
      '"g" of 2 classes',
    ],
  ])('is refused by place and line: %s', (_, replacements, pointer, part, received) => {
    const text = tinyScenarioText(...replacements);
    const { details, message } = refusal(text);
    expect(details).toHaveLength(1);
    expect(details[0].pointer).toBe(pointer);
    expect(details[0].received).toContain(received);
    const line = lineOf(text, part);
    expect(details[0].line).toBe(line);
    expect(message).toContain(`folder/scenario.yaml:${line} is wrong at ${pointer}: expected `);
  });

  it('is refused where the separators of a number are one character', () => {
    const [detail] = refusal(
      tinyScenarioText(['    range: [0, 10]', "    range: [0, 10]\n    thousands: '.'"]),
    ).details;
    expect(detail).toMatchObject({ pointer: '/columns/0/thousands', column: 'size', received: '"."' });
    const both = tinyScenarioText(['    range: [0, 10]', "    decimal: ','\n    thousands: '.'"]);
    expect(parseScenario(both, 'scenario.yaml').columns[0]).toMatchObject({ decimal: ',', thousands: '.' });
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
