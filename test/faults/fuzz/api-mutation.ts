import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../../../src/core/random.js';
import {
  bodyOf,
  formPart,
  headerOf,
  oneLine,
  setForm,
  setHeader,
  type ApiRequest,
  type ApiWorld,
} from './api-request.js';
import { mangledTable } from './csv-mangling.js';
import { happens, pick } from './draw.js';
import { mutatedJson } from './json-mutation.js';
import { jsonText, oddText } from './odd-values.js';

/** Changes a request in place and says what it did; undefined where there is nothing of the kind to change. */
type Mutation = (request: ApiRequest, random: Random, world: ApiWorld) => string | undefined;

const json: Mutation = (request, random) => {
  if (request.json === undefined) return undefined;
  request.json = mutatedJson(request.json, random);
  return 'another JSON value';
};

const brokenJson: Mutation = (request, random) => {
  if (request.json === undefined) return undefined;
  const text = jsonText(request.json);
  const at = random.integer(text.length);
  const broken = pick(
    [
      text.slice(0, at),
      `${text.slice(0, at)}${oddText(random)}${text.slice(at)}`,
      `${text}${text}`,
      text.replaceAll('"', "'"),
      `\ufeff${text}`,
      `{"features":1,"features":${text}}`,
      `${text},`,
      '',
    ],
    random,
  );
  const encoding = pick(['utf8', 'utf8', 'utf16le', 'latin1'] as const, random);
  request.body = happens(15, random)
    ? Buffer.from(text).fill(0xff, at, at + 1)
    : Buffer.from(broken, encoding);
  return `the JSON as other text (${encoding})`;
};

const contentTypes = [
  ...[
    'application/json; charset=utf-16',
    'application/json;charset=',
    'APPLICATION/JSON',
    'application/jsonp',
  ],
  ...[
    'text/plain',
    'text/csv; charset=latin1; header=absent',
    'application/x-www-form-urlencoded',
    '*/*',
    ';',
    ',',
  ],
  ...[
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/mixed; boundary=x',
    'image/png',
    'x',
  ],
  ...[
    'application/problem+json',
    'application/gzip',
    'text/tab-separated-values',
    'application/json, text/csv',
  ],
];

const contentType: Mutation = (request, random) => {
  const type = happens(10, random)
    ? undefined
    : happens(10, random)
      ? oneLine(random)
      : pick(contentTypes, random);
  setHeader(request, 'Content-Type', type);
  return `content type ${type}`;
};

const contentEncoding: Mutation = (request, random) => {
  const body = bodyOf(request);
  if (!body) return undefined;
  const name = pick(['gzip', 'br', 'deflate', 'identity', 'gzip, gzip', 'x-unknown', ''], random);
  const isTrue = happens(60, random);
  if (isTrue && name.startsWith('gzip')) request.body = gzipSync(body);
  if (isTrue && name === 'br') request.body = brotliCompressSync(body);
  if (isTrue && name === 'deflate') request.body = deflateSync(body);
  setHeader(request, 'Content-Encoding', name);
  return `content encoding ${name}`;
};

const queryKeys = [
  'limit',
  'cursor',
  'state',
  'kind',
  'scenario',
  'delimiter',
  'seed',
  'search',
  'promote',
  'path',
];
const oddKeys = ['__proto__', 'constructor', 'toString', 'limit[]', 'limit[a]', '', '%', '%00', 'LIMIT', 'x'];

const query: Mutation = (request, random) => {
  const key = pick(happens(75, random) ? queryKeys : oddKeys, random);
  const value = oneLine(random);
  request.query.push(happens(85, random) ? `${key}=${encoded(value)}` : key);
  if (happens(20, random)) request.query.push(`${key}=${encoded(oneLine(random))}`);
  return 'an odd query';
};

/** As a path or query may hold it; half a surrogate pair has no such form. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

const oddParts = [
  '%00',
  '%2e%2e',
  '..%2f..%2fetc',
  '%',
  '%zz',
  '%ff',
  '.',
  '..',
  '',
  '%20',
  '0',
  '-1',
  '1.5',
  '99999',
];

const path: Mutation = (request, random) => {
  const parts = request.path.split('/');
  const at = 1 + random.integer(parts.length - 1);
  const odd = happens(50, random) ? pick(oddParts, random) : encoded(oneLine(random)).slice(0, 3000);
  const isId = /\{(?:id|version)\}/.test(request.operation?.path ?? '');
  const place = isId && happens(70, random) ? parts.findIndex((_, i) => i > 2 && i >= parts.length - 2) : at;
  parts[place] = happens(70, random) ? odd : `${parts[place]}${odd}`;
  request.path = parts.join('/');
  return 'an odd path';
};

const oddHeaders: readonly [name: string, values: readonly string[]][] = [
  [
    'Host',
    [
      '',
      'evil.example',
      '127.0.0.1:1',
      'localhost',
      '[::1]',
      'a b',
      'a'.repeat(500),
      '127.0.0.1.nip.example',
    ],
  ],
  ['Origin', ['null', 'http://evil.example', 'http://127.0.0.1:1', 'file://', 'x']],
  ['Sec-Fetch-Site', ['cross-site', 'same-site', 'same-origin', 'none', 'x']],
  ['Sec-Fetch-Mode', ['navigate', 'no-cors', 'x']],
  ['Accept', ['text/html', 'application/xml;q=0.9', '*/*;q=0', 'x', 'text/event-stream']],
  ['Accept-Encoding', ['gzip, br', 'identity;q=0', '*;q=0']],
  ['Last-Event-ID', ['0', '-1', 'x', '999999999', '1e3', '9'.repeat(40), '1, 2']],
  ['Idempotency-Key', ['', 'k', 'k'.repeat(300), '\u00ff', '__proto__', '"quoted"', 'a\tb']],
  ['Range', ['bytes=0-1', 'bytes=5-1', 'bytes=-1', 'rows=1-2', 'bytes=0-0,2-2']],
  ['If-None-Match', ['*', '"x"']],
  ['If-Modified-Since', ['Thu, 01 Jan 1970 00:00:00 GMT', 'x']],
  ['Expect', ['100-continue', 'x']],
  ['Upgrade', ['websocket', 'h2c']],
  ['X-HTTP-Method-Override', ['DELETE', 'x']],
  ['X-Forwarded-For', ['127.0.0.1', 'x'.repeat(2000)]],
  ['X-Forwarded-Host', ['evil.example']],
  ['Authorization', ['Basic eDp4', 'Bearer x']],
  ['Cookie', ['__proto__=1', 'a'.repeat(9000)]],
  ['Connection', ['Upgrade, close', 'close, x']],
  ['TE', ['trailers']],
  ['X-Long', ['x'.repeat(20_000)]],
  ['__proto__', ['x']],
  ['constructor', ['x']],
];

