import { describe, expect, it } from '@jest/globals';
import { lineOf, numericTargetText, refusal, tinyScenarioText } from '../scenario.fixture.js';

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
    ['an unknown role', [['range:', 'role: contxt\n    range:']], '/columns/0/role', 'contxt', '"contxt"'],
    [
      'a missing value that nothing happens to, of an input',
      [['missing: median', 'missing: allow']],
      '/columns/0/missing',
      'allow',
      '"allow"',
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
      'an encoding that there is not',
      [['{ file: rows.csv }', '{ file: rows.csv, encoding: ansi-1252 }']],
      '/data/encoding',
      'data:',
      '"ansi-1252"',
    ],
    [
      'validation of two ways',
      [['method: stratified', 'method: stratified, validation: { folds: 3, fraction: 0.5 }']],
      '/split/validation/',
      'validation',
      'the unknown key',
    ],
    [
      'a transform of the target that columns alone have',
      [
        ...numericTargetText,
        ['kind: numeric, meaning: { en: a', 'kind: numeric, transform: quantile, meaning: { en: a'],
      ],
      '/target/transform',
      'target:',
      'quantile',
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
    const { details } = refusal(text);
    expect(details).toHaveLength(1);
    expect(details[0].pointer?.startsWith(pointer)).toBe(true);
    expect(details[0].received).toContain(received);
    expect(details[0].line).toBe(lineOf(text, part));
  });
});
