import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerIn, sayProblem } from './language.js';
import { protectiveHeaders } from './protective-headers.js';
import { problemOf, sendProblem } from './problem-details.filter.js';

/** What Fastify finds wrong before any route is asked, such as a path that is no valid URL, as problem details. */
export function frameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = { ...problemOf(error), instance: request.url };
  void reply.headers(protectiveHeaders);
  sendProblem(sayProblem(problem, answerIn(request, reply)), request, reply);
}

const statusOfCode: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no HTTP at all, as problem details; the connection ends with it. */
export function clientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusOfCode[error.code ?? ''] ?? 400;
  const title = STATUS_CODES[status] ?? 'Bad Request';
  const body = JSON.stringify({ type: 'about:blank', title, status });
  const headers = {
    connection: 'close',
    'content-type': 'application/problem+json',
    'content-length': body.length,
    ...protectiveHeaders,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`${[`HTTP/1.1 ${status} ${title}`, ...lines].join('\r\n')}\r\n\r\n${body}`);
}
