import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startJobServer, type JobServer } from './jobs.fixture.js';
import { runHere } from './run-here.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* What the command line can be told of a table, a server can be told, too. */

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

const batches = `/v1/${tinyId}/batches`;

/** The scored bytes of a batch that is taken, and its receipt. */
async function scored(sent: Promise<Response>): Promise<{ text: string; receipt: Json }> {
  const response = await sent;
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as Json;
  await server.ended(id);
  const result = await server.fetch(`/v1/jobs/${id}/result`);
  expect(result.status).toBe(200);
  // A byte order mark is not left out of these.
  const text = Buffer.from(await result.arrayBuffer()).toString('utf8');
  return { text, receipt: JSON.parse(await server.text(`/v1/jobs/${id}/receipt`)) };
}

describe('the encoding of a table', () => {
  const german = Buffer.from('size;colour;note\n3.5;b;groß\n7;r;für\n', 'latin1');

  it('is told by charset= of the content type, or by an option', async () => {
    const { text } = await tiny.score(german, { encoding: 'windows-1252' });
    const form = new FormData();
    form.append('encoding', 'windows-1252');
    form.append('file', new Blob([german]), 'in.csv');
    for (const sent of [
      () => server.send(batches, german, { 'content-type': 'text/csv; charset=ISO-8859-1' }),
      () => server.send(`${batches}?encoding=latin1`, german),
      // Programs often send this one whatever the file is.
      () => server.send(`${batches}?encoding=latin1`, german, { 'content-type': 'text/csv; charset=utf-8' }),
      () => server.fetch(batches, { method: 'POST', body: form }),
    ]) {
      const received = await scored(sent());
      expect(received.text).toBe(text);
      expect(received.receipt.input.encoding).toBe('windows-1252');
    }
  });

  it('must be known, and be that of a table', async () => {
    const unknown = await server.send(batches, german, { 'content-type': 'text/csv; charset=klingon' });
    expect(unknown.status).toBe(422);
    expect(((await unknown.json()) as Json).errors).toMatchObject([
      { pointer: '/encoding', received: '"klingon"' },
    ]);
    const none = await server.fetch(`/v1/${tinyId}/train?encoding=gbk`, { method: 'POST' });
    expect([none.status, ((await none.json()) as Json).detail]).toEqual([
      422,
      'The option encoding is that of a table, and there is none.',
    ]);
  });

  it('is an option of the command line, where a table is scored and where it is learnt from', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${'rb'[i % 2]},${'gx'[i % 2]},备注`);
    // "备注" in GBK.
    const bytes = Buffer.from(
      ['size,colour,class,note', ...rows, ''].join('\n').replaceAll('备注', '\xb1\xb8\xd7\xa2'),
      'latin1',
    );
    const path = await tiny.file('gbk/in.csv', bytes);
    const train = await runHere(
      ['train', tinyId, '--data', path, '--encoding', 'gbk', '--no-promote'],
      tiny.environment,
    );
    expect([train.status, train.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const score = await runHere(['score', tinyId, path, '--encoding', 'gbk', '--json'], tiny.environment);
    expect([score.status, JSON.parse(score.stdout).rows.scored]).toEqual([0, 60]);
    const without = await runHere(['train', tinyId, '--data', path, '--no-promote'], tiny.environment);
    expect(without.stderr).toMatch(/not well formed[^]*probably gb18030[^]*hint: Name the encoding/);
    for (const wrong of [
      ['score', tinyId, path, '--encoding', 'klingon'],
      ['train', tinyId, '--encoding', 'gbk'],
      ['evaluate', tinyId, '--encoding', 'gbk'],
    ])
      expect((await runHere(wrong, tiny.environment)).status).toBe(2);
  });
});

describe('a map of columns', () => {
  const german = 'Grösse;Farbe\n3.5;b\n7;r\n';
  const map = { Grösse: 'size', Farbe: 'colour' };

  it('is told as JSON, in a query or a form as its text', async () => {
    const { text } = await tiny.score(german, { map });
    const form = new FormData();
    form.append('map', JSON.stringify(map));
    form.append('file', new Blob([german]), 'in.csv');
    for (const sent of [
      () => server.send(`${batches}?map=${encodeURIComponent(JSON.stringify(map))}`, german),
      () => server.fetch(batches, { method: 'POST', body: form }),
    ]) {
      const received = await scored(sent());
      expect(received.text).toBe(text);
      expect(received.receipt.mapped).toEqual(map);
    }
  });

  it.each(['size', '["size"]', '{"size":1}', '{"Farbe":"colour"}', '{"Farbe":"shape"}'])(
    'is not %s',
    async (given) => {
      const response = await server.send(`${batches}?map=${encodeURIComponent(given)}`, german);
      expect(response.status).toBe(422);
    },
  );
});

it('warnings of rows are an option of a batch', async () => {
  const table = 'size,colour\n99,b\n3,r\n';
  const { text } = await tiny.score(table, { warnings: true });
  expect((await scored(server.send(`${batches}?warnings=yes`, table))).text).toBe(text);
  expect(text).toContain('out-of-range:size');
});
