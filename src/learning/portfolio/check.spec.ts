import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../../core/errors.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { checkLearning } from '../check.js';

const meaning = 'meaning: { en: What, zh: 何 }';
const declaration = [
  'id: tests/risk',
  'title: { en: A, zh: 一 }',
  'question: { en: What?, zh: 何？ }',
  'data: { file: prices.csv }',
  'prices: { date: day, market: index }',
  'columns:',
  `  - { name: held, kind: positions, assets: [A, B], ${meaning} }`,
  `  - { name: as_of, kind: date, role: context, optional: true, ${meaning} }`,
  `target: { name: loss, kind: numeric, unit: '%', ${meaning} }`,
  'task: { name: portfolio-risk }',
  'split: { method: time, column: as_of }',
  'metrics: { primary: fz_loss }',
].join('\n');

function placesOf(from: string, to: string): (string | undefined)[] {
  expect(declaration).toContain(from);
  try {
    parseScenario(declaration.replace(from, to), 'scenario.yaml', checkLearning);
    return [];
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return error.details.map(({ pointer }) => pointer);
    throw error;
  }
}

describe('a question about portfolios', () => {
  it('is declared by prices, positions and a date', () => {
    expect(placesOf('tests/risk', 'tests/risk')).toEqual([]);
  });

  it.each([
    ['prices: { date: day, market: index }\n', '', '/prices'],
    ['kind: positions, assets: [A, B]', 'kind: list', '/columns'],
    ['kind: date, role: context', 'kind: identifier', '/split/column'],
    ['assets: [A, B]', 'assets: [A, A]', '/columns/0/assets'],
    ['assets: [A, B]', 'assets: [A, index]', '/columns/0/assets/1'],
    ['assets: [A, B]', 'assets: [A, B], missing: allow', '/columns/0/missing'],
    ["kind: numeric, unit: '%'", 'kind: list', '/target/kind'],
    ['target:', `  - { name: more, kind: numeric, ${meaning} }\ntarget:`, '/columns/2'],
    ['method: time, column: as_of', 'method: random', '/split/method'],
    ['column: as_of }', 'column: as_of, validation: { folds: 3 } }', '/split/validation/folds'],
    [
      'name: portfolio-risk',
      'name: portfolio-risk, options: { levels: [0.99, 0.95] }',
      '/task/options/levels',
    ],
    ['name: portfolio-risk', 'name: portfolio-risk, options: { days: [10] }', '/task/options/days'],
    ['task:', 'intervals: constant\ntask:', '/intervals'],
    ['task:', 'model: { architecture: gru }\ntask:', '/model/architecture'],
  ])('is refused where %j is %j', (from, to, pointer) => {
    expect(placesOf(from, to)).toContain(pointer);
  });

  it('is refused where its futures would take too much memory, by how many can be simulated', () => {
    const options = (paths: number) => `name: portfolio-risk, options: { days: [1, 5, 10], paths: ${paths} }`;
    const many = `assets: [${Array.from({ length: 100 }, (_, i) => `A${i}`).join()}]`;
    const declared = (paths: number) =>
      parseScenario(
        declaration.replace('assets: [A, B]', many).replace('name: portfolio-risk', options(paths)),
        'scenario.yaml',
        checkLearning,
      );
    expect(() => declared(41_943)).not.toThrow();
    expect(() => declared(41_944)).toThrow(/41943 paths of 100 assets over 2 stretches/);
  });
});
