import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeysFile } from '../../src/core/access/keys-file.js';
import { RateLimit } from '../../src/core/access/rate-limit.js';
import { roles, type Role } from '../../src/core/access/roles.js';
import { readConfiguration } from '../../src/core/configuration.js';
import { projectRoot } from '../../src/core/paths.js';
import { refuseOpenWithoutKeys } from '../../src/http/refuse-open.js';
import { openServer, type Json, type Received, type TestServer } from './server.fixture.js';

let folder: string;
let keysFile: string;
let server: TestServer;
const texts = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-keys-'));
  keysFile = join(folder, 'keys.jsonl');
  const file = new KeysFile(keysFile);
  for (const role of roles) texts.set(role, (await file.add({ '*': role }, role, new Date())).text);
  texts.set('finance', (await file.add({ finance: 'scorer' }, undefined, new Date())).text);
  server = await openServer({ keysFile, requestsPerMinute: 1_000_000 });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What no role may do is not looked into; what one may do is refused for its type, before anything is done. */
async function ask(method: string, url: string, key?: string): Promise<Received> {
  const authorization = key === undefined ? undefined : { authorization: `Bearer ${texts.get(key) ?? key}` };
  if (method === 'GET') return server.get(url, authorization);
  if (method === 'POST') return server.post(url, 'x', 'text/plain', authorization);
  const answered = await server.application.inject({ method: 'DELETE', url, headers: authorization });
  return { status: answered.statusCode, headers: answered.headers, text: answered.payload, json: undefined };
}

