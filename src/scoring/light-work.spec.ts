import { expect, it } from '@jest/globals';
import type { ScenarioEndpoint } from '../scenarios/scenario-plugin.js';
import { scenarioOf, tinySpec } from '../scenarios/scenario.fixture.js';
import { moleculeSpec } from '../tables/columns/columns.fixture.js';
import { lightWorkOf } from './light-work.js';

const endpoint = (name: string, more: Partial<ScenarioEndpoint> = {}): ScenarioEndpoint => ({
  name,
  method: 'POST',
  summary: { en: name, zh: name },
  handle: () => ({}),
  ...more,
});

it('answers a heavy endpoint in a process of its own whatever its size, and others by theirs', () => {
  const scenario = {
    ...scenarioOf(tinySpec()),
    plugin: { endpoints: [endpoint('optimise', { heavy: true }), endpoint('card')] },
  };
  expect(lightWorkOf(scenario, { endpoint: 'optimise' })).toEqual({ bytes: 0, rows: 0 });
  expect(lightWorkOf(scenario, { endpoint: 'card' }).bytes).toBeGreaterThan(1000);
  expect(lightWorkOf(scenario, { endpoint: 'unknown' }).bytes).toBeGreaterThan(1000);
  expect(lightWorkOf(scenario).bytes).toBeGreaterThan(1000);
});

it('answers few rows where reading a cell takes milliseconds', () => {
  const columns = [...tinySpec().columns, moleculeSpec()];
  const { rows, bytes } = lightWorkOf(scenarioOf(tinySpec({ columns })));
  expect(rows).toBe(20);
  expect(bytes).toBe(lightWorkOf(scenarioOf(tinySpec())).bytes);
  expect(lightWorkOf(scenarioOf(tinySpec())).rows).toBeGreaterThan(20);
});
