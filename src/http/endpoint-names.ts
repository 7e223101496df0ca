import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InvalidSpecificationError } from '../core/errors.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { AllowedMethods } from './allowed-methods.js';

const fixedRoute = /^\/v1\/:industry\/:scenario\/([^/:]+)/;

/**
 * Stops the start when a plug-in's endpoint has the name of a route that every scenario has: the router would give requests to one of the
 * two, and nobody would learn which.
 */
@Injectable()
export class EndpointNames implements OnApplicationBootstrap {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly methods: AllowedMethods,
  ) {}

  /** The controllers have added their routes by now, and the plug-ins are with their scenarios. */
  onApplicationBootstrap(): void {
    const taken = new Map(this.methods.routes().flatMap((route) => takenBy(route)));
    for (const { spec, plugin } of this.catalogue.list()) {
      for (const { name } of plugin.endpoints ?? []) {
        const route = taken.get(name);
        if (route !== undefined) throw isTaken(`${plugin.constructor.name} of ${spec.id}`, name, route);
      }
    }
  }
}

function takenBy(route: string): [name: string, route: string][] {
  const name = fixedRoute.exec(route)?.[1];
  return name === undefined ? [] : [[name, route]];
}

function isTaken(plugin: string, name: string, route: string): InvalidSpecificationError {
  return new InvalidSpecificationError(`The plug-in ${plugin} calls an endpoint ${name}, as ${route} is.`, {
    details: [{ expected: 'a name that no route of every scenario has', received: name }],
    hint: 'Give the endpoint another name.',
  });
}