const header: Mutation = (request, random) => {
  const [name, values] = pick(oddHeaders, random);
  const value = pick(values, random);
  if (happens(15, random)) request.headers.push([name, value]);
  else setHeader(request, name, value);
  return `${name}: ${value.slice(0, 40)}`;
};

const methods = [
  'HEAD',
  'OPTIONS',
  'PUT',
  'TRACE',
  'PATCH',
  'DELETE',
  'POST',
  'GET',
  'PROPFIND',
  'get',
  'X',
  'QUERY',
];

const method: Mutation = (request, random) => {
  request.method = pick(methods, random);
  return `method ${request.method}`;
};

/** Partial; the length that is told is not that of the body. */
const framing: Mutation = (request, random) => {
  const length = bodyOf(request)?.length ?? 0;
  const told = [
    String(length + 10),
    String(Math.max(0, length - 5)),
    '-1',
    '1e3',
    '',
    '99999999999999999999',
    '5, 5',
  ];
  if (happens(60, random)) {
    setHeader(request, 'Content-Length', pick(told, random));
    return 'a false length';
  }
  setHeader(
    request,
    'Transfer-Encoding',
    pick(['chunked', 'gzip, chunked', 'x', 'chunked, chunked'], random),
  );
  if (happens(40, random)) request.headers.push(['Content-Length', String(length)]);
  const body = bodyOf(request) ?? Buffer.alloc(0);
  const size = pick(
    [body.length.toString(16), 'zz', '-1', 'ffffffffffffffff', `${body.length.toString(16)};x=y`],
    random,
  );
  const end = pick(['0\r\n\r\n', '', '0\r\nx-trailer: 1\r\n\r\n'], random);
  request.body = Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from(`\r\n${end}`)]);
  return 'a body in chunks';
};

const table: Mutation = (request, random, { tables }) => {
  const text = tables.get(request.operation?.scenario ?? '');
  if (!text || !takesTables(request)) return undefined;
  const { bytes, changes } = mangledTable(Buffer.from(text), random);
  delete request.json;
  request.body = bytes;
  setHeader(
    request,
    'Content-Type',
    pick(['text/csv', 'text/tab-separated-values', 'application/gzip'], random),
  );
  return `a mangled table (${changes.join(', ')})`;
};

const form: Mutation = (request, random, { tables }) => {
  const text = tables.get(request.operation?.scenario ?? '');
  if (!text || !takesTables(request)) return undefined;
  const odd = oneLine(random);
  const file = formPart('file', text, 'rows.csv');
  const parts = pick(
    [
      [formPart('file', text, odd.replaceAll('"', '%22'))],
      [formPart('file', text, 'a\0b.csv')],
      [formPart(odd.replaceAll('"', ''), odd), file],
      [file, file],
      [formPart('seed', odd), formPart('delimiter', odd), file],
      [formPart('file', text)],
      [formPart('__proto__', 'x'), file],
      [formPart('file', text, undefined, "Content-Type: text/csv\r\nX: filename*=UTF-8''a%00b.csv\r\n")],
      [
        Buffer.from(
          `Content-Disposition: form-data; name="file"; filename*=UTF-8''a%00b.csv\r\n\r\n${text}\r\n`,
        ),
      ],
      [Buffer.from(`Content-Type: text/csv\r\n\r\n${text}\r\n`)],
      Array.from({ length: 30 }, (_, i) => formPart(`field_${i}`, odd)),
      [],
    ],
    random,
  );
  setForm(request, parts);
  delete request.json;
  if (happens(20, random) && request.body) request.body = request.body.subarray(0, request.body.length - 8);
  return 'a form with odd parts';
};

function takesTables({ operation }: ApiRequest): boolean {
  return Object.keys(operation?.bodies ?? {}).includes('text/csv');
}

const mutations: readonly Mutation[] = [
  ...[json, json, json, brokenJson, contentType, contentEncoding, query, query, path, path],
  ...[header, header, method, table, table, form, form, framing],
];

/** Change a request in one to three ways. @param mayBreakFraming whether where it ends may be unclear */
export function mutate(
  request: ApiRequest,
  random: Random,
  { world, mayBreakFraming }: { world: ApiWorld; mayBreakFraming: boolean },
): void {
  const wanted = 1 + random.integer(3);
  for (let tries = 0; request.changes.length < wanted && tries < 20; tries++) {
    const mutation = pick(mutations, random);
    if (mutation === framing && (!mayBreakFraming || headerOf(request, 'Transfer-Encoding'))) continue;
    const done = mutation(request, random, world);
    if (done) request.changes.push(done);
  }
}
