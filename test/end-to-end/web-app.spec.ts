import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { openServer, type TestServer } from './server.fixture.js';

const folder = join(projectRoot, 'dist', 'web');
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** Files that the page names, which a browser loads before it shows anything. */
const first = readFileSync(join(folder, 'index.html'), 'utf8').match(/\/assets\/[\w.-]+/g) ?? [];

describe('the browser app', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await openServer();
  });

  afterAll(() => server.close());

  it.each([
    '/',
    '/finance/credit-scoring',
    '/finance/credit-scoring/batch',
    '/jobs/01M8NRHN60KQKR4BQ3G3PQKKG4',
  ])('is served at %s to who asks for HTML, under a policy without anything inline', async (path) => {
    const { status, headers, text } = await server.get(path, html);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'/,
    );
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)|https?:/);
  });

  it.each(['/', '/finance/credit-scoring'])('is not there for a program that asks for %s', async (path) => {
    const { status, headers } = await server.get(path, { accept: 'application/json' });
    expect([status, headers['content-type']]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    expect((await server.get(path)).status).toBe(404);
  });

  it('is told from what is not there in the log and the metrics', async () => {
    await server.get('/finance/credit-scoring', html);
    for (const path of first) await server.get(path);
    const { text } = await server.get('/metrics');
    expect(text).toMatch(/route="\/\{page\}"/);
    expect(text).toMatch(/route="\/\{file\}"/);
    expect(text).not.toContain('/assets/');
  });

  it('leaves the API alone, also where nothing is', async () => {
    expect((await server.get('/v1/scenarios', html)).headers['content-type']).toContain('json');
    expect((await server.get('/v1/nothing/here', html)).status).toBe(404);
    expect((await server.get('/docs', html)).text).toContain('swagger');
    expect((await server.post('/finance/credit-scoring', {}, 'application/json', html)).status).toBe(404);
    expect((await server.get('/assets/../../package.json', html)).text).not.toContain('devDependencies');
  });

  it('has files that never change under their names, sent as they were compressed', async () => {
    for (const path of first) {
      const { headers } = await server.get(path, { 'accept-encoding': 'gzip, br' });
      expect([headers['content-encoding'], headers['cache-control']]).toEqual([
        'br',
        'public, max-age=31536000, immutable',
      ]);
      const plain = await server.get(path);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.text).toBe(readFileSync(join(folder, path), 'utf8'));
    }
    expect(first.length).toBeGreaterThan(1);
  });

  it('takes at most 130 KB of scripts and 15 KB of styles to begin with', () => {
    const size = (suffix: string) =>
      first
        .filter((path) => path.endsWith(suffix))
        .reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path)), { level: 9 }).length, 0);
    expect(size('.js')).toBeGreaterThan(50_000);
    expect(size('.js')).toBeLessThan(130_000);
    expect(size('.css')).toBeGreaterThan(1000);
    expect(size('.css')).toBeLessThan(15_000);
  });

  it('names no other server in any of its files', () => {
    const files = readdirSync(join(folder, 'assets')).filter((name) => /\.(?:js|css)$/.test(name));
    const addresses = files.flatMap(
      (name) => readFileSync(join(folder, 'assets', name), 'utf8').match(/https?:\/\/[\w.-]+/g) ?? [],
    );
    // Names of languages of XML, and React's pages about its own errors, which nobody loads.
    const known = ['http://www.w3.org', 'https://react.dev'];
    expect(addresses.filter((one) => !known.includes(one))).toEqual([]);
  });
});
