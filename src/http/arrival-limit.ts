import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientError } from './framework-errors.js';
import { isUpload } from './job-upload.js';

/** A request that has not arrived whole so long after its head is given up; a table that is sent, when nothing came for so long. */
const arrivalMilliseconds = 120_000;

/**
 * Give up requests that do not arrive. Node's own limit holds for every request alike, and a table of many gigabytes may take hours
 * while bytes keep coming.
 */
export function limitArrival(fastify: FastifyInstance, milliseconds = arrivalMilliseconds): void {
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: unknown, done: () => void) => {
    const { raw } = request;
    const { headers, complete } = raw;
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    // A request that is handed over inside the process came over no connection.
    if (hasBody && !complete && raw.socket instanceof Socket)
      watch(raw, { milliseconds, mayGoOn: isUpload(request) });
    done();
  });
}

function watch(
  raw: IncomingMessage,
  { milliseconds, mayGoOn }: { milliseconds: number; mayGoOn: boolean },
): void {
  let seen = raw.socket.bytesRead;
  const look = (): void => {
    if (raw.complete) return;
    const { bytesRead } = raw.socket;
    if (!mayGoOn || bytesRead === seen) return giveUp(raw);
    seen = bytesRead;
    timer.refresh();
  };
  const timer = setTimeout(look, milliseconds).unref();
  raw.once('end', () => clearTimeout(timer));
  raw.once('close', () => clearTimeout(timer));
}

function giveUp({ socket }: IncomingMessage): void {
  socket.once('finish', () => socket.destroy());
  clientError(Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
}
