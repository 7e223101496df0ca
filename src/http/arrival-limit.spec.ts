import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { limitArrival } from './arrival-limit.js';

let server: FastifyInstance;
let port: number;
beforeAll(async () => {
  server = fastify({ requestTimeout: 0 });
  server.addContentTypeParser('text/csv', (_request, payload: Readable, done) => done(null, payload));
  limitArrival(server, 400);
  server.post('/v1/:industry/:scenario/predict', () => 'answered');
  server.post('/v1/:industry/:scenario/batches', async ({ body }) => {
    return String((await buffer(body as Readable)).length);
  });
  await server.listen({ port: 0 });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** Sends a request piece by piece, with a pause before each; the answer when the server has ended the connection. */
async function sendSlowly(
  endpoint: string,
  type: string,
  pieces: readonly string[],
  length: number,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.on('error', () => undefined);
  const ended = once(socket, 'close');
  socket.write(
    `POST /v1/a/b/${endpoint} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
  );
  for (const piece of pieces) {
    await wait(100);
    if (socket.writable) socket.write(piece);
  }
  await ended;
  return received;
}

const pieces = Array.from({ length: 10 }, () => 'a,b\n');

describe('a request that does not arrive', () => {
  it.each([
    ['predict', 'application/json', []],
    ['predict', 'application/json', pieces],
    ['batches', 'application/json', pieces],
    ['batches', 'text/csv', []],
    ['batches', 'text/csv', pieces.slice(0, 5)],
  ])('is given up in the end: %s, %s, %j', async (endpoint, type, sent) => {
    const received = await sendSlowly(endpoint, type, sent, 1000);
    expect(received).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(received).toContain('application/problem+json');
  });

  it('is told from a table of which pieces keep coming', async () => {
    const received = await sendSlowly('batches', 'text/csv', pieces, 40);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(received).toMatch(/\r\n\r\n40$/);
  });
});
