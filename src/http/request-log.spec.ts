import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpAdapterHost } from '@nestjs/core';
import { fastify, type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Facts } from '../core/logger.js';
import { RequestLog } from './request-log.js';

interface Line {
  level: number;
  msg: string;
  facts: Facts;
}

const debug = 20;
const info = 30;
let server: FastifyInstance;
let lines: Line[];
beforeEach(() => {
  lines = [];
  server = fastify();
  const host = { httpAdapter: { getInstance: () => server } } as unknown as HttpAdapterHost;
  const write = (line: string) => void lines.push(JSON.parse(line) as Line);
  new RequestLog(host, pino({ level: 'debug' }, { write })).onModuleInit();
  for (const path of ['/livez', '/readyz', '/metrics']) server.get(path, () => 'ok');
  server.post('/v1/:industry/:scenario/predict', (_request, reply) => reply.status(422).send('no'));
});
afterEach(() => server.close());

describe('the log of requests', () => {
  it('has method, template of the route, status and duration, and nothing of what was sent', async () => {
    await server.inject({
      method: 'POST',
      url: '/v1/CANARY/CANARY/predict?version=CANARY',
      headers: { 'x-mine': 'CANARY' },
      payload: { features: { name: 'CANARY' } },
    });
    const [{ level, msg, facts }] = lines;
    expect({ level, facts }).toEqual({
      level: info,
      facts: {
        event: 'request',
        method: 'POST',
        route: '/v1/:industry/:scenario/predict',
        status: 422,
        milliseconds: expect.any(Number) as unknown,
      },
    });
    expect(msg).toMatch(/^POST \/v1\/:industry\/:scenario\/predict 422 in [\d.]+ ms$/);
    expect(JSON.stringify(lines)).not.toContain('CANARY');
  });

  it('does not quote a path that there is not', async () => {
    await server.inject('/CANARY');
    expect(lines[0].facts).toMatchObject({ route: 'unknown', status: 404 });
    expect(JSON.stringify(lines)).not.toContain('CANARY');
  });

  it.each(['/livez', '/readyz', '/metrics'])('has %s at debug level alone', async (path) => {
    await server.inject(path);
    expect(lines.map(({ level }) => level)).toEqual([debug]);
  });
});
