import 'reflect-metadata';
import { Injectable, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../core/errors.js';
import { PluginDiscovery } from './plugin-discovery.js';
import { ScenarioCatalogue } from './scenario-catalogue.js';
import { Plugin, type ScenarioPlugin } from './scenario-plugin.js';
import { scenarioOf, tinySpec } from './scenario.fixture.js';

@Injectable()
class Helper {}

@Injectable()
@Plugin('test/a')
class First implements ScenarioPlugin {
  readonly endpoints = [];
  constructor(readonly helper: Helper) {}
}

@Injectable()
@Plugin('test/a')
class Second implements ScenarioPlugin {}

@Injectable()
@Plugin('test/unknown')
class Stray implements ScenarioPlugin {}

/** Starts an application whose industry has these plug-ins. */
async function start(plugins: Type[]): Promise<ScenarioCatalogue> {
  const catalogue = new ScenarioCatalogue(['test/a', 'test/b'].map((id) => scenarioOf(tinySpec({ id }))));
  @Module({ providers: [Helper, ...plugins] })
  class IndustryModule {}
  const application = await Test.createTestingModule({
    imports: [DiscoveryModule, IndustryModule],
    providers: [PluginDiscovery, { provide: ScenarioCatalogue, useValue: catalogue }],
  }).compile();
  await application.init();
  await application.close();
  return catalogue;
}

describe('the plug-ins of the industries', () => {
  it('reach their scenario, and no other', async () => {
    const catalogue = await start([First]);
    const { plugin } = catalogue.get('test/a');
    expect(plugin).toBeInstanceOf(First);
    expect((plugin as First).helper).toBeInstanceOf(Helper);
    expect(catalogue.get('test/b').plugin).toEqual({});
  });

  it('are not needed', async () => {
    expect((await start([])).get('test/a').plugin).toEqual({});
  });

  it('stop the start when one is of a scenario that does not exist, by the name of both', async () => {
    await expect(start([First, Stray])).rejects.toThrow(InvalidSpecificationError);
    await expect(start([First, Stray])).rejects.toThrow(
      'Stray is the plug-in of test/unknown, which is no scenario.',
    );
  });

  it('stop the start when two are of one scenario, by the name of all three', async () => {
    await expect(start([First, Second])).rejects.toThrow(
      'Two plug-ins claim the scenario test/a: First and Second.',
    );
  });
});
