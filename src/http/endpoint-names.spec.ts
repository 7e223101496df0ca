import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { ScenarioPlugin } from '../scenarios/scenario-plugin.js';
import { createServer } from './server.js';

const id = 'basics/linear-regression';

class TestPlugin implements ScenarioPlugin {
  readonly endpoints;

  constructor(name: string) {
    const summary = { en: 'A test.', zh: '测试。' };
    this.endpoints = [{ name, method: 'POST' as const, summary, handle: () => ({}) }];
  }
}

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-names-'));
});

afterEach(() => rm(home, { recursive: true }));

async function startWith(name: string): Promise<void> {
  const server = await createServer(readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' }));
  server.get(ScenarioCatalogue).get(id).plugin = new TestPlugin(name);
  try {
    await server.init();
  } finally {
    await server.close().catch(() => undefined);
  }
}

describe('the name of an endpoint of a plug-in', () => {
  it.each([
    'predict',
    'versions',
    'rollback',
    'model-card',
    'report',
    'report.html',
    'plot.svg',
    'train',
    'batches',
  ])('may not be %s, which every scenario has: the start ends, naming plug-in and route', async (name) => {
    await expect(startWith(name)).rejects.toThrow(
      `The plug-in TestPlugin of ${id} calls an endpoint ${name}, as /v1/:industry/:scenario/${name}`,
    );
  });

  it('may be any other', async () => {
    await expect(startWith('scorecard')).resolves.toBeUndefined();
  });
});
