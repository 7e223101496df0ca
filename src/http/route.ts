import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of what the browser app was sent: its page whatever the address, or one of its files. */
    appRoute?: '/{page}' | '/{file}';
  }
}

/** The template that a request's path fits, such as `/v1/:industry/:scenario`; one that fits none is not quoted. */
export function routeOf({ routeOptions, appRoute }: FastifyRequest): string {
  return appRoute ?? routeOptions.url ?? 'unknown';
}
