import { expect, it } from '@jest/globals';
import { parseScenario } from '../scenarios/load-scenarios.js';
import { tinyScenarioText } from '../scenarios/scenario.fixture.js';
import type { ArchitectureName } from '../models/architectures/names.js';
import { checkLearning } from './check.js';

const model = 'model: { architecture: mlp, options: { hidden: [4] } }\n';
const wholeTarget = tinyScenarioText().slice(
  tinyScenarioText().indexOf('target:'),
  tinyScenarioText().indexOf('task:'),
);
const number = 'target: { name: NAME, kind: numeric, meaning: { en: a, zh: b }, range: [0, 10] }\n';
const windows = 'order: age, window: 3, history: [size]';
const interactions =
  '\ninteractions: { user: u, item: i, value: v }\nmodel: { options: {} }\ncolumns:\n' +
  '  - { name: customer, kind: identifier, meaning: { en: a, zh: b } }\n' +
  '  - { name: PRODUCT, meaning: { en: a, zh: b } }\n';

function withoutModel(target: string, task: string, primary: string): string {
  return tinyScenarioText(
    [model, ''],
    [
      'columns:\n',
      'columns:\n  - { name: age, kind: numeric, meaning: { en: a, zh: b }, missing: reject }\n',
    ],
    [wholeTarget, target],
    ['{ name: classification }', task],
    ['stratified', 'random'],
    ['primary: auc', `primary: ${primary}`],
  );
}

function recommending(target: string, primary: string, products: string): string {
  const text = withoutModel(target, '{ name: recommendation }', primary).replace('sensitive: [colour]\n', '');
  const columns = text.slice(text.indexOf('columns:'), text.indexOf('target:'));
  return text.replace(columns, interactions.replace('PRODUCT', products).trimStart());
}

const list = 'target: { name: products, kind: list, meaning: { en: a, zh: b } }\n';

it.each<[string, ArchitectureName]>([
  [withoutModel(wholeTarget, '{ name: classification }', 'auc'), 'tab-m'],
  [withoutModel(number.replace('NAME', 'price'), '{ name: regression }', 'rmse'), 'tab-m'],
  [withoutModel(number.replace('NAME', 'price'), '{ name: distribution }', 'mae'), 'tab-m'],
  [
    withoutModel(
      number.replace('NAME', 'size'),
      `{ name: forecast, options: { ${windows}, step: 1, horizons: [1] } }`,
      'mae',
    ),
    'spatial-temporal',
  ],
  [
    withoutModel(number.replace('NAME', 'left'), `{ name: remaining-life, options: { ${windows} } }`, 'rmse'),
    'mixer',
  ],
  [recommending(list, 'hit_rate_10', 'liked, kind: list'), 'item-autoencoder'],
  [recommending(number.replace('NAME', 'stars'), 'rmse', 'item, kind: identifier'), 'factorisation'],
])('a scenario without a network has one that its task can read: %#', (text, architecture) => {
  const spec = parseScenario(text, 'scenario.yaml', checkLearning);
  expect(spec.model.architecture).toBe(architecture);
});
