import type { FastifyRequest } from 'fastify';

/** The template that a request's path fits, such as `/v1/:industry/:scenario`; one that fits none is not quoted. */
export function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'unknown';
}
