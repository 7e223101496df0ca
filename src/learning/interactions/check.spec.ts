import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shippedScenarios } from '../../core/paths.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { checkInteractions } from './check.js';

const path = join(shippedScenarios, 'retail/product-recommendation/scenario.yaml');
const spec = parseScenario(await readFile(path, 'utf8'), path);

it('what is learnt from interactions has no widths to declare, and ratings have no logarithm', () => {
  expect(checkInteractions({ ...spec, intervals: 'by-case' })).toMatchObject([{ pointer: '/intervals' }]);
  const meaning = { en: 'a rating', zh: '评分' };
  const target = { name: 'stars', kind: 'numeric' as const, meaning, transform: 'log1p' as const };
  const interactions = spec.interactions && { ...spec.interactions, value: 'stars' };
  expect(checkInteractions({ ...spec, target, interactions })).toContainEqual({
    pointer: '/target/transform',
    expected: 'none: ratings are learnt as they are',
    received: '"log1p"',
  });
});

it('a column of a request has no role but its kind’s own', () => {
  const at = spec.columns.findIndex(({ kind }) => kind === 'identifier');
  const customer = spec.columns[at];
  const own = spec.columns.with(at, { ...customer, role: 'identifier' });
  expect(checkInteractions({ ...spec, columns: own })).toEqual([]);
  const columns = spec.columns.with(at, { ...customer, role: 'context' });
  expect(checkInteractions({ ...spec, columns })).toEqual([
    {
      pointer: `/columns/${at}/role`,
      column: customer.name,
      expected: 'no role of its own for a column of the task recommendation',
      received: '"context"',
    },
  ]);
});

it('a recommendation takes no options, and none is ignored', () => {
  const task = { ...spec.task, options: { horizon: 3 } };
  const expected = 'no option: the task recommendation takes none';
  expect(checkInteractions({ ...spec, task })).toEqual([
    { pointer: '/task/options/horizon', expected, received: '"horizon"' },
  ]);
});
