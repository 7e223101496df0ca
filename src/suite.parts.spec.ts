import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readConfiguration } from './core/configuration.js';
import { InvalidSpecificationError } from './core/errors.js';
import { tinyScenarioText, withRuleOut } from './scenarios/scenario.fixture.js';
import { openParts } from './suite.parts.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-parts-'));
  await mkdir(join(root, 'test', 'tiny'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = () =>
  openParts(readConfiguration({ SEXTANT_HOME: root, SEXTANT_SCENARIOS: root, SEXTANT_LOG_LEVEL: 'silent' }));
const write = (text: string) => writeFile(join(root, 'test', 'tiny', 'scenario.yaml'), text);

it('a background finds a scenario, and checks it as the start does', async () => {
  await write(tinyScenarioText());
  expect((await open().scenario('test/tiny')).spec.id).toBe('test/tiny');
  await write(tinyScenarioText(withRuleOut, ['sensitivity: 0.95', 'sensitivity: high']));
  const error: unknown = await open()
    .scenario('test/tiny')
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InvalidSpecificationError);
  expect((error as InvalidSpecificationError).details[0]).toMatchObject({ pointer: '/decision/sensitivity' });
});