/** By the guide, not by the program's own table. */
function neededRole(method: string, path: string): Role | undefined {
  if (/^\/(livez|readyz)$|^\/v2\/health\//.test(path)) return undefined;
  if (/\/(promote|rollback)$|\/answers\/[^/]+$/.test(path)) return 'owner';
  if (method !== 'get' && /^\/v1\/(drafts|scenarios)$|^\/v1\/own\/[^/]+$/.test(path)) return 'owner';
  if (/\/train$/.test(path)) return 'trainer';
  if (method !== 'get' || /\/jobs\/[^/]+\/(result|rejects)$/.test(path)) return 'scorer';
  return 'reader';
}

describe('keys', () => {
  it('are asked for on every path of the API, with the role that the guide tells', async () => {
    const api = JSON.parse(await readFile(join(projectRoot, 'docs', 'openapi.json'), 'utf8'));
    const operations = Object.entries<Json>(api.paths).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => [method, path] as const),
    );
    expect(operations.length).toBeGreaterThan(300);
    const wrong: string[] = [];
    for (const [method, path] of [...operations, ['post', '/mcp'] as const]) {
      const needed = path === '/mcp' ? 'reader' : neededRole(method, path);
      const url = path
        .replace('{id}', '01J00000000000000000000000')
        .replace('{model}', 'finance.credit-scoring')
        .replace('{version}', '1');
      const statusOf = async (key?: string) => (await ask(method.toUpperCase(), url, key)).status;
      const told = (what: string) => wrong.push(`${method} ${path}: ${what}`);
      const bare = await statusOf();
      if (needed === undefined) {
        if (bare === 401) told('wants a key');
        continue;
      }
      if (bare !== 401) told(`${bare} without a key`);
      const below = roles[roles.indexOf(needed) - 1];
      if (below !== undefined && (await statusOf(below)) !== 403) told(`is open to ${below}`);
      const status = await statusOf(needed);
      if (status === 401 || status === 403) told(`is closed to ${needed}`);
    }
    expect(wrong).toEqual([]);
  });

  it('are told by 401 how to be sent, and by 403 which role is lacking', async () => {
    const bare = await server.get('/v1/scenarios');
    expect(bare.headers['www-authenticate']).toBe('Bearer realm="sextant"');
    expect(bare.json).toMatchObject({ status: 401, detail: 'This server wants a key.' });
    const unknown = await ask('GET', '/v1/scenarios', 'sextant_00000000_nothing');
    expect(unknown.headers['www-authenticate']).toContain('invalid_token');
    const closed = await ask('POST', '/v1/finance/credit-scoring/rollback', 'trainer');
    expect(closed.json.errors).toEqual([
      { expected: 'the role owner for finance', received: 'a key without it' },
    ]);
    expect((await ask('POST', '/v2/models/finance.credit-scoring/infer')).json).toEqual({
      error: expect.stringContaining('wants a key'),
    });
  });

  it('hold for industries: others are neither listed nor answered', async () => {
    const listed = (await ask('GET', '/v1/scenarios', 'finance')).json as { industry: string }[];
    expect(new Set(listed.map(({ industry }) => industry))).toEqual(new Set(['finance']));
    expect((await ask('GET', '/v1/city/population', 'finance')).status).toBe(403);
    expect((await ask('GET', '/v2/models/city.population', 'finance')).status).toBe(403);
    expect((await ask('GET', '/v1/jobs', 'finance')).status).toBe(403);
    expect((await ask('GET', '/v1/jobs?scenario=finance/credit-scoring', 'finance')).status).toBe(200);
    expect((await ask('GET', '/v1/jobs?scenario=city/population', 'finance')).status).toBe(403);
  });

  it('decide which tools a language model has', async () => {
    const tools = async (key: string) => {
      const headers = {
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${texts.get(key)}`,
      };
      const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
      const { text } = await server.post('/mcp', list, undefined, headers);
      return [...text.matchAll(/"name":"([\w-]+)","(?:title|description)/g)].map(([, name]) => name);
    };
    expect(await tools('reader')).not.toContain('predict');
    const finance = await tools('finance');
    expect(finance).toEqual(expect.arrayContaining(['finance_credit-scoring', 'predict']));
    expect(finance.filter((name) => /^(city|retail)_/.test(name) || name === 'train')).toEqual([]);
    expect(await tools('trainer')).toContain('train');
    expect(await tools('trainer')).not.toContain('promote');
    expect(await tools('owner')).toEqual(expect.arrayContaining(['train', 'promote', 'rollback']));
  });

  it('end when they are revoked, and let nobody in when their file is damaged', async () => {
    const file = new KeysFile(keysFile);
    const { key, text } = await file.add({ '*': 'reader' }, undefined, new Date());
    expect((await ask('GET', '/v1/scenarios', text)).status).toBe(200);
    await file.revoke(key.id, new Date());
    expect((await ask('GET', '/v1/scenarios', text)).status).toBe(401);
    expect(await readFile(keysFile, 'utf8')).not.toContain(text);
    const before = await readFile(keysFile, 'utf8');
    await appendFile(keysFile, 'no key\n');
    expect((await ask('GET', '/v1/scenarios', 'owner')).status).toBe(500);
    await rm(keysFile);
    await appendFile(keysFile, before);
    expect((await ask('GET', '/v1/scenarios', 'owner')).status).toBe(200);
  });

  it('ask as often as they may', async () => {
    const slow = await openServer({ keysFile, requestsPerMinute: 2 });
    try {
      const headers = { authorization: `Bearer ${texts.get('reader')}` };
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await slow.get('/v1/scenarios', headers)).status);
      expect(statuses).toEqual([200, 200, 429]);
      expect((await slow.get('/livez')).status).toBe(200);
    } finally {
      await slow.close();
    }
  });
});

it('a limit fills again evenly', () => {
  let now = 0;
  const limit = new RateLimit(6, () => now);
  for (let i = 0; i < 6; i++) expect(limit.take('a')).toBeUndefined();
  expect(limit.take('a')).toBe(10);
  expect(limit.take('b')).toBeUndefined();
  now = 5_000;
  expect(limit.take('a')).toBe(5);
  now = 10_000;
  expect(limit.take('a')).toBeUndefined();
});

it('a server that others can reach does not start without keys, unless somebody says so', async () => {
  const of = (environment: Record<string, string>) => refuseOpenWithoutKeys(readConfiguration(environment));
  await expect(of({ HOST: '0.0.0.0' })).rejects.toThrow('there are no keys');
  await expect(of({ HOST: '::' })).rejects.toThrow('there are no keys');
  await expect(of({ SEXTANT_KEYS_FILE: join(folder, 'none') })).rejects.toThrow('file of keys is not there');
  await of({ HOST: '0.0.0.0', SEXTANT_WITHOUT_KEYS: 'yes' });
  await of({ HOST: '0.0.0.0', SEXTANT_KEYS_FILE: keysFile });
  await of({});
  await of({ HOST: 'localhost' });
});
