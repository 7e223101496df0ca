import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../core/paths.js';
import { InvalidSpecificationError } from '../core/errors.js';
import { parseDatasetSpec } from './dataset-spec.js';
import { readerKindNames } from './readers/names.js';
import { sampleMechanismNames } from './samples/names.js';
import { tinyYaml } from './tiny-dataset.fixture.js';

const parse = (text: string) => parseDatasetSpec({ text, path: 'datasets/tiny/dataset.yaml' });
const problem = (text: string): InvalidSpecificationError => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return error;
    throw error;
  }
  throw new Error('Accepted.');
};

describe('dataset.yaml', () => {
  it('is read with its defaults', () => {
    const spec = parse(tinyYaml());
    expect(spec.reader).toMatchObject({ encoding: 'utf-8', missing: ['-999'] });
    expect(spec).toMatchObject({ derived: [], proxies: [] });
    if (spec.sample.mechanism !== 'latent-score') throw new Error('The fixture changed.');
    expect(spec.sample.columns[1].effect).toEqual({ slope: 0.1, centre: 5, scale: 1, log: false });
  });

  it('reports a syntax error with line and column', () => {
    const error = problem('name: tiny\ntitle: { en: Tiny\nlicence: x\n');
    expect(error.message).toMatch(/^datasets\/tiny\/dataset\.yaml:3:1 is not YAML: /);
    expect(error.details[0]).toMatchObject({ line: 3, received: '"licence: x"' });
    expect(problem('name: a\nname: b\n').message).toContain(':2:1 is not YAML: Map keys must be unique');
  });

  it.each<[string, [string, string], Partial<InvalidSpecificationError['details'][0]>]>([
    [
      'unknown key',
      ['licence: CC0', 'licence: CC0\nlicense: CC0'],
      { pointer: '/license', line: 5, received: 'the unknown key "license"' },
    ],
    [
      'unknown key inside',
      ['  header: false', '  header: false\n  quote: x'],
      { pointer: '/reader/quote', line: 17 },
    ],
    [
      'absent key',
      ['citation: Nobody (2020)\n', ''],
      { pointer: '/citation', expected: 'string', received: 'nothing' },
    ],
    [
      'wrong type',
      ['bytes: 28', 'bytes: many'],
      { pointer: '/files/0/bytes', line: 10, expected: 'number', received: '"many"' },
    ],
    [
      'unknown reader',
      ['kind: delimited', 'kind: guess'],
      { pointer: '/reader/kind', line: 13, received: '"guess"' },
    ],
    ['unknown mechanism', ['latent-score', 'copy'], { pointer: '/sample/mechanism', received: '"copy"' }],
    ['folder in a file name', ['name: tiny.data', 'name: ../tiny.data'], { pointer: '/files/0/name' }],
    ['name that is no folder', ['name: tiny', 'name: Tiny Set'], { pointer: '/name' }],
    [
      'other protocol',
      ['https://example.org/tiny.data', 'file:///etc/passwd'],
      { pointer: '/files/0/urls/0' },
    ],
    ['reader of an unlisted file', ['file: tiny.data', 'file: other.data'], { pointer: '/reader' }],
    ['column twice', ['[colour, size, class]', '[colour, size, size]'], { pointer: '/reader' }],
    ['sample of other columns', ['[colour, size, class]', '[size, colour, class]'], { pointer: '/sample' }],
    [
      'effect of no category',
      ['effect: { blue: 1 }', 'effect: { green: 1 }'],
      { pointer: '/sample/columns/0/effect/green' },
    ],
    [
      'slope of categories',
      ['effect: { blue: 1 }', 'effect: { slope: 1, centre: 0 }'],
      { pointer: '/sample/columns/0/effect' },
    ],
    [
      'bounds the wrong way round',
      ['maximum: 9', 'maximum: 0'],
      { pointer: '/sample/columns/1/marginal/maximum' },
    ],
    [
      'proxy of no column',
      ['sample:', 'proxies: [class, colr]\nsample:'],
      { pointer: '/proxies/1', line: 19 },
    ],
    [
      'derived column of no column',
      ['sample:', 'derived:\n  - { name: bad, rules: [{ when: { clas: b }, value: "1" }] }\nsample:'],
      { pointer: '/derived/0/rules/0/when/clas', line: 20 },
    ],
    [
      'derived column without a condition in its "when"',
      ['sample:', 'derived:\n  - { name: bad, rules: [{ when: {}, value: "1" }] }\nsample:'],
      { pointer: '/derived/0/rules/0/when', line: 20 },
    ],
    [
      'condition on a column below',
      ['effect: { blue: 1 }', 'given: { column: size, weights: {} }'],
      { pointer: '/sample/columns/0/given/column' },
    ],
  ])('refuses %s', (_, replacement, detail) => {
    const error = problem(tinyYaml(replacement));
    const found = error.details.find(({ pointer }) => pointer === detail.pointer);
    expect(found).toMatchObject(detail);
    expect(error.message).toContain('datasets/tiny/dataset.yaml:');
  });

  it('escapes keys in pointers', () => {
    expect(problem(tinyYaml(['licence: CC0', 'licence: CC0\na/b~c: 1'])).details[0].pointer).toBe('/a~1b~0c');
  });
});

describe('registries', () => {
  const files = (folder: string, role: string) =>
    readdirSync(join(projectRoot, 'src', 'datasets', folder))
      .filter((name) => name.endsWith(`.${role}.ts`))
      .map((name) => name.slice(0, -`.${role}.ts`.length));

  it('know every reader and every mechanism that has a file', () => {
    expect(files('readers', 'reader').sort()).toEqual([...readerKindNames].sort());
    expect(files('samples', 'mechanism').sort()).toEqual([...sampleMechanismNames].sort());
  });
});
