import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import { openSuite } from '../suite.js';
import { openParts } from '../suite.parts.js';
import { industryPlugin } from './industry-plugins.js';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-plugins-'));
});

afterAll(() => rm(home, { recursive: true }));

describe('a plug-in that is made without an application', () => {
  it('is the one that the application finds; a scenario without one has none', async () => {
    const configuration = readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' });
    const suite = await openSuite(configuration);
    const found = suite.get(ScenarioCatalogue).list();
    await suite.close();
    expect(found.filter(({ plugin }) => plugin.constructor !== Object).length).toBeGreaterThan(4);
    for (const { spec, plugin } of found) {
      expect([spec.id, industryPlugin(spec.id).constructor.name]).toEqual([spec.id, plugin.constructor.name]);
    }
    expect(industryPlugin('test/none')).toEqual({});
    // Backgrounds read the same scenarios, each alone.
    const { scenario } = openParts(configuration);
    const withoutPlugin = ({ plugin: _, ...rest }: Scenario) => rest;
    for (const one of found) {
      expect(withoutPlugin(await scenario(one.spec.id))).toEqual(withoutPlugin(one));
    }
    await expect(scenario('test/none')).rejects.toThrow('There is no scenario test/none.');
  });
});
