import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Configuration } from '../../src/core/configuration.js';
import { credit, line, openServer, type Json, type TestServer } from './server.fixture.js';

/* There is no login: names, origins and what browsers say of themselves decide who is answered. */

let local: TestServer;
let proxied: TestServer;
let open: TestServer;
let openToNamed: TestServer;
const servers: TestServer[] = [];
beforeAll(async () => {
  const serve = async (changes: Partial<Configuration>) => {
    servers.push(await openServer(changes));
    return servers.at(-1)!;
  };
  const hosts = [{ name: 'sextant.example' }, { name: 'other.example', port: 8443 }];
  local = await serve({});
  proxied = await serve({ hosts });
  open = await serve({ host: '0.0.0.0' });
  openToNamed = await serve({ host: '192.0.2.1', hosts });
  await local.train('basics/linear-regression');
  await local.application.listen(0, '127.0.0.1');
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

type Headers = Record<string, string>;

async function ask(server: TestServer, method: 'GET' | 'POST', url: string, headers: Headers) {
  const answer = await server.application.inject({ method, url, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload };
}

/** Nothing to go back to. */
const allowed = 404;
const order = async (server: TestServer, headers: Headers) =>
  (await ask(server, 'POST', `${credit}/rollback`, headers)).status;
const read = async (server: TestServer, headers: Headers, url = '/livez') =>
  (await ask(server, 'GET', url, headers)).status;

async function raw(sent: string): Promise<string> {
  const socket = connect((local.application.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
  socket.write(sent);
  return text(socket);
}

describe('a server for this machine alone', () => {
  it.each([
    ...['localhost', 'localhost:3000', 'LocalHost:1', 'localhost.', 'sextant.localhost', '127.0.0.1:3000'],
    ...['127.8.8.8', '[::1]:3000', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]:80'],
  ])('answers by the name %s', async (host) => {
    expect(await read(local, { host })).toBe(200);
  });

  it.each([
    ...[
      'evil.example',
      'evil.example:3000',
      'localhost.evil.example',
      'notlocalhost',
      '127.0.0.1.evil.example',
    ],
    ...['0.0.0.0:3000', '[::]', '10.0.0.1', '128.0.0.1', '[::2]', '[::ffff:8.8.8.8]', 'sextant.example'],
  ])('does not answer by the name %s, and says how it would', async (host) => {
    const { status, text: body } = await ask(local, 'GET', '/v1/jobs', { host });
    expect([status, JSON.parse(body)]).toEqual([
      421,
      {
        type: 'urn:sextant:problem:misdirected',
        title: 'misdirected',
        status: 421,
        detail: 'This server is not asked by that name.',
        hint: 'Whoever runs the server may allow it: SEXTANT_HOSTS.',
        errors: [{ expected: expect.any(String), received: JSON.stringify(host) }],
        instance: '/v1/jobs',
      },
    ]);
  });

  it.each(['a b', 'evil@localhost', 'localhost/evil', 'localhost, evil', '::1', 'localhost:99999'])(
    'refuses what is no name: %j',
    async (host) => {
      expect(await read(local, { host })).toBe(400);
    },
  );

  it('asks so on every path, whatever the method', async () => {
    const paths = [
      '/docs',
      '/docs/swagger-ui.css',
      '/openapi.json',
      '/metrics',
      '/livez',
      '/readyz',
      '/',
      '/no',
    ];
    const headers = { host: 'evil.example', 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' };
    for (const url of [
      ...paths,
      '/v1/scenarios',
      credit,
      `${credit}/predict`,
      '/v1/jobs/1/events',
      '/v1/jobs/1/result',
    ]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE', 'PUT'] as const) {
        const { statusCode } = await local.application.inject({ method, url, headers });
        expect([method, url, statusCode]).toEqual([method, url, 421]);
      }
    }
  });

  it.each([
    ['no name', '', 400],
    ['an empty name', 'Host:\r\n', 400],
    ['two names', 'Host: localhost\r\nHost: evil.example\r\n', 400],
    ['one name', 'Host: localhost\r\n', 200],
    ['an expectation that nobody knows', 'Host: localhost\r\nExpect: wonders\r\n', 200],
    ['another protocol to go on with', 'Host: evil.example\r\nUpgrade: websocket\r\n', 421],
  ])('over the wire with %s', async (_, headers, status) => {
    const answer = await raw(`GET /livez HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    expect(answer).toMatch(`HTTP/1.1 ${status} `);
    expect(answer).toContain('\r\nx-content-type-options: nosniff\r\n');
  });

  it('over the wire of old, or as a proxy is asked', async () => {
    expect(await raw('GET /livez HTTP/1.0\r\n\r\n')).toMatch('HTTP/1.1 421 ');
    const rest = 'HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    expect(await raw(`GET http://evil.example/livez ${rest}`)).toMatch('HTTP/1.1 421 ');
    expect(await raw(`GET http://localhost/livez ${rest}`)).toMatch('HTTP/1.1 200 ');
  });
});

describe('names that were allowed', () => {
  it('are answered, at the port that was named or at any', async () => {
    for (const host of ['sextant.example', 'sextant.example:81', 'other.example:8443', 'localhost:3000']) {
      for (const server of [proxied, openToNamed])
        expect([host, await read(server, { host })]).toEqual([host, 200]);
    }
    for (const host of ['other.example', 'other.example:80', 'evil.example', '192.0.2.7']) {
      for (const server of [proxied, openToNamed])
        expect([host, await read(server, { host })]).toEqual([host, 421]);
    }
  });

  it('may order from their pages, over https and behind a proxy that asks by a name of its own, too', async () => {
    const host = 'localhost:3000';
    expect(await order(proxied, { host, origin: 'https://sextant.example' })).toBe(allowed);
    expect(await order(proxied, { host, origin: 'http://sextant.example:8080' })).toBe(allowed);
    expect(await order(proxied, { host, origin: 'https://other.example:8443' })).toBe(allowed);
    expect(await order(proxied, { host, origin: 'https://other.example' })).toBe(403);
    expect(await order(proxied, { host: 'sextant.example', origin: 'https://evil.example' })).toBe(403);
  });
});

describe('a server for other machines', () => {
  it('answers by any name as long as none was named', async () => {
    for (const host of ['anything.example', '192.0.2.1:3000', 'localhost']) {
      expect(await read(open, { host })).toBe(200);
    }
    expect(await read(open, { host: 'a b' })).toBe(400);
  });

  it('takes orders from its own pages alone', async () => {
    const host = '192.0.2.1:3000';
    expect(await order(open, { host, origin: 'http://192.0.2.1:3000' })).toBe(allowed);
    for (const origin of ['http://evil.example', 'http://192.0.2.1', 'https://192.0.2.1:3000', 'null']) {
      expect([origin, await order(open, { host, origin })]).toEqual([origin, 403]);
    }
  });
});

describe('an order', () => {
  const host = 'localhost:3000';
  const own = 'http://localhost:3000';

  it.each<[string, Headers, number]>([
    ['a program', {}, allowed],
    ['a page of this server', { origin: own }, allowed],
    ['a page of this server', { origin: own, 'sec-fetch-site': 'same-origin' }, allowed],
    ['the user', { 'sec-fetch-site': 'none' }, allowed],
    ['a page at another port', { origin: 'http://localhost:5173' }, 403],
    ['a page at another port', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page by another name', { origin: 'http://127.0.0.1:3000' }, 403],
    ['a page over https', { origin: 'https://localhost:3000' }, 403],
    ['another site', { origin: 'http://evil.example' }, 403],
    ['another site', { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }, 403],
    ['another site', { origin: own, 'sec-fetch-site': 'cross-site' }, 403],
    [
      'another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      403,
    ],
    ['a page without a site', { origin: 'null' }, 403],
    ['nobody knows whom', { origin: '' }, 403],
    ['nobody knows whom', { origin: `${own}, http://evil.example` }, 403],
    ['nobody knows whom', { origin: 'http://user@localhost:3000' }, 403],
    ['nobody knows whom', { 'sec-fetch-site': 'odd' }, 403],
  ])('of %s, with %j, is answered %d', async (_, headers, status) => {
    expect(await order(local, { host, ...headers })).toBe(status);
  });

  it('needs no port where it is the usual one', async () => {
    expect(await order(local, { host: 'localhost:80', origin: 'http://localhost' })).toBe(allowed);
    expect(await order(local, { host: 'localhost', origin: 'http://localhost:80' })).toBe(allowed);
  });

  it('of another site is told why', async () => {
    const { text: body } = await ask(local, 'POST', `${credit}/rollback`, {
      host,
      origin: 'http://evil.example',
    });
    expect(JSON.parse(body)).toMatchObject({
      type: 'urn:sextant:problem:forbidden',
      status: 403,
      detail: 'A page of another site may not order this.',
      hint: expect.stringContaining('SEXTANT_HOSTS'),
    });
  });
});

describe('what is asked', () => {
  const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  it.each<[string, Headers, number]>([
    ['another site leads there by a link', { 'sec-fetch-site': 'cross-site', ...link }, 200],
    ['it shows it in a frame', { 'sec-fetch-site': 'cross-site', ...link, 'sec-fetch-dest': 'iframe' }, 403],
    ['its page loads it', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['a page at another port loads it', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }, 403],
    ['a page of this server loads it', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 200],
  ])('where %s: %j is answered %d', async (_, headers, status) => {
    for (const url of ['/docs', '/v1/scenarios', '/metrics']) {
      expect([url, await read(local, headers, url)]).toEqual([url, status]);
    }
    const { statusCode } = await local.application.inject({
      method: 'OPTIONS',
      url: `${credit}/predict`,
      headers,
    });
    expect(statusCode).toBe(status === 200 && headers['sec-fetch-site'] === 'same-origin' ? 204 : 403);
  });
});

describe('every answer', () => {
  const protections = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  };

  it.each<[string, string, number, Headers?]>([
    ['GET', '/livez', 200],
    ['GET', '/metrics', 200],
    ['GET', '/docs', 200],
    ['HEAD', '/docs', 200],
    ['GET', '/docs/swagger-ui.css', 200],
    ['GET', '/openapi.json', 200],
    ['GET', '/v1/scenarios', 200],
    ['GET', `${line}/plot.svg`, 200],
    ['GET', `${line}/model-card`, 200],
    ['OPTIONS', `${credit}/predict`, 204],
    ['GET', '/v1/%zz', 400],
    ['GET', `/v1/${'x'.repeat(300)}/y`, 414],
    ['POST', `${credit}/rollback`, 403, { origin: 'null' }],
    ['GET', '/nothing', 404],
    ['POST', '/livez', 405],
    ['POST', `${credit}/predict`, 415, { 'content-type': 'text/plain' }],
    ['GET', '/livez', 421, { host: 'evil.example' }],
    ['GET', '/readyz', 200],
  ])('protects itself: %s %s is %d', async (method, url, status, headers = {}) => {
    const payload = headers['content-type'] === undefined ? undefined : 'x';
    const options = { method: method as 'GET', url, headers, payload };
    const answer = await local.application.inject(options);
    expect([answer.statusCode, answer.headers]).toEqual([status, expect.objectContaining(protections)]);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each(['NONSENSE\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`])(
    'to what is no request, too',
    async (sent) => {
      const answer = await raw(sent);
      for (const name of Object.keys(protections)) expect(answer).toContain(`\r\n${name}: `);
    },
  );

  it('that is the page to try the API loads its own files and its own script, and nothing else', async () => {
    const { headers, text: page } = await ask(local, 'GET', '/docs', {});
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[A-Za-z0-9+/=]+'; /);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map((match: Json) => match[1] as string);
    const digests = await Promise.all(
      scripts.map((script) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(script))),
    );
    expect(digests).toHaveLength(1);
    expect(policy).toContain(`'sha256-${Buffer.from(digests[0]).toString('base64')}'`);
  });
});
