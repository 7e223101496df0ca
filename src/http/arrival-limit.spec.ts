import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { limitRequests } from './overload.js';

const most = 8;
const large = Buffer.alloc(1024 ** 2);

let server: FastifyInstance;
let port: number;
let sockets: Socket[];
/** Goes on with requests to `wait`. */
let release: () => void;

/** @param bytes that must come in each span of so many seconds */
async function listen(bytes: number, seconds = 0.5): Promise<void> {
  server = fastify({ requestTimeout: 0 });
  server.addContentTypeParser('text/csv', (_request, payload: Readable, done) => done(null, payload));
  limitRequests(server, most, { seconds, bytes });
  const released = new Promise<void>((resolve) => (release = resolve));
  server.get('/quick', () => 'quick');
  server.get('/large', (_request, reply) => reply.send(Readable.from(Array<Buffer>(64).fill(large))));
  server.post('/wait', () => released.then(() => 'waited'));
  server.post('/v1/:industry/:scenario/train', async ({ body }) => {
    const pieces = (body as Readable).iterator({ destroyOnReturn: false });
    await pieces.next();
    // Still waits when it is answered.
    void pieces.next();
    return 'early';
  });
  server.post('/v1/:industry/:scenario/predict', () => 'answered');
  server.post('/v1/:industry/:scenario/batches', async ({ body }) => {
    return String((await buffer(body as Readable)).length);
  });
  await server.listen({ port: 0, host: '0.0.0.0' });
  port = (server.server.address() as AddressInfo).port;
}

beforeEach(() => {
  sockets = [];
});
afterEach(async () => {
  release();
  for (const socket of sockets) socket.destroy();
  await server.close();
});

/** What has been received over a connection, and its end. */
interface Sending {
  socket: Socket;
  received: () => string;
  ended: Promise<unknown>;
}

function send(path: string, type: string, length: number, connection = 'close', from?: string): Sending {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  sockets.push(socket);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.on('error', () => undefined);
  const ended = once(socket, 'close');
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
  );
  return { socket, received: () => received, ended };
}

/** Sends a request piece by piece, with a pause before each; the answer when the server has ended the connection. */
async function sendSlowly(
  endpoint: string,
  type: string,
  pieces: readonly string[],
  length: number,
): Promise<string> {
  const { socket, received, ended } = send(`/v1/a/b/${endpoint}`, type, length);
  for (const piece of pieces) {
    await wait(100);
    if (socket.writable) socket.write(piece);
  }
  await ended;
  return received();
}

async function get(path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}

