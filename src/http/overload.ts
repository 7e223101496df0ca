import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotReadyError } from '../core/errors.js';

/** Seconds until there is room again: predictions take milliseconds. */
const retryAfterSeconds = 1;

/** What must answer a server that is full, too, and streams that stay open for as long as somebody listens. */
const uncounted = /^\/(?:livez|readyz|metrics)(?:[/?]|$)|^\/v1\/jobs\/[^/]+\/events(?:[/?]|$)/;

/**
 * Refuse requests beyond those that can be answered in good time, at once and with `Retry-After`: waiting in a line that only grows would
 * help nobody. There is room again as soon as one is answered or its connection ends.
 */
export function limitRequests(fastify: FastifyInstance, most: number): void {
  let open = 0;
  fastify.addHook(
    'onRequest',
    (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => {
      if (uncounted.test(request.url)) return done();
      if (open >= most) return done(full(most));
      open++;
      reply.raw.once('close', () => open--);
      done();
    },
  );
}

function full(most: number): NotReadyError {
  return new NotReadyError(`${most} requests are being answered already.`, retryAfterSeconds, {
    hint: 'Whoever runs the server may allow more: SEXTANT_MAX_REQUESTS.',
  });
}
