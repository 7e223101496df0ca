import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotReadyError } from '../core/errors.js';
import { ArrivalLimit, mostSpans, type ArrivalSpeed } from './arrival-limit.js';
import { isUpload } from './job-upload.js';

/** Seconds until there is room again: predictions take milliseconds. */
const retryAfterSeconds = 1;

/** What must answer a server that is full, too, and streams that stay open for as long as somebody listens. */
const uncounted = /^\/(?:livez|readyz|metrics|v2\/health)(?:[/?]|$)|^\/v1\/jobs\/[^/]+\/events(?:[/?]|$)/;

type Done = (error?: Error) => void;
type SendDone = (error: null, payload: unknown) => void;

/**
 * Refuse requests beyond those that can be answered in good time, at once and with `Retry-After`: waiting in a line that only grows would
 * help nobody. There is room again as soon as one is answered or its connection ends. A request whose body still arrives is not answered
 * yet: as many again may arrive, as long as they do not dawdle.
 */
export function limitRequests(fastify: FastifyInstance, most: number, speed: ArrivalSpeed): void {
  const answered = new AnsweredRequests(most);
  const arrivals = new ArrivalLimit(most, speed);
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: Done) => {
    const { raw } = request;
    const isCounted = !uncounted.test(request.url);
    if (isCounted && answered.isFull) return done(full(most, 'answered'));
    const arrives = isArriving(raw);
    if (arrives && !arrivals.add(raw, isUpload(request))) return done(full(most, 'received'));
    if (isCounted && !arrives) answered.add(reply.raw);
    // Whoever sent a whole table has waited long enough.
    if (isCounted && arrives && isUpload(request)) raw.once('end', () => answered.add(reply.raw));
    done();
  });
  // The body is there, but for a table, which whoever answers reads.
  fastify.addHook('preValidation', (request: FastifyRequest, reply: FastifyReply, done: Done) => {
    if (uncounted.test(request.url) || isUpload(request) || answered.has(reply.raw)) return done();
    if (answered.isFull) return done(full(most, 'answered'));
    answered.add(reply.raw);
    done();
  });
  fastify.addHook('onResponse', ({ raw }: FastifyRequest, _reply: unknown, done: Done) => {
    if (isArriving(raw)) {
      arrivals.see(raw);
      forget(raw);
    }
    done();
  });
  endUnread(fastify, speed.seconds * mostSpans);
}

/**
 * Read the rest of a body that was answered before its end, so that the connection can go on. Whoever began to read it may have left
 * something that waits for it to be readable, which keeps it from flowing.
 */
function forget(raw: IncomingMessage): void {
  raw.removeAllListeners('readable').unpipe();
  // In the next tick Node stops what has lost its last listener, whatever flows by then.
  process.nextTick(() => raw.resume());
}

/** Whoever takes nothing of an answer for so long holds its place no longer. A stream of events has pauses of its own. */
function endUnread(fastify: FastifyInstance, seconds: number): void {
  fastify.addHook('onSend', ({ raw }: FastifyRequest, _reply: unknown, payload: unknown, done: SendDone) => {
    const isStream = uncounted.test(raw.url ?? '');
    // Node ends a connection whose time is over, and forgets the time when the answer has been sent.
    if (!isStream && raw.socket instanceof Socket) raw.socket.setTimeout(seconds * 1000);
    done(null, payload);
  });
}

/** Those that are worked on, until their answers have been sent. */
class AnsweredRequests {
  private readonly open = new Set<ServerResponse>();

  constructor(private readonly most: number) {}

  get isFull(): boolean {
    return this.open.size >= this.most;
  }

  has(response: ServerResponse): boolean {
    return this.open.has(response);
  }

  add(response: ServerResponse): void {
    if (response.closed) return;
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
  }
}

/** A request that is handed over inside the process came over no connection. */
function isArriving({ headers, complete, socket }: IncomingMessage): boolean {
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return hasBody && !complete && socket instanceof Socket;
}

function full(most: number, what: 'answered' | 'received'): NotReadyError {
  const message =
    what === 'answered'
      ? `${most} requests are being answered already.`
      : 'Too many requests are still arriving.';
  return new NotReadyError(message, retryAfterSeconds, {
    hint: 'Whoever runs the server may allow more: SEXTANT_MAX_REQUESTS.',
  });
}
