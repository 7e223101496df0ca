import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfiguration, type Configuration } from '../../src/core/configuration.js';
import { projectRoot } from '../../src/core/paths.js';
import { startEngine, type Engine } from '../../src/engine/engine.js';
import { createServer } from '../../src/http/server.js';
import { trainQuickly, type QuickTraining } from '../quick-training.fixture.js';

export const credit = '/v1/finance/credit-scoring';
export const line = '/v1/basics/linear-regression';

export interface Received {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  text: string;
  /** The body as JSON. */
  json: Json;
}

/** Parsed JSON, to be looked into freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is asserted about it is its type
export type Json = any;

/** The real application over a home of its own. */
export interface TestServer {
  application: NestFastifyApplication;
  engine: Engine;
  home: string;
  get(path: string, headers?: Record<string, string>): Promise<Received>;
  /** Sends a body as JSON; text as it is. */
  post(
    path: string,
    body?: unknown,
    contentType?: string,
    headers?: Record<string, string>,
  ): Promise<Received>;
  request(method: string, path: string): Promise<Received>;
  /** Train and publish quickly: few epochs, and good enough whatever comes out. */
  train(scenario: string, request?: QuickTraining): Promise<void>;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST';

interface Given {
  payload?: string;
  type?: string;
  headers?: Record<string, string>;
}

export async function openServer(changes: Partial<Configuration> = {}, folder?: string): Promise<TestServer> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'sextant-rest-')));
  const silent = readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' });
  const engine = await startEngine('wasm');
  const application = await createServer({ ...silent, ...changes });
  await application.init();
  await application.getHttpAdapter().getInstance().ready();

  async function ask(method: string, path: string, given: Given = {}) {
    const type = given.type === undefined ? {} : { 'content-type': given.type };
    const headers = { ...type, ...given.headers };
    const options = { method: method as Method, url: path, headers, payload: given.payload };
    const { statusCode, headers: received, payload } = await application.inject(options);
    return {
      status: statusCode,
      headers: received,
      text: payload,
      get json() {
        return JSON.parse(payload);
      },
    };
  }

  return {
    application,
    engine,
    home,
    get: (path, headers) => ask('GET', path, { headers }),
    post: (path, body, type = 'application/json', headers = {}) =>
      body === undefined
        ? ask('POST', path, { headers })
        : ask('POST', path, {
            payload: typeof body === 'string' ? body : JSON.stringify(body),
            type,
            headers,
          }),
    request: (method, path) => ask(method, path),
    train: (scenario, request) => trainQuickly({ suite: application, home }, scenario, request),
    close: async () => {
      await application.close();
      if (folder === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

/** The features of a scenario's own example. */
export async function exampleFeatures(scenario: string): Promise<Record<string, unknown>> {
  const path = join(projectRoot, 'scenarios', scenario, 'examples', 'predict.json');
  return (JSON.parse(await readFile(path, 'utf8')) as { features: Record<string, unknown> }).features;
}
