import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { startJobServer, type JobServer } from './jobs.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* What whoever runs a server learns of it: its log and its metrics. */

const predict = `/v1/${tinyId}/predict`;

let tiny: TinySuite;
let server: JobServer;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await startJobServer({ ...tiny.environment, SEXTANT_LOG_FORMAT: 'json' });
});
afterAll(async () => {
  await server.end();
  await tiny.remove();
});

/** Facts of the lines of one kind, in their order. */
function logged(event: string): Json[] {
  return server.log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line).facts)
    .filter((facts) => facts?.event === event);
}

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the metrics of a server', () => {
  /** The number of one line of /metrics; 0 where it is not there. */
  async function figure(name: string, door: string): Promise<number> {
    const labels = `{scenario="${tinyId}",version="1",door="${door}"}`;
    const line = (await server.text('/metrics')).split('\n').find((one) => one.startsWith(name + labels));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  const features = { size: 1, colour: 'b' };

  it('count what every door answers and rejects, large requests in their own process, too', async () => {
    await send(predict, { features });
    await send(predict, { rows: [features, features] });
    await send(predict, { rows: [features, { size: 'x', colour: 'b' }] });
    await send(predict, { rows: Array.from({ length: 150 }, () => features) });
    await send(predict, { rows: Array.from({ length: 160 }, () => ({ ...features, size: 'x' })) });
    await server.ended(await server.order(tinyId, 'size,colour\nx,b\n1,b\n2,b\n'));
    const names = ['sextant_predictions_total', 'sextant_rows_answered_total', 'sextant_rows_rejected_total'];
    const counted = async (door: string) => Promise.all(names.map((name) => figure(name, door)));
    expect(await counted('single')).toEqual([1, 1, 0]);
    expect(await counted('batch')).toEqual([4, 152, 162]);
    expect(await counted('csv')).toEqual([1, 2, 1]);
    expect(await figure('sextant_prediction_seconds_count', 'batch')).toBe(2);
  });
});

describe('the log of a server', () => {
  it('never has a value of a request, whatever becomes of it', async () => {
    const rows = Array.from({ length: 200 }, () => ({ size: 1, colour: 'CANARY' }));
    const sent: [status: number, Promise<Response>][] = [
      [
        200,
        send(`${predict}?other=CANARY`, { features: { size: 424242, colour: 'b' } }, { 'x-key': 'CANARY' }),
      ],
      [422, send(predict, { features: { size: 'CANARY', colour: 'b' } })],
      [422, send(predict, { features: { size: 1, colour: 'b', CANARY: 1 } })],
      [422, send(predict, { rows })],
      [400, send(predict, '{"CANARY')],
      [400, send(`${predict}?version=CANARY`, { features: {} })],
      [404, send('/v1/CANARY/CANARY/predict', { features: {} })],
      [404, server.fetch('/CANARY?name=CANARY')],
      [415, send(predict, 'CANARY', { 'content-type': 'text/CANARY' })],
      [422, server.send(`/v1/${tinyId}/batches`, 'CANARY,CANARY2\nCANARY,1\n')],
      [422, server.send(`/v1/${tinyId}/train?seed=CANARY`, csvOf(tinyRows(20)))],
    ];
    for (const [status, response] of sent)
      expect([status, (await response).status]).toEqual([status, status]);
    const id = await server.order(tinyId, 'size,colour\nCANARY,red\n424242,b\n');
    await server.ended(id);
    await server.text('/livez');
    const requests = logged('request');
    expect(requests.length).toBeGreaterThanOrEqual(sent.length);
    expect(requests).toContainEqual(
      expect.objectContaining({ method: 'POST', route: '/v1/:industry/:scenario/predict', status: 422 }),
    );
    expect(server.log).not.toMatch(/CANARY|424242/);
  });

  it('tells of jobs from the order to the end', async () => {
    const id = await server.order(tinyId, csvOf(tinyRows(30)));
    await server.ended(id);
    const changes = logged('job').filter(({ job }) => job === id);
    expect(changes.map(({ state }) => state)).toEqual(['queued', 'started', 'succeeded']);
    expect(changes[2]).toMatchObject({ kind: 'batch', scenario: tinyId, seconds: expect.any(Number) });
  });

  it('tells of trainings and of who serves, and why', async () => {
    const response = await server.fetch(`/v1/${tinyId}/train?promote=false`, { method: 'POST' });
    await server.ended(((await response.json()) as Json).id);
    expect(logged('training').at(-1)).toMatchObject({
      scenario: tinyId,
      outcome: 'succeeded',
      version: 2,
      rows: expect.any(Number),
      metric: 'auc',
      seconds: expect.any(Number),
    });
    const about = { event: 'promotion', scenario: tinyId, version: 2 };
    expect(logged('promotion').at(-1)).toEqual({ ...about, promoted: false, code: 'asked-not-to' });
    await server.fetch(`/v1/${tinyId}/versions/2/promote`, { method: 'POST' });
    expect(logged('promotion').at(-1)).toEqual({ ...about, promoted: true, code: 'by-hand' });
    await server.fetch(`/v1/${tinyId}/rollback`, { method: 'POST' });
    expect(logged('promotion').at(-1)).toEqual({ ...about, version: 1, promoted: true, code: 'rollback' });
  });

  it('tells why it ends, and whether everybody was answered', async () => {
    expect(await server.end('SIGTERM')).toBe(0);
    expect(logged('shutdown')).toEqual([{ event: 'shutdown', signal: 'SIGTERM' }]);
    expect(logged('ended')).toEqual([{ event: 'ended', drained: true, seconds: expect.any(Number) }]);
  });
});
