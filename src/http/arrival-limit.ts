import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { clientError } from './framework-errors.js';
import { takesUploads } from './job-upload.js';

/** A request that has not arrived whole so long after its head is given up; a table that is sent, when nothing comes for so long. */
const arrivalMilliseconds = 120_000;

/**
 * Give up requests that do not arrive. Node's own limit holds for every request alike, and a table of many gigabytes may take hours
 * while bytes keep coming.
 */
export function limitArrival(application: NestFastifyApplication): void {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', ({ raw, routeOptions }: FastifyRequest, _reply: unknown, done: () => void) => {
    const { headers, complete } = raw;
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    if (hasBody && !complete) watch(raw, takesUploads(routeOptions.url));
    done();
  });
}

function watch(raw: IncomingMessage, isUpload: boolean): void {
  const giveUp = (): void => {
    if (!raw.complete)
      clientError(Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), raw.socket);
  };
  if (isUpload) {
    const { socket } = raw;
    socket.setTimeout(arrivalMilliseconds, giveUp);
    raw.once('close', () => socket.setTimeout(0, giveUp));
    return;
  }
  const timer = setTimeout(giveUp, arrivalMilliseconds).unref();
  raw.once('end', () => clearTimeout(timer));
  raw.once('close', () => clearTimeout(timer));
}
