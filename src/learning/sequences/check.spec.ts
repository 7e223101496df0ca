import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../../core/errors.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { checkLearning } from '../check.js';

const meaning = 'meaning: { en: What it is, zh: 含义 }';
const outcomes =
  "categories: [{ code: '0', label: { en: wrong, zh: 错 } }, { code: '1', label: { en: right, zh: 对 } }]";
const yaml = `id: own/learners
title: { en: A, zh: 一 }
question: { en: What?, zh: 何？ }
data: { file: rows.csv }
columns:
  - { name: who, kind: identifier, ${meaning} }
  - { name: at, kind: numeric, ${meaning}, missing: reject }
  - { name: skill, kind: categorical, ${meaning}, missing: own-category }
  - { name: right, kind: categorical, ${meaning}, missing: own-category, unknown: reject, ${outcomes} }
  - { name: part, kind: categorical, role: context, ${meaning} }
target: { name: right, kind: categorical, ${meaning}, ${outcomes}, positive: '1' }
task: { name: knowledge-tracing, options: { group: who, order: at, skill: skill } }
split: { method: group, column: who, validation: { fraction: 0.2 } }
metrics: { primary: auc }
`;

function placesOf(text: string): (string | undefined)[] {
  try {
    parseScenario(text, 'scenario.yaml', checkLearning);
    return [];
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return error.details.map(({ pointer }) => pointer);
    throw error;
  }
}

describe('a declaration of knowledge tracing', () => {
  it('takes its own network where none is named, and a division that the data bring', () => {
    expect(placesOf(yaml)).toEqual([]);
    expect(parseScenario(yaml, 'scenario.yaml', checkLearning).model.architecture).toBe('recurrent-tracing');
    const given = yaml.replace(
      'method: group, column: who, validation: { fraction: 0.2 }',
      'method: given, column: part, test: test, group: who',
    );
    expect(placesOf(given)).toEqual([]);
  });

  it.each([
    ['another network', 'metrics:', 'model: { architecture: mlp }\nmetrics:', '/model/architecture'],
    ['a learner that is no column', 'group: who', 'group: whom', '/task/options/group'],
    ['an order that is a text', 'order: at', 'order: skill', '/task/options/order'],
    ['a skill that is a name', 'skill: skill', 'skill: who', '/task/options/skill'],
    ['a window of nothing', 'skill: skill }', 'skill: skill, window: 1 }', '/task/options/window'],
    [
      'skills that wait for one another',
      'skill: skill }',
      'skill: skill, prerequisites: [{ skill: A, after: [B] }, { skill: B, after: [C] }, { skill: C, after: [A] }] }',
      '/task/options/prerequisites/1/after',
    ],
    ['a target without a right answer', ", positive: '1' }", ' }', '/target/positive'],
    ['an outcome under another name', 'target: { name: right', 'target: { name: result', '/columns'],
    ['learners on both sides', 'method: group, column: who', 'method: random', '/split/method'],
    ['several members', 'fraction: 0.2', 'folds: 3', '/split/validation'],
    ['a column that nobody reads', 'role: context, ', '', '/columns/4/role'],
    ['widths of a number', 'metrics:', 'intervals: constant\nmetrics:', '/intervals'],
  ])('is refused for %s, by its place', (_what, from, to, pointer) => {
    expect(yaml).toContain(from);
    expect(placesOf(yaml.replace(from, to))).toContain(pointer);
  });
});
