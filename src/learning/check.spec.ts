import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../core/errors.js';
import type { Dataset } from '../datasets/dataset-catalogue.js';
import { parseDatasetSpec } from '../datasets/dataset-spec.js';
import { tinyYaml } from '../datasets/tiny-dataset.fixture.js';
import { parseScenario } from '../scenarios/load-scenarios.js';
import { numericTargetText, tinyScenarioText, tinySpec, withRuleOut } from '../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { checkInputs, checkLearning } from './check.js';

function failure(check: () => void): InvalidSpecificationError {
  try {
    check();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSpecificationError);
    return error as InvalidSpecificationError;
  }
  throw new Error('Nothing was refused.');
}

function datasetWith(...proxies: string[]): Dataset {
  const text = tinyYaml(['sample:', `proxies: [${proxies.join(', ')}]\nsample:`]);
  return { spec: parseDatasetSpec({ text, path: 'tiny/dataset.yaml' }), folder: 'tiny' };
}

const onDataset = (name: string): ScenarioSpec => tinySpec({ data: { dataset: name } });

describe('the inputs of a scenario', () => {
  it('may be any column that is known before the outcome', () => {
    expect(() => checkInputs(onDataset('tiny'), 'folder', [datasetWith('class')])).not.toThrow();
  });

  it('are refused by place where they are known only with the outcome', () => {
    const { details, message } = failure(() =>
      checkInputs(onDataset('tiny'), 'folder', [datasetWith('class', 'colour')]),
    );
    expect(message).toContain('folder/scenario.yaml is not a valid scenario.');
    expect(details).toEqual([
      {
        pointer: '/columns/1/name',
        column: 'colour',
        expected: 'a column that is known before the outcome',
        received: '"colour", a proxy of the outcome by tiny/dataset.yaml',
      },
    ]);
  });

  it('do not matter where nothing is learnt from them', () => {
    const [size, colour] = onDataset('tiny').columns;
    const columns: ColumnSpec[] = [size, { ...colour, role: 'context', missing: 'allow' }];
    const spec = { ...onDataset('tiny'), columns };
    expect(() => checkInputs(spec, 'folder', [datasetWith('class', 'colour')])).not.toThrow();
  });

  it('are not looked for in a dataset that does not exist', () => {
    const { details } = failure(() => checkInputs(onDataset('tyni'), 'folder', [datasetWith()]));
    expect(details).toEqual([{ pointer: '/data/dataset', expected: 'one of tiny', received: '"tyni"' }]);
  });

  it('are the user’s own where the scenario has its own file', () => {
    expect(() => checkInputs(tinySpec(), 'folder', [datasetWith('colour')])).not.toThrow();
  });
});

describe('the primary metric', () => {
  it('can be the cost only where wrong decisions have one', () => {
    const cost = { metrics: { primary: 'cost' } };
    const actions = { negative: 'go', review: 'ask', positive: 'stop' };
    const costs = { falsePositive: 1, falseNegative: 5, review: 0.5 };
    const priced = tinySpec({ ...cost, decision: { rule: 'expected-cost', costs, actions } });
    expect(checkLearning(priced)).toEqual([]);
    const decision = { rule: 'rule-out-rule-in' as const, sensitivity: 0.9, specificity: 0.9, actions };
    for (const spec of [tinySpec(cost), tinySpec({ ...cost, decision })]) {
      expect(checkLearning(spec)).toMatchObject([{ pointer: '/metrics/primary', received: '"cost"' }]);
    }
  });
});

/** A number that is learnt on its logarithm. */
const logged: [string, string][] = [
  ...numericTargetText,
  ['stratified', 'random'],
  ['kind: numeric, meaning: { en: a, zh: b }', 'kind: numeric, transform: log1p, meaning: { en: a, zh: b }'],
];

describe('what does not fit the family of a task', () => {
  it.each<[string, [string, string][], string, string]>([
    [
      'a column called as the target',
      [
        ['name: colour', 'name: class'],
        ['sensitive: [colour]', ''],
      ],
      '/columns',
      'expected every column and every target under a name of its own, received "class" twice',
    ],
    [
      'a treatment',
      [['name: colour', 'name: colour\n    role: treatment']],
      '/columns/1/role',
      'expected input, context, identifier or time, for the task classification, received "treatment"',
    ],
    [
      'an outcome beside the target',
      [['name: size', 'name: size\n    role: outcome']],
      '/columns/0/role',
      'expected input, context, identifier or time, for the task classification, received "outcome"',
    ],
    [
      'nothing to learn from',
      [
        ['name: colour', 'name: colour\n    role: context'],
        ['name: size', 'name: size\n    role: identifier'],
      ],
      '/columns',
      'expected at least one input to learn from, received identifier, context only',
    ],
    [
      'a network that reads something else',
      [['architecture: mlp, options: { hidden: [4] }', 'architecture: gru']],
      '/model/architecture',
      'for the task classification one of linear, mlp, tab-m, ft-transformer',
    ],
    [
      'a key of another family',
      [['sensitive: [colour]', 'interactions: { user: size, item: colour }']],
      '/interactions',
      'expected no such key for the task classification',
    ],
    [
      'an option that the task does not take',
      [['{ name: classification }', '{ name: classification, options: { steps: 3 } }']],
      '/task/options/steps',
      'the task classification takes none',
    ],
    [
      'widths of intervals that there are not',
      [['sensitive: [colour]', 'intervals: by-case']],
      '/intervals',
      'expected no such key for the task classification',
    ],
    [
      'a logarithmic scale with values below 0',
      [...logged, ['kind: numeric, transform', 'kind: numeric, range: [-1, null], transform']],
      '/target/range',
      'expected a range from 0 or more, for the transform log1p',
    ],
    [
      'a logarithmic scale of steps',
      [
        ...logged,
        ['kind: numeric, transform', 'kind: numeric, range: [0, 5], transform'],
        ['regression', 'distribution'],
      ],
      '/target/transform',
      'expected none: its steps are learnt one by one, received log1p',
    ],
    [
      'an unknown decision rule',
      [withRuleOut, ['rule-out-rule-in', 'rule-in']],
      '/decision/rule',
      'expected one of expected-cost, rule-out-rule-in',
    ],
    [
      'a sensitivity of 1',
      [withRuleOut, ['sensitivity: 0.95', 'sensitivity: 1']],
      '/decision/sensitivity',
      'received 1',
    ],
    [
      'stated accuracy without the action between',
      [withRuleOut, ['review: ask, ', '']],
      '/decision/actions/review',
      'received nothing',
    ],
    [
      'costs beside stated accuracy',
      [withRuleOut, ['  sensitivity: 0.95\n', '  sensitivity: 0.95\n  costs: { falsePositive: 1 }\n']],
      '/decision/costs',
      'the unknown key "costs"',
    ],
    [
      'a decision about a number',
      [...numericTargetText, ['stratified', 'random'], withRuleOut],
      '/decision/rule',
      'expected a target with a positive class, received a target without',
    ],
  ])('is refused by place and line: %s', (_, replacements, pointer, expected) => {
    const text = tinyScenarioText(...replacements);
    const error = failure(() => parseScenario(text, 'scenario.yaml', checkLearning));
    expect(error.message).toMatch(/^scenario\.yaml:\d+ is wrong at /);
    expect(error.message).toContain(expected);
    expect(error.details[0].pointer).toBe(pointer);
  });

  it('is nothing in what is well', () => {
    expect(parseScenario(tinyScenarioText(), 'scenario.yaml', checkLearning).id).toBe('test/tiny');
  });
});
