import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { pluginMetadata, type ScenarioPlugin } from '../scenarios/scenario-plugin.js';
import { IndustriesModule } from './industries.module.js';

/**
 * The plug-in of a scenario, made without an application: a background needs one or none, and starting Nest takes longer than its work.
 * The modules of the industries say which there are, as they do to Nest's discovery.
 */
export function industryPlugin(scenario: string): ScenarioPlugin {
  const providers = modulesFrom(IndustriesModule).flatMap((one) => listed(one, 'providers'));
  const type = providers.find((one) => Reflect.getMetadata(pluginMetadata, one) === scenario);
  return type ? (make(type) as ScenarioPlugin) : {};
}

function modulesFrom(module: Type): Type[] {
  return [module, ...listed(module, 'imports').flatMap(modulesFrom)];
}

function listed(module: Type, what: 'imports' | 'providers'): Type[] {
  return (Reflect.getMetadata(what, module) as Type[] | undefined) ?? [];
}

/** With what its constructor asks for, made in the same way. */
function make(type: Type): unknown {
  const parts = (Reflect.getMetadata('design:paramtypes', type) as Type[] | undefined) ?? [];
  return new type(...parts.map(make));
}
