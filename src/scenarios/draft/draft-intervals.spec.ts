import { expect, it } from '@jest/globals';
import { parseScenario } from '../load-scenarios.js';
import { draftScenario, type Draft } from './scenario-draft.js';

const column = { name: 'size', kind: 'numeric' as const, keys: {}, remarks: [] };
const draft = (target: Draft['targets'][number]) => {
  const source = { name: 'rows.csv', rows: 100 };
  return draftScenario({ id: 'own/rows', source, file: 'rows.csv', columns: [column], targets: [target] });
};

it('a draft of a number has intervals as wide as the case needs, one of classes has none', () => {
  const number = { name: 'price', kind: 'numeric' as const, keys: {}, remarks: [] };
  expect(parseScenario(draft(number), 'scenario.yaml').intervals).toBe('by-case');
  const classes = { ...number, kind: 'categorical' as const, categories: ['a', 'b'] };
  expect(draft(classes)).not.toContain('intervals');
});