async function predict(): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}/v1/a/b/predict`, {
    method: 'POST',
    headers,
    body: '{}',
  });
  return answer.status;
}

const requestTimeout = /^HTTP\/1\.1 408 Request Timeout\r\n/;
const pieces = Array.from({ length: 15 }, () => 'a,b\n');

describe('a request that does not arrive', () => {
  beforeEach(() => listen(8));

  it.each([
    ['predict', 'application/json', 'nothing', 0],
    ['predict', 'application/json', 'a,b\n', 60],
    ['batches', 'application/json', '{', 1],
    ['batches', 'text/csv', 'nothing', 0],
    ['batches', 'text/csv', 'a,b\n', 5],
    // Too little, however long it goes on.
    ['batches', 'text/csv', 'a', 15],
  ])('is given up in the end: %s, %s, %j %d times', async (endpoint, type, piece, times) => {
    const received = await sendSlowly(endpoint, type, Array<string>(times).fill(piece), 1000);
    expect(received).toMatch(requestTimeout);
    expect(received).toContain('application/problem+json');
    expect(received).toContain('x-content-type-options: nosniff');
  });

  it('is told from a table of which pieces keep coming', async () => {
    const received = await sendSlowly('batches', 'text/csv', pieces, 60);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(received).toMatch(/\r\n\r\n60$/);
  });

  it('does not stay open when it was answered before, either', async () => {
    const { received, ended } = send('/nowhere', 'text/csv', 1000);
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 (?:404|415) /);
  });
});

describe('requests that are refused before their bodies are read', () => {
  it.each(['close', 'keep-alive'])('hold no place once they have come: %s', async (connection) => {
    await listen(8, 100);
    for (let count = 0; count < most * 3; count++) {
      const { socket, received } = send('/v1/a/b/predict', 'text/strange', 4, connection);
      socket.write('body');
      while (!received().includes('\r\n\r\n')) await wait(1);
      expect(received()).toMatch(/^HTTP\/1\.1 415 /);
    }
    expect(await predict()).toBe(200);
  });

  it('leave their connection to the next request', async () => {
    await listen(8, 100);
    const { socket, received } = send('/v1/a/b/predict', 'text/strange', 4, 'keep-alive');
    socket.write('body');
    while (!received().includes('HTTP/1.1 415 ')) await wait(1);
    socket.write('GET /quick HTTP/1.1\r\nhost: x\r\n\r\n');
    while (!received().includes('HTTP/1.1 200 ')) await wait(1);
    expect(received()).toMatch(/quick$/);
  });
});

describe('requests that do not arrive', () => {
  // Far more than what comes, and for so long that only want of room ends them.
  const idle = (count: number, from?: string) =>
    Array.from({ length: count }, () => send('/v1/a/b/predict', 'application/json', 1000, 'close', from));

  const isRefused = ({ received }: Sending) => received().startsWith('HTTP/1.1 503 ');

  /** Until all but those that have places have been refused. */
  async function areThere(sent: readonly Sending[], places = (most * 3) / 4): Promise<void> {
    while (sent.filter(isRefused).length < sent.length - places) await wait(5);
  }

  it('do not keep others from being answered', async () => {
    await listen(1_000_000, 100);
    await areThere(idle(most * 3));
    expect(await get('/quick')).toBe(200);
  });

  it('of one address leave room for those of others', async () => {
    await listen(1_000_000, 100);
    const sent = idle(most * 2, '127.0.0.2');
    await areThere(sent);
    expect(await predict()).toBe(200);
    await areThere(idle(most), most / 4);
    expect(await predict()).toBe(503);
    expect(sent.filter(isRefused)).toHaveLength(most * 2 - (most * 3) / 4);
  });

  it('give up their places as soon as others need them', async () => {
    await listen(1_000_000);
    const first = idle((most * 3) / 4);
    await wait(200);
    expect(first.map(({ received }) => received())).toEqual(first.map(() => ''));
    expect(await predict()).toBe(200);
    expect(first.filter(({ received }) => requestTimeout.test(received())).length).toBeGreaterThan(0);
  });
});

describe('a table that is answered before its end', () => {
  it('is read and forgotten, and its connection goes on', async () => {
    await listen(8, 100);
    const { socket, received } = send('/v1/a/b/train', 'text/csv', 4_000_000, 'keep-alive');
    socket.write('a');
    while (!received().includes('early')) await wait(5);
    socket.write('b'.repeat(3_999_999));
    socket.write('GET /quick HTTP/1.1\r\nhost: x\r\n\r\n');
    while (!received().endsWith('quick')) await wait(5);
    expect(received().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

describe('requests that are answered', () => {
  beforeEach(() => listen(8));

  it('are so many at once, and those whose bodies have come meanwhile are told to come again', async () => {
    const late = send('/wait', 'application/json', 2);
    await wait(50);
    const waiting = Array.from({ length: most }, () => send('/wait', 'application/json', 2));
    for (const { socket } of waiting) socket.write('{}');
    while ((await get('/quick')) !== 503) await wait(5);
    late.socket.write('{}');
    await late.ended;
    expect(late.received()).toMatch(/^HTTP\/1\.1 503 /);
    release();
    await Promise.all(waiting.map(({ ended }) => ended));
    expect(waiting.map(({ received }) => received().slice(0, 12))).toEqual(waiting.map(() => 'HTTP/1.1 200'));
    expect(await get('/quick')).toBe(200);
  });

  it('and whose answers nobody takes end, too', async () => {
    const readers = Array.from({ length: most }, () => connect(port, '127.0.0.1').pause());
    sockets.push(...readers);
    for (const socket of readers) {
      socket.on('error', () => undefined);
      socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    }
    while ((await get('/quick')) !== 503) await wait(5);
    while ((await get('/quick')) !== 200) await wait(50);
  });
});
