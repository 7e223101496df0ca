import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { InvalidSpecificationError, NotFoundError } from '../core/errors.js';
import { ScenarioCatalogue, type Scenario } from './scenario-catalogue.js';
import { pluginMetadata, type ScenarioPlugin } from './scenario-plugin.js';

/** Finds every provider marked with `@Plugin` and hands it to its scenario. A plug-in without a scenario stops the start. */
@Injectable()
export class PluginDiscovery implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly catalogue: ScenarioCatalogue,
  ) {}

  onModuleInit(): void {
    const owners = new Map<string, string>();
    for (const { metatype, instance, name } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function' || !instance) continue;
      const scenario = this.reflector.get<string | undefined>(pluginMetadata, metatype);
      if (scenario === undefined) continue;
      const other = owners.get(scenario);
      if (other) {
        throw new InvalidSpecificationError(
          `Two plug-ins claim the scenario ${scenario}: ${other} and ${name}.`,
        );
      }
      owners.set(scenario, String(name));
      this.scenarioOf(scenario, String(name)).plugin = instance as ScenarioPlugin;
    }
  }

  private scenarioOf(id: string, plugin: string): Scenario {
    try {
      return this.catalogue.get(id);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      throw new InvalidSpecificationError(
        `${String(plugin)} is the plug-in of ${id}, which is no scenario.`,
        {
          details: error.details,
          cause: error,
        },
      );
    }
  }
}
