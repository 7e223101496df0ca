import { InvalidSpecificationError } from '../core/errors.js';
import { parseScenario } from './load-scenarios.js';
import type { Scenario } from './scenario-catalogue.js';
import type { ScenarioSpec } from './schema/scenario.js';

const tinyText = `id: test/tiny
title: { en: Tiny, zh: 小 }
question: { en: Is it bad?, zh: 坏吗？ }
data: { file: rows.csv }
columns:
  - name: size
    kind: numeric
    meaning: { en: How large, zh: 大小 }
    range: [0, 10]
    missing: median
  - name: colour
    kind: categorical
    meaning: { en: Which colour, zh: 颜色 }
    categories:
      - { code: r, label: { en: red, zh: 红 } }
      - { code: b, label: { en: blue, zh: 蓝 } }
    missing: most-frequent
target:
  name: class
  kind: categorical
  meaning: { en: What became of it, zh: 结果 }
  categories:
    - { code: g, label: { en: good, zh: 好 } }
    - { code: x, label: { en: bad, zh: 坏 } }
  positive: x
task: { name: classification }
model: { architecture: mlp, options: { hidden: [4] } }
training: { epochs: 3, batchSize: 32 }
split: { method: stratified }
metrics: { primary: auc }
sensitive: [colour]
`;

/** `scenario.yaml` of a small valid scenario, with lines replaced for a test. */
export function tinyScenarioText(...replacements: [string, string][]): string {
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The fixture has no ${from}.`);
    return text.replace(from, to);
  }, tinyText);
}

/** The specification of a small valid scenario, with keys replaced for a test. */
export function tinySpec(changes: Partial<ScenarioSpec> = {}): ScenarioSpec {
  return { ...parseScenario(tinyText, 'scenario.yaml'), ...changes };
}

/** A number to predict instead of a class. */
export const numericTarget: Partial<ScenarioSpec> = {
  target: { name: 'price', kind: 'numeric', meaning: { en: 'What it costs', zh: '价格' }, unit: 'CNY' },
  task: { name: 'regression', options: {} },
  split: { method: 'random', test: 0.2, validation: { fraction: 0.2 } },
  metrics: { primary: 'rmse' },
};

/** A scenario of the specification that lives nowhere. */
export function scenarioOf(spec: ScenarioSpec, folder = 'nowhere'): Scenario {
  return { spec, folder, specHash: '0'.repeat(64), plugin: {} };
}

/** Why a text is no scenario. */
export function refusal(text: string): InvalidSpecificationError {
  try {
    parseScenario(text, 'folder/scenario.yaml');
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** The 1-based line on which `part` begins. */
export const lineOf = (text: string, part: string): number =>
  text.slice(0, text.indexOf(part)).split('\n').length;

/** Gives the tiny scenario a decision by stated accuracy. */
export const withRuleOut: [string, string] = [
  'sensitive: [colour]\n',
  'sensitive: [colour]\ndecision:\n  rule: rule-out-rule-in\n  sensitivity: 0.95\n  specificity: 0.9\n' +
    '  actions: { negative: go, review: ask, positive: stop }\n',
];

/** Replacements that make the tiny scenario's target a number. */
export const numericTargetText: [string, string][] = [
  [
    tinyScenarioText().slice(tinyScenarioText().indexOf('target:'), tinyScenarioText().indexOf('task:')),
    'target: { name: price, kind: numeric, meaning: { en: a, zh: b } }\n',
  ],
  ['classification', 'regression'],
  ['primary: auc', 'primary: rmse'],
];

/** Replacements that give the tiny scenario's target a third class. */
export const threeClassesText: [string, string][] = [
  ['  positive: x\n', '    - { code: m, label: { en: "so, so", zh: 一般 } }\n'],
  ['primary: auc', 'primary: macro_f1'],
];
