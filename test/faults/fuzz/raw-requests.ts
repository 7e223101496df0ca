import type { Random } from '../../../src/core/random.js';
import { happens, pick } from './draw.js';
import type { ApiRequest } from './api-request.js';

/** What is no request, or one of another time or protocol. */
const raw: readonly [name: string, text: string][] = [
  ['nothing', '\r\n\r\n'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/0.9', 'GET /livez\r\n\r\n'],
  ['HTTP/1.0', 'GET /livez HTTP/1.0\r\n\r\n'],
  ['HTTP/9.9', 'GET /livez HTTP/9.9\r\nHost: x\r\n\r\n'],
  ['no host', 'GET /livez HTTP/1.1\r\n\r\n'],
  ['two hosts', 'GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
  [
    'another server',
    'GET http://evil.example/livez HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
  ],
  ['a star', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ['a space in the path', 'GET /li vez HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['bytes in the path', 'GET /\xff\xfe\x80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['NUL in the path', 'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['NUL in a header', 'GET /livez HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n'],
  ['a header without a colon', 'GET /livez HTTP/1.1\r\nHost x\r\n\r\n'],
  ['a space before the colon', 'GET /livez HTTP/1.1\r\nHost : x\r\n\r\n'],
  ['a folded header', 'GET /livez HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\nConnection: close\r\n\r\n'],
  ['LF alone', 'GET /livez HTTP/1.1\nHost: x\n\n'],
  ['a body for GET', 'GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody'],
  [
    'both lengths',
    'POST /v1/a/b/predict HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  [
    'two lengths',
    'POST /v1/a/b/predict HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbodyx',
  ],
  ['2,000 headers', `GET /livez HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(2000)}Connection: close\r\n\r\n`],
  ['a path of 100 kB', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a path of 10 kB', `GET /${'x'.repeat(10_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`],
  ['a long query', `GET /v1/jobs?${'a=b&'.repeat(3000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`],
  ['a websocket', 'GET /v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
];

export function rawRequest(random: Random): ApiRequest {
  const [name, text] = pick(raw, random);
  const bytes = happens(85, random) ? Buffer.from(text, 'latin1') : randomBytes(random);
  const method = /^[A-Z]+/.exec(text)?.[0] ?? 'GET';
  return { method, path: '', query: [], headers: [], raw: bytes, changes: [`raw: ${name}`] };
}

function randomBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: 1 + random.integer(300) }, () => random.integer(256)));
}
