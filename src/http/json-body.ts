import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest, RouteOptions } from 'fastify';
import { parseJson } from '../core/text/json-text.js';

export const jsonType = 'application/json';

/** Bodies that hold rows are left as they came: large ones are not even parsed by the thread of the server. */
const rowsRoute = /^\/v1\/:industry\/:scenario\/(?:predict|:endpoint)$|^\/v2\/.+\/infer$/;

/** All others hold a few options and a path. */
const optionBytes = 64 * 1024;

/** A call of a language model may hold a small table. */
const callBytes = 1024 * 1024;

/** Whether a route takes rows as JSON. */
export function takesRows(route: string | undefined): boolean {
  return rowsRoute.test(route ?? '');
}

/**
 * Bodies are JSON and nothing else: every other content type is refused by Fastify with 415. Where rows are taken the body is the
 * bytes that came, elsewhere the value. Before the routes are made.
 */
export function acceptJsonOnly(application: NestFastifyApplication, bodyLimit: number): void {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRoute', (route: RouteOptions) => {
    const most = route.url.startsWith('/mcp') ? callBytes : optionBytes;
    if (!takesRows(route.url)) route.bodyLimit = Math.min(most, bodyLimit);
  });
  application.useBodyParser<never>(jsonType, { bodyLimit }, (request: FastifyRequest, body: Buffer, done) => {
    try {
      done(null, takesRows(request.routeOptions.url) ? body : optionsOf(request, body));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Of a path that does not exist nothing is looked into. */
function optionsOf({ routeOptions }: FastifyRequest, body: Buffer): unknown {
  return routeOptions.url === undefined ? undefined : parseJson(body);
}
