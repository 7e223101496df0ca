import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** Tells a wrong method from a wrong path: which methods there are for a path. OPTIONS asks just that. */
@Injectable()
export class AllowedMethods {
  /** By route, such as `/v1/:industry/:scenario`. */
  private readonly byRoute = new Map<string, Set<string>>();

  /** Made before the routes are added. */
  constructor({ httpAdapter }: HttpAdapterHost) {
    const fastify = httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRoute', ({ url, method }) => {
      const methods = this.byRoute.get(url) ?? new Set();
      for (const name of [method].flat()) methods.add(name);
      this.byRoute.set(url, methods);
    });
    fastify.addHook('onRequest', async ({ method, url }, reply) => {
      const methods = method === 'OPTIONS' ? this.of(url) : [];
      return methods.length === 0 ? undefined : reply.status(204).header('allow', methods.join(', ')).send();
    });
  }

  /** Every route, such as `/v1/:industry/:scenario`; once they have been added. */
  routes(): string[] {
    return [...this.byRoute.keys()];
  }

  /** Methods of the route that a path means: the one with the fewest placeholders. None for a path that no route has. */
  of(url: string): string[] {
    const path = url
      .split('?')[0]
      .replace(/(?<=.)\/$/, '')
      .split('/');
    const routes = [...this.byRoute.keys()].filter((route) => matches(route.split('/'), path));
    if (routes.length === 0) return [];
    const closest = routes.reduce((best, route) => (placeholders(route) < placeholders(best) ? route : best));
    return [...(this.byRoute.get(closest) ?? []), 'OPTIONS'].sort();
  }
}

function matches(route: readonly string[], path: readonly string[]): boolean {
  return (
    route.length === path.length &&
    route.every((part, i) => (part.startsWith(':') ? path[i] !== '' : part === path[i]))
  );
}

function placeholders(route: string): number {
  return route.split('/:').length - 1;
}
