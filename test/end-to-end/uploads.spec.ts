import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { startJobServer, type JobServer } from './jobs.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* Forms and options as no browser would send them: each is refused with what is wrong, and nothing is left. */

const batches = `/v1/${tinyId}/batches`;
const train = `/v1/${tinyId}/train`;
const csv = csvOf(tinyRows(20));

let tiny: TinySuite;
let server: JobServer;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await startJobServer(tiny.environment);
});
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});

const folders = (): Promise<string[]> => readdir(join(tiny.root, 'home', 'jobs')).catch(() => []);

/** A part of a form: what stands behind `form-data`, and its content. */
type Part = [disposition: string, content: string];

const boundary = 'border';
const form = (...parts: Part[]) =>
  parts
    .map(([head, content]) => `--${boundary}\r\nContent-Disposition: form-data${head}\r\n\r\n${content}\r\n`)
    .join('') + `--${boundary}--\r\n`;

async function sendForm(
  body: string,
  path = batches,
  type = `multipart/form-data; boundary=${boundary}`,
): Promise<{ status: number; json: Json }> {
  const response = await server.send(path, body, { 'content-type': type });
  return { status: response.status, json: await response.json() };
}

/** Refused with one wrong place, and without a trace. */
async function expectRefusal(
  received: { status: number; json: Json },
  status: number,
  detail: string,
  error: Json,
) {
  expect([received.status, received.json.detail]).toEqual([status, detail]);
  expect(received.json.errors).toEqual([expect.objectContaining(error)]);
  expect(await folders()).toEqual([]);
}

describe('a form', () => {
  it.each([
    ['; name="file"; filename="a\0b.csv"', '"a\\u0000b.csv"'],
    ['; name="file"; filename*=UTF-8\'\'a%00b.csv', '"a\\u0000b.csv"'],
    ['; name="file"; filename="a\x1bb.csv"', '"a\\u001bb.csv"'],
    ['; name="file"; filename="a\x7fb.csv"', '"a\x7fb.csv"'],
  ])('whose file is called %j is refused', async (head, received) => {
    const detail = 'The name of the file in the form cannot be a file name.';
    await expectRefusal(await sendForm(form([head, csv])), 422, detail, { pointer: '/file', received });
  });

  it.each([
    '; name="file"',
    '; name="file"; filename=""',
    '; name="file"\r\nContent-Type: application/octet-stream',
    '; name="file"; filename=""\r\nContent-Type: text/csv',
  ])('whose file has no name is refused: %j', async (head) => {
    await expectRefusal(await sendForm(form([head, csv])), 422, 'The table in the form has no file name.', {
      pointer: '/file',
      expected: 'a part with a file name',
    });
  });

  it.each(['multipart/form-data', 'multipart/form-data; charset=utf-8', 'Multipart/Form-Data;'])(
    'of the type %s does not say where its parts begin',
    async (type) => {
      const detail = 'The form cannot be read: its content type does not say where its parts begin.';
      await expectRefusal(
        await sendForm(form(['; name="file"; filename="a.csv"', csv]), batches, type),
        400,
        detail,
        {
          expected: 'multipart/form-data; boundary=...',
          received: type,
        },
      );
    },
  );

  it.each<[string, string]>([
    ['is cut off', form(['; name="file"; filename="a.csv"', csv]).slice(0, -30)],
    ['is something else', csv.repeat(1000)],
    ['has a prototype', form(['; name="__proto__"', '{}'])],
    ['has too many parts', form(...Array.from({ length: 30 }, (_, i): Part => [`; name="o${i}"`, '1']))],
  ])('that %s is refused', async (_, body) => {
    const { status, json } = await sendForm(body);
    expect([status, json.detail]).toEqual([400, expect.stringMatching(/^The form cannot be read: /)]);
    expect(await folders()).toEqual([]);
  });

  it('that does not arrive whole leaves nothing', async () => {
    const body = form(['; name="file"; filename="a.csv"', csv.repeat(100)]);
    const port = Number(/listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(server.log)?.[1]);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST ${batches} HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=${boundary}\r\n` +
        `content-length: ${body.length}\r\n\r\n${body.slice(0, 10_000)}`,
    );
    while ((await folders()).length === 0);
    socket.end();
    // Half closed: what the server still says is read.
    await text(socket);
    while ((await folders()).length > 0);
    expect(server.log).not.toContain('request failed');
  });
});

describe('an option', () => {
  const strange = ['', ' 1', '1 ', '+1', '-1', '0x10', '1e3', '01', '1.5', 'one', '99999999999999999999'];

  it.each(strange)('that is a number is not read out of %j', async (value) => {
    const wrong = { pointer: '/seed', expected: 'a whole number from 0', received: JSON.stringify(value) };
    const detail = 'The options of the job are not what they should be.';
    const query = await server.fetch(`${train}?seed=${encodeURIComponent(value)}`, { method: 'POST' });
    await expectRefusal({ status: query.status, json: await query.json() }, 422, detail, wrong);
    await expectRefusal(await sendForm(form(['; name="seed"', value]), train), 422, detail, wrong);
  });

  it.each([
    ...[
      { seed: null },
      { seed: [1] },
      { seed: true },
      { seed: '' },
      { seed: {} },
      { seed: -1 },
      { seed: 1.5 },
    ],
    ...[
      { search: null },
      { search: [1] },
      { search: true },
      { search: '' },
      { search: '1e1' },
      { search: 0 },
    ],
    ...[
      { promote: null },
      { promote: 1 },
      { promote: '' },
      { promote: [true] },
      { promote: 'TRUE' },
      { promote: ' no' },
    ],
  ])('of JSON is what it should be, and not %j', async (options) => {
    const response = await server.send(train, JSON.stringify(options), {
      'content-type': 'application/json',
    });
    const [name] = Object.keys(options);
    const detail = 'The options of the job are not what they should be.';
    await expectRefusal({ status: response.status, json: await response.json() }, 422, detail, {
      pointer: `/${name}`,
    });
  });

  it.each<[string, () => Promise<Response>]>([
    ['in the query', () => server.fetch(`${train}?seed=1&seed=2`, { method: 'POST' })],
    ['in the query of a table', () => server.send(`${train}?seed=1&seed=1`, csv)],
    [
      'in the query and in JSON',
      () => server.send(`${train}?seed=1`, '{"seed":2}', { 'content-type': 'application/json' }),
    ],
    [
      'in a form',
      () => {
        const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
        return server.send(train, form(['; name="seed"', '1'], ['; name="seed"', '2']), type);
      },
    ],
  ])('is given once, and not twice %s', async (_, sent) => {
    const response = await sent();
    const received = { status: response.status, json: await response.json() };
    const error = { pointer: '/seed', expected: 'one value', received: 'more than one' };
    await expectRefusal(received, 422, 'The option "seed" is given more than once.', error);
  });

  it.each(['__proto__', 'constructor'])('called %s is one that there is not', async (name) => {
    const query = await server.fetch(`${train}?${name}=1`, { method: 'POST' });
    expect(query.status).toBe(422);
    const json = await server.send(train, `{"${name}":1}`, { 'content-type': 'application/json' });
    expect(json.status).toBe(422);
    expect(await folders()).toEqual([]);
  });
});
