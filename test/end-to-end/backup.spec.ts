import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { startJobServer, type JobServer } from './jobs.fixture.js';
import { runProgram } from './run-program.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
let rows: string;
beforeAll(async () => {
  tiny = await openTinySuite();
  rows = await tiny.file('rows.csv', csvOf(tinyRows(400, 9)));
}, 60_000);
afterAll(() => tiny.remove());

const running: JobServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

const serve = async (environment: Record<string, string>) => {
  const server = await startJobServer({ ...tiny.environment, SEXTANT_JOB_WORKERS: '1', ...environment });
  running.push(server);
  return server;
};
const place = (name: string) => join(tiny.root, name);

/** Save the suite's home, restore it elsewhere. @returns what both said, and the environment of the new home */
async function moved(name: string) {
  const file = place(`${name}.tar.gz`);
  const saved = await runProgram(['backup', file, '--json'], { environment: tiny.environment });
  const home = place(name);
  const restored = await runProgram(['restore', file], { environment: { SEXTANT_HOME: home } });
  expect([saved.status, restored.status]).toEqual([0, 0]);
  const environment = { SEXTANT_HOME: home, SEXTANT_SCENARIOS: join(home, 'scenarios') };
  return { saved, restored, environment };
}

async function scored(environment: Record<string, string>, name: string): Promise<string> {
  const output = place(name);
  const run = await runProgram(['score', tinyId, rows, '-o', output], { environment });
  expect(run.status).toBe(0);
  return readFile(output, 'utf8');
}

describe('a home that is moved by a backup', () => {
  it('scores as before, byte for byte, with its own scenario', async () => {
    const { saved, restored, environment } = await moved('quiet');
    expect(JSON.parse(saved.stdout)).toMatchObject({ file: place('quiet.tar.gz'), versions: 1, leftOut: [] });
    expect(restored.stderr).toContain(`SEXTANT_SCENARIOS=${environment.SEXTANT_SCENARIOS}`);
    // The new home alone: nothing of the old one is needed.
    expect(await scored(environment, 'b.csv')).toBe(await scored(tiny.environment, 'a.csv'));
  });

  it('is saved while a server trains and scores, without its jobs', async () => {
    const server = await serve({});
    const training = await server.fetch(`/v1/${tinyId}/train?promote=yes&reason=test`, { method: 'POST' });
    expect(training.status).toBe(202);
    const batch = await server.order(tinyId, csvOf(tinyRows(2000, 4)));
    const { saved, environment } = await moved('busy');
    expect(JSON.parse(saved.stdout)).toMatchObject({ jobs: 'in-use' });
    expect(saved.stderr).toContain('jobs: left out');
    expect((await server.ended(batch)).at(-1)).toMatchObject({ type: 'succeeded' });
    const again = await serve(environment);
    const id = await again.order(tinyId, await readFile(rows, 'utf8'));
    expect((await again.ended(id)).at(-1)).toMatchObject({ type: 'succeeded' });
    expect(await again.text(`/v1/jobs/${id}/result`)).toBe(await scored(environment, 'c.csv'));
  }, 120_000);

  it('has its jobs and their results, when its server has ended', async () => {
    const first = await serve({});
    const id = await first.order(tinyId, csvOf(tinyRows(50, 3)));
    expect((await first.ended(id)).at(-1)).toMatchObject({ type: 'succeeded' });
    const result = await first.text(`/v1/jobs/${id}/result`);
    expect(await first.end()).toBe(0);
    const { saved, environment } = await moved('ended');
    expect(JSON.parse(saved.stdout)).toMatchObject({ jobs: 'included' });
    const second = await serve(environment);
    expect(await second.job(id)).toMatchObject({ state: 'succeeded' });
    expect(await second.text(`/v1/jobs/${id}/result`)).toBe(result);
  }, 120_000);
});

describe('on the command line', () => {
  it('refusals say what was expected, in both languages, and leave nothing', async () => {
    const file = await tiny.file('none.tar.gz', 'not packed');
    const into = ['--into', place('nowhere')];
    const english = await runProgram(['restore', file, ...into]);
    expect([english.status, english.stdout]).toEqual([1, '']);
    expect(english.stderr).toContain('is no backup.\n  expected a file that `sextant backup` wrote');
    const chinese = await runProgram(['restore', file, ...into, '--lang', 'zh']);
    expect(chinese.stderr).toContain('不是备份文件。');
    expect(await readdir(tiny.root)).not.toContain('nowhere');
    await rm(file);
  });
});
