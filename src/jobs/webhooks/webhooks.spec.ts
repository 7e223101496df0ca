import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readConfiguration } from '../../core/configuration.js';
import { add, database, store, useStores } from '../store/stores.fixture.js';
import { isInside } from './private-address.js';
import { signed } from './post-webhook.js';
import { webhookSchema } from './webhook-body.js';
import { waits, webhooksOf, type Webhooks } from './webhooks.js';

useStores();

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const secret = Buffer.from('a secret of more than twenty-four bytes');
const written = `whsec_${secret.toString('base64')}`;
const never = new AbortController().signal;

let folder: string;
let server: Server;
let received: Received[];
/** What the server answers, one after the other; then 204. */
let answers: number[];
let logged: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-webhooks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  [received, answers, logged] = [[], [], ''];
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString(),
      });
      const status = answers.shift() ?? 204;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function hooksOf(webhooks: unknown, hosts = '127.0.0.1'): Promise<Webhooks> {
  const file = join(folder, 'webhooks.json');
  await writeFile(file, JSON.stringify({ webhooks }));
  const environment = { SEXTANT_HOME: folder, SEXTANT_WEBHOOKS_FILE: file, SEXTANT_WEBHOOK_HOSTS: hosts };
  const { jobs: configuration } = readConfiguration(environment);
  const logger = pino({}, { write: (line: string) => (logged += line) });
  const opened = await webhooksOf({ database, store, configuration, logger });
  if (!opened) throw new Error('no webhooks');
  return opened;
}

const toServer = () => hooksOf([{ url: `${origin()}/ended`, secret: written }]);

async function ended(state: 'succeeded' | 'failed' | 'cancelled' = 'succeeded'): Promise<string> {
  const id = await add();
  const error =
    state === 'failed' ? { code: 'invalid-input', message: 'The column "age" is wrong.' } : undefined;
  await store.end(id, state, {
    error,
    ...(state === 'succeeded' && { result: { secretFigure: 42 }, done: 7 }),
  });
  return id;
}

/** As if the time until the next attempt had passed. */
const passTime = () => database.executeSql('UPDATE sextant.webhook_delivery SET next_at = now()');
const waiting = async () => {
  const text = `SELECT attempt, extract(epoch FROM next_at - now())::float8 AS seconds FROM sextant.webhook_delivery`;
  return (await database.executeSql<{ attempt: number; seconds: number }>(text)).rows;
};

describe('the end of a job', () => {
  it('is told once, signed, without a value', async () => {
    const hooks = await toServer();
    const id = await ended();
    await hooks.tell(never);
    await hooks.tell(never);
    expect(received).toHaveLength(1);
    const [{ path, headers, body }] = received;
    expect(path).toBe('/ended');
    const told = webhookSchema.parse(JSON.parse(body));
    expect(told).toMatchObject({
      type: 'job.succeeded',
      data: { id, kind: 'batch', scenario: 'test/tiny', state: 'succeeded', done: 7, unit: 'rows' },
    });
    expect(told.data.links.self).toBe(`/v1/jobs/${id}`);
    expect(body).not.toContain('42');
    const content = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`;
    const expected = createHmac('sha256', secret).update(content).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect(await waiting()).toEqual([]);
  });

  it('is told of failures by their code alone, and of the asked ends only', async () => {
    const hooks = await hooksOf([{ url: origin(), secret: written, states: ['failed'] }]);
    await ended('cancelled');
    await ended('failed');
    await hooks.tell(never);
    expect(received).toHaveLength(1);
    expect(JSON.parse(received[0].body)).toMatchObject({
      type: 'job.failed',
      data: { code: 'invalid-input' },
    });
    expect(received[0].body).not.toContain('age');
  });

  it('is told again after 500 and after a restart, under the same id', async () => {
    answers = [500, 503];
    const id = await ended();
    await (await toServer()).tell(never);
    const [{ attempt, seconds }] = await waiting();
    expect(attempt).toBe(1);
    expect(Math.abs(seconds - waits[0])).toBeLessThan(3);
    const restarted = await toServer();
    await restarted.tell(never);
    expect(received).toHaveLength(1);
    await passTime();
    await restarted.tell(never);
    await passTime();
    await restarted.tell(never);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(`${id}.succeeded`));
    expect(await waiting()).toEqual([]);
    expect(logged).toContain('it answered 500');
  });

  it('is given up after so many attempts, and the log says so', async () => {
    answers = Array<number>(20).fill(500);
    const hooks = await toServer();
    await ended();
    for (let i = 0; i < waits.length + 3; i++) {
      await hooks.tell(never);
      await passTime();
    }
    expect(received).toHaveLength(waits.length + 1);
    expect(logged).toContain(`given up after ${waits.length + 1} attempts`);
    expect(logged).not.toContain(written);
  });

  it('follows no redirect', async () => {
    answers = [302];
    const hooks = await toServer();
    await ended();
    await hooks.tell(never);
    expect(received.map(({ path }) => path)).toEqual(['/ended']);
    expect(logged).toContain('it answered 302');
  });

  it('is not told to an address inside that is not listed itself', async () => {
    const { port } = server.address() as AddressInfo;
    const hooks = await hooksOf([{ url: `http://localhost:${port}/`, secret: written }], 'localhost');
    await ended();
    await hooks.tell(never);
    expect(received).toEqual([]);
    expect(logged).toContain('an address inside that SEXTANT_WEBHOOK_HOSTS does not list');
  });
});

describe('the file of webhooks', () => {
  it.each([
    [
      'another host',
      [{ url: 'https://example.org/', secret: written }],
      'SEXTANT_WEBHOOK_HOSTS',
      '/webhooks/0/url',
    ],
    [
      'another port',
      [{ url: 'http://127.0.0.1:9/', secret: written }],
      'SEXTANT_WEBHOOK_HOSTS',
      '/webhooks/0/url',
    ],
    [
      'a short secret',
      [{ url: 'http://127.0.0.1:8/', secret: 'whsec_c2hvcnQ=' }],
      '24 bytes',
      '/webhooks/0/secret',
    ],
    ['another scheme', [{ url: 'file:///etc/passwd', secret: written }], 'https://', '/webhooks/0/url'],
  ])('with %s is refused with its place', async (_name, webhooks, expected, pointer) => {
    const refused = await hooksOf(webhooks, '127.0.0.1:8').catch((error: unknown) => error);
    const [detail] = (refused as { details: { pointer: string; expected: string; received: string }[] })
      .details;
    expect(detail.pointer).toBe(pointer);
    expect(detail.expected).toContain(expected);
    expect(JSON.stringify(detail)).not.toContain('c2hvcnQ');
  });
});

describe('a signature', () => {
  it('is that of the example of Standard Webhooks', () => {
    // The example of the specification's own libraries (standard-webhooks, libraries/javascript, 2023).
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };
    const headers = signed(message, key, new Date(1_614_265_330_000));
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(headers['webhook-timestamp']).toBe('1614265330');
  });
});

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is not', (address) =>
    expect(isInside(address)).toBe(false),
  );
});
