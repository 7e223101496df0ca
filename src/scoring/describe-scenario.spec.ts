import { expect, it } from '@jest/globals';
import { NotFoundError } from '../core/errors.js';
import type { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { scenarioOf, tinySpec } from '../scenarios/scenario.fixture.js';
import { numericSpec } from '../tables/columns/columns.fixture.js';
import type { DerivedColumnSpec } from '../tables/derived/derived-spec.js';
import { DescribeScenario } from './describe-scenario.js';

const noModels = {
  checkChampion: () => Promise.reject(new NotFoundError('There is no version.')),
} as unknown as ModelRegistry;

const describeTiny = (derived: DerivedColumnSpec[]) =>
  new DescribeScenario(new ScenarioCatalogue([scenarioOf(tinySpec({ derived }))]), noModels).describe(
    'test/tiny',
  );

it('a scenario is described with its derived columns and the declared ones that each rests on, which are no fields', async () => {
  const derivedOf = (name: string, expression: string): DerivedColumnSpec => {
    return { ...numericSpec({ name }), missing: 'median', expression };
  };
  const { derived, schema } = await describeTiny([
    derivedOf('half', 'size / 2'),
    derivedOf('red_half', 'where(colour == "r", half, 0)'),
  ]);
  expect(derived).toMatchObject([
    { name: 'half', expression: 'size / 2', parents: ['size'] },
    { name: 'red_half', parents: ['colour', 'size'] },
  ]);
  expect(Object.keys(schema.properties as object)).toEqual(['size', 'colour']);
  expect(await describeTiny([])).not.toHaveProperty('derived');
});
