import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { startJobServer, type JobServer } from '../end-to-end/jobs.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';
import { Pulse, whileOthersAreAnswered } from './pulse.fixture.js';

/*
 * Tables that are none, sent to the real server with a small heap. Whatever is sent, it is refused shortly and the server answers
 * others meanwhile. This is the one place where a time is asserted: how long `GET /livez` takes at most. A busy machine is allowed for.
 */

const columns = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(',');

/** Made when it is its turn: some are large. */
const tables: readonly [string, () => { csv: Uint8Array; gzip?: true }][] = [
  ['8 MB of commas', () => ({ csv: Buffer.alloc(8_000_000, ',') })],
  ['20 million commas, packed', () => ({ csv: gzipSync(Buffer.alloc(20_000_000, ',')), gzip: true })],
  ['two million columns', () => ({ csv: Buffer.from(`${columns(2_000_000)}\n`) })],
  ['two million columns, packed', () => ({ csv: gzipSync(`${columns(2_000_000)}\n`), gzip: true })],
  ['100,000 short columns', () => ({ csv: Buffer.from(`${columns(100_000)}\n`) })],
  ['16,000 columns, none of which is wanted', () => ({ csv: Buffer.from(`${columns(16_000)}\n`) })],
  ['8,000 columns of one name', () => ({ csv: Buffer.from(`${'size,'.repeat(8000)}size\n`) })],
  ['60 MB of blank lines', () => ({ csv: Buffer.alloc(60_000_000, '\n') })],
  ['a quote that is never closed', () => ({ csv: Buffer.from(`size,"${'a,b\n'.repeat(10_000_000)}`) })],
  ['70 MB without a line end', () => ({ csv: Buffer.alloc(70_000_000, 'x') })],
  ['a billion NUL bytes, packed', () => ({ csv: gzipSync(Buffer.alloc(1_000_000_000)), gzip: true })],
];

let tiny: TinySuite;
let server: JobServer;
let pulse: Pulse;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await startJobServer({ ...tiny.environment, NODE_OPTIONS: '--max-old-space-size=2048' });
  // What is loaded with the first order is loaded.
  const id = await server.order(tinyId, csvOf(tinyRows(50)));
  while ((await server.job(id)).state !== 'succeeded') await wait(50);
  pulse = new Pulse(`${/http:\/\/127\.0\.0\.1:\d+/.exec(server.log)![0]}/livez`);
});
afterAll(async () => {
  // Whichever of them were started.
  await (pulse as Pulse | undefined)?.end();
  await (server as JobServer | undefined)?.end('SIGKILL');
  await (tiny as TinySuite | undefined)?.remove();
});

async function sendOdd(endpoint: string, { csv, gzip }: { csv: Uint8Array; gzip?: true }): Promise<void> {
  const type = gzip ? 'application/gzip' : 'text/csv';
  const response = await server.send(`/v1/${tinyId}/${endpoint}`, csv, { 'content-type': type });
  const text = await response.text();
  expect(response.status).toBe(422);
  expect(text.length).toBeLessThan(8000);
}

describe.each(['batches', 'train'])('a server that is sent to its %s', (endpoint) => {
  it.each(tables)('%s refuses it shortly and answers others meanwhile', async (_what, make) => {
    const table = make();
    await whileOthersAreAnswered(pulse, () => sendOdd(endpoint, table));
    expect(server.hasEnded).toBe(false);
  });
});
