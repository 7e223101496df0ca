import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../../core/errors.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { checkLearning } from '../check.js';

const meaning = 'meaning: { en: What, zh: 何 }';
const declaration = [
  'id: tests/trading',
  'title: { en: A, zh: 一 }',
  'question: { en: What?, zh: 何？ }',
  'data: { file: prices.csv }',
  'prices: { date: day, market: index }',
  'columns:',
  `  - { name: held, kind: positions, assets: [A, B], longOnly: true, ${meaning} }`,
  `  - { name: as_of, kind: date, role: context, optional: true, ${meaning} }`,
  `target: { name: gain, kind: numeric, unit: '%', ${meaning} }`,
  'task: { name: allocation, options: { cap: 0.5 } }',
  'split: { method: time, column: as_of }',
  'metrics: { primary: sharpe }',
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

describe('a question about positions to take', () => {
  it('is declared by prices, positions and a date', () => {
    expect(placesOf('tests/trading', 'tests/trading')).toEqual([]);
  });

  it.each([
    ['cap: 0.5', 'cap: 0.49', '/task/options/cap'],
    ['cap: 0.5', 'cap: 1.5', '/task/options/cap'],
    ['cap: 0.5', 'cap: 0.5, riskAversion: [10, 3]', '/task/options/riskAversion'],
    ['cap: 0.5', 'cap: 0.5, cost: -1', '/task/options/cost'],
    ['longOnly: true', 'longOnly: false', '/columns/0/longOnly'],
    ['prices: { date: day, market: index }\n', '', '/prices'],
    ['method: time, column: as_of', 'method: random', '/split/method'],
    ['assets: [A, B]', 'assets: [A, index]', '/columns/0/assets/1'],
    ['primary: sharpe', 'primary: fz_loss', '/metrics/primary'],
    ['task:', 'intervals: constant\ntask:', '/intervals'],
    ['task:', 'model: { architecture: gru }\ntask:', '/model/architecture'],
  ])('is refused where %j is %j', (from, to, pointer) => {
    expect(placesOf(from, to)).toContain(pointer);
  });
});
