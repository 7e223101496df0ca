import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CancelledError, DownloadError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { fetchDataset, type FetchOptions, type FetchProgress } from './fetch-dataset.js';
import { tinyCatalogue, tinyOriginal, tinyYaml, type TinyCatalogue } from './tiny-dataset.fixture.js';

describe('fetchDataset', () => {
  let tiny: TinyCatalogue;
  let server: Server;
  let requests: string[];
  let answers: RequestListener[];
  let baseUrl: string;

  /** Answers in turn; the last one again and again. */
  beforeEach(async () => {
    tiny = await tinyCatalogue();
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror/`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await tiny.remove();
  });

  const good: RequestListener = (_, response) => response.end(tinyOriginal);
  const status =
    (code: number): RequestListener =>
    (_, response) =>
      response.writeHead(code).end('sorry');
  const breakingOff: RequestListener = (_, response) => {
    response.writeHead(200, { 'Content-Length': tinyOriginal.length });
    response.write(tinyOriginal.slice(0, 9), () => response.destroy());
  };
  const run = (options: FetchOptions = {}) =>
    fetchDataset(tiny.catalogue, 'tiny', { baseUrl, backOffMilliseconds: 1, ...options });
  const stored = () => readdir(dirname(tiny.original)).catch(() => []);

  it('downloads, checks, reports progress, and does nothing the second time', async () => {
    answers = [
      (_, response) => {
        response.write(tinyOriginal.slice(0, 5));
        setImmediate(() => response.end(tinyOriginal.slice(5)));
      },
    ];
    const progress: FetchProgress[] = [];
    const report = await run({ onProgress: (one) => progress.push(one) });
    expect(report.files).toEqual([
      { name: 'tiny.data', path: tiny.original, already: false, url: `${baseUrl}tiny.data` },
    ]);
    expect(requests).toEqual(['/mirror/tiny.data']);
    expect(await readFile(tiny.original, 'utf8')).toBe(tinyOriginal);
    const total = tinyOriginal.length;
    expect(progress.at(-1)).toEqual({ file: 'tiny.data', receivedBytes: total, totalBytes: total });
    expect((await run()).files[0].already).toBe(true);
    expect(requests).toHaveLength(1);
    expect(await stored()).toEqual(['tiny.data']);
  });

  it.each<[string, () => RequestListener[]]>([
    ['an answer 500', () => [status(500), good]],
    ['two answers 503', () => [status(503), status(503), good]],
    ['a connection that breaks off', () => [breakingOff, good]],
    ['a body that ends early without a length', () => [(_, response) => response.end('red'), good]],
    ['a refused request', () => [(request) => request.socket.destroy(), good]],
  ])('tries again after %s', async (_, list) => {
    answers = list();
    await run();
    expect(await readFile(tiny.original, 'utf8')).toBe(tinyOriginal);
    expect(await stored()).toEqual(['tiny.data']);
  });

  it.each<[string, RequestListener, number, RegExp]>([
    ['answers 404', status(404), 1, /answered 404 Not Found\.$/],
    ['answers 500 always', status(500), 3, /answered 500 Internal Server Error \(3 tries\)/],
    ['always breaks off', breakingOff, 3, /could not be read: .*\(3 tries\)/],
    [
      'sends other bytes',
      (_, response) => response.end('x'.repeat(tinyOriginal.length)),
      1,
      /not the expected file: expected 28 bytes with sha256 \w+, received 28 bytes/,
    ],
    [
      'sends too many bytes',
      (_, response) => response.end('x'.repeat(1_000_000)),
      1,
      /sent more than the expected 28 bytes/,
    ],
    ['never answers', () => undefined, 3, /sent nothing for 0\.1 s \(3 tries\)/],
    [
      'falls silent in the body',
      (_, response) => {
        response.writeHead(200);
        response.write('red');
      },
      3,
      /sent nothing for 0\.1 s/,
    ],
  ])('says what happened when the server %s, and leaves nothing', async (_, answer, tries, message) => {
    answers = [answer];
    const running = run({ timeoutMilliseconds: 100 });
    await expect(running).rejects.toThrow(DownloadError);
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toMatchObject({
      hint: 'Download it by hand (https://example.org/tiny), then run `sextant datasets import FILE`.',
    });
    expect(requests).toHaveLength(tries);
    expect(await stored()).toEqual([]);
  });

  it('keeps a damaged original until a good one is there', async () => {
    await mkdir(dirname(tiny.original), { recursive: true });
    await writeFile(tiny.original, 'damaged');
    answers = [status(404), good];
    await expect(run()).rejects.toThrow(DownloadError);
    expect(await readFile(tiny.original, 'utf8')).toBe('damaged');
    await run();
    expect(await readFile(tiny.original, 'utf8')).toBe(tinyOriginal);
  });

  it('goes on to the next public address', async () => {
    answers = [status(404), good];
    await tiny.remove();
    tiny = await tinyCatalogue(
      tinyYaml(['[https://example.org/tiny.data]', `['${baseUrl}a', '${baseUrl}b']`]),
    );
    const report = await run({ baseUrl: undefined });
    expect(requests).toEqual(['/mirror/a', '/mirror/b']);
    expect(report.files[0].url).toBe(`${baseUrl}b`);
  });

  it('says so when a file has no public address', async () => {
    await tiny.remove();
    tiny = await tinyCatalogue(tinyYaml(['[https://example.org/tiny.data]', '[]']));
    await expect(run({ baseUrl: undefined })).rejects.toThrow('it has no public address');
  });

  it('can be cancelled while it waits for the server', async () => {
    const controller = new AbortController();
    answers = [() => controller.abort()];
    await expect(run({ signal: controller.signal })).rejects.toThrow(CancelledError);
    expect(requests).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  it('takes a given fetch', async () => {
    const calls: unknown[] = [];
    const report = await run({
      fetch: (url) => {
        calls.push(url);
        return Promise.resolve(new Response(tinyOriginal));
      },
    });
    expect(calls).toEqual([`${baseUrl}tiny.data`]);
    expect(sha256(await readFile(report.files[0].path))).toBe(sha256(tinyOriginal));
  });
});
