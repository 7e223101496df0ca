import { ForbiddenException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuse what a page of another site sends through somebody's browser. There is no login: whoever runs the browser may use a server
 * on the same machine, and a form with a file or a request without a body needs no permission of the server to be sent. Browsers say
 * where a request comes from; programs do not, and are not meant.
 */
export function refuseOtherSites(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) => {
    const isForeign = request.headers['sec-fetch-site'] === 'cross-site';
    if (isForeign && !reading.has(request.method))
      done(new ForbiddenException('A page of another site may not order this.'));
    else done();
  });
}
