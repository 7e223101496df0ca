import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readConfiguration, type Configuration } from '../../core/configuration.js';
import { CancelledError, InvalidInputError, NotReadyError } from '../../core/errors.js';
import type { PartsProcess } from '../../scoring/csv/parts/parts-process.js';
import { OperationEvents, type JobChange } from '../../monitoring/operation-events.js';
import type { Database } from '../database/database.js';
import { openEmbedded } from '../database/embedded.js';
import { migrate } from '../database/migrations.js';
import { jobFolder } from '../job-folder.js';
import type { JobFailure, StepName } from '../job.js';
import type { JobKind, JobTools, StepOutcome, StepRun } from '../kinds/job-kind.js';
import { JobStore } from '../store/job-store.js';
import { StepStore } from '../store/step-store.js';
import { StepRunner } from './step-runner.js';
import type { WorkQueue } from './work-queue.js';

let root: string;
let database: Database;
let configuration: Configuration;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-runner-'));
  configuration = readConfiguration({ SEXTANT_HOME: root, SEXTANT_JOB_ATTEMPTS: '2' });
  database = await openEmbedded(join(root, 'database'));
  await migrate(database);
});
afterAll(async () => {
  await database.close();
  await rm(root, { recursive: true, force: true });
});

/** Fails as often as it is told to, before a statement is made. */
class FailingDatabase implements Database {
  failures = 0;

  executeSql<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }> {
    if (this.failures-- > 0) throw new NotReadyError('The database is away.', 1);
    return database.executeSql<Row>(text, values);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let said: string[];
let logged: string;
let changes: JobChange[];
let failing: FailingDatabase;
let store: JobStore;
let steps: StepStore;
let runner: StepRunner;
let id: string;
let count = 0;
beforeEach(async () => {
  said = [];
  failing = new FailingDatabase();
  store = new JobStore(failing);
  steps = new StepStore(failing, 'me');
  const say = (what: string) => {
    said.push(what);
    return Promise.resolve();
  };
  const queue = {
    answered: () => say('answered'),
    again: () => say('again'),
    call: (_kind: string, called: readonly StepName[]) => say(`call ${called.length}`),
  } as unknown as WorkQueue;
  logged = '';
  const logger = pino({ level: 'debug' }, { write: (line: string) => (logged += line) });
  const events = new OperationEvents();
  changes = [];
  events.on('job', (change) => changes.push(change));
  const tools = { configuration, events } as JobTools;
  runner = new StepRunner({ store, steps, queue, tools, logger });
  id = `job-${++count}`;
  const request = { input: join(root, 'jobs', id, 'input.csv'), inputName: 'mine.csv' };
  await store.add({ id, kind: 'batch', scenario: 'a/b', request, fingerprint: '', stage: 'one' }, 1000);
  await mkdir(jobFolder(root, id), { recursive: true });
  for (const name of ['input.csv', 'result.csv', 'part.csv'])
    await writeFile(join(jobFolder(root, id), name), '');
});

const kindThat = (run: (step: StepRun) => Promise<StepOutcome>): JobKind =>
  ({
    name: 'batch',
    first: 'one',
    files: { result: { name: 'result.csv', type: 'text/csv' } },
    run,
  }) as unknown as JobKind;
const answer = (run: (step: StepRun) => Promise<StepOutcome>, name = 'one') =>
  runner.answer(kindThat(run), { id: 'm', step: { jobId: id, name, place: 0 } }, {} as PartsProcess);
const types = async () => (await store.eventsAfter(id, 0)).map(({ type }) => type);

describe('a step', () => {
  it('that is done calls for the next stage; the last one ends the job and leaves its results', async () => {
    await answer(() => Promise.resolve({ next: { name: 'two', count: 3 }, done: 5 }));
    expect(said).toEqual(['call 3', 'answered']);
    expect(await store.get(id)).toMatchObject({ state: 'running', stage: 'two', done: 5 });
    const twos = [0, 1, 2].map((place) => ({ jobId: id, name: 'two', place }));
    for (const step of twos) {
      await runner.answer(
        kindThat(() => Promise.resolve({ next: { name: 'three', count: 1 } })),
        { id: 'm', step },
        {} as PartsProcess,
      );
    }
    await answer(() => Promise.resolve({ result: { rows: 7 }, done: 7 }), 'three');
    expect(await store.get(id)).toMatchObject({ state: 'succeeded', result: { rows: 7 }, done: 7, total: 7 });
    expect(await readdir(jobFolder(root, id))).toEqual(['result.csv']);
    const about = { job: id, kind: 'batch', scenario: 'a/b' };
    expect(changes).toEqual([
      { ...about, state: 'started' },
      { ...about, state: 'succeeded', seconds: expect.any(Number) as unknown },
    ]);
  });

  it('that is called for twice is done once', async () => {
    let runs = 0;
    const run = () => {
      runs++;
      return Promise.resolve({ result: 1 });
    };
    await Promise.all([answer(run), answer(run)]);
    expect([runs, said]).toEqual([1, ['answered', 'answered']]);
  });

  it('that fails is tried again after a pause, and in the end the job fails', async () => {
    const fail = () => Promise.reject(new TypeError('no memory'));
    await answer(fail);
    expect(said).toEqual(['again']);
    expect(await types()).toEqual(['queued', 'started', 'retry']);
    await answer(fail);
    expect(said).toEqual(['again', 'answered']);
    expect(await types()).toEqual(['queued', 'started', 'retry', 'failed']);
    expect((await store.get(id))?.error?.code).toBe('internal-error');
    expect(changes.map(({ state, code }) => [state, code])).toEqual([
      ['started', undefined],
      ['failed', 'internal-error'],
    ]);
    expect(existsSync(jobFolder(root, id))).toBe(false);
  });

  it('that ended its process each time is given up', async () => {
    for (const attempt of [1, 2]) {
      expect((await steps.claim({ jobId: id, name: 'one', place: 0 }))?.attempt).toBe(attempt);
      await steps.takeFromDead(0);
    }
    await answer(() => Promise.reject(new Error('is not run')));
    expect((await store.get(id))?.error).toMatchObject({ code: 'given-up' });
  });

  it('that fails for good ends its job at once, by the name that the table has for its sender', async () => {
    await answer(({ folder }) =>
      Promise.reject(new InvalidInputError(`${folder}/input.csv is cut off.`, { withoutData: true })),
    );
    expect(await types()).toEqual(['queued', 'started', 'failed']);
    expect((await store.get(id))?.error?.message).toBe('mine.csv is cut off.');
  });

  it('that fails stores nothing of the data, nor where files lie, and logs nothing of the data', async () => {
    const details = [{ line: 3, column: 'CANARY', expected: 'CANARY', received: '"CANARY"' }];
    await answer(({ folder }) =>
      Promise.reject(new Error(`ENOSPC: no space left, write '${folder}/part.csv'`)),
    );
    await answer(() =>
      Promise.reject(new InvalidInputError('received "CANARY"', { details, hint: 'CANARY' })),
    );
    const events = await store.eventsAfter(id, 0);
    const disk = 'The files of the job cannot be read or written: the disk is full.';
    expect(events.slice(2).map(({ type, data }) => [type, (data.error as JobFailure).message])).toEqual([
      ['retry', disk],
      ['failed', expect.stringContaining('The table cannot be used.')],
    ]);
    expect((await store.get(id))?.error?.details).toEqual([{ line: 3 }]);
    expect(JSON.stringify([events, await store.get(id)])).not.toMatch(/CANARY|part\.csv/);
    expect(logged).toContain('part.csv');
    expect(logged).not.toContain('CANARY');
  });

  it('of a job that was removed meanwhile is left, and nothing stays', async () => {
    await answer(async ({ folder }) => {
      await store.end(id, 'cancelled');
      await store.remove(id);
      await runner.tick();
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'late.csv'), '');
      throw new CancelledError('left');
    });
    expect(await store.get(id)).toBeUndefined();
    expect(existsSync(jobFolder(root, id))).toBe(false);
  });

  it('of a job that was cancelled is left, and nothing stays', async () => {
    await answer(async ({ signal, folder }) => {
      await runner.endJob(id, 'cancelled');
      expect(signal.aborted).toBe(true);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'late.csv'), '');
      throw new CancelledError('left');
    });
    expect(await types()).toEqual(['queued', 'started', 'cancelled']);
    expect(said).toEqual(['answered']);
    expect(existsSync(jobFolder(root, id))).toBe(false);
  });

  it('of a job that another process cancelled is left at the next look', async () => {
    await answer(async ({ signal }) => {
      await store.end(id, 'cancelled');
      await runner.tick();
      expect(signal.aborted).toBe(true);
      throw new CancelledError('left');
    });
    expect(await types()).toEqual(['queued', 'started', 'cancelled']);
  });

  it('of a process that ends is given back unspent', async () => {
    await answer(({ signal }) => {
      runner.stop();
      expect(signal.aborted).toBe(true);
      return Promise.reject(new CancelledError('left'));
    });
    expect(said).toEqual(['answered', 'call 1']);
    expect(await steps.claim({ jobId: id, name: 'one', place: 0 })).toMatchObject({ attempt: 1 });
  });

  it('is told of while it runs, and whatever was not told when it ends', async () => {
    await answer(async ({ report }) => {
      report({ done: 1, total: 9 });
      await runner.tick();
      report({ done: 2, total: 9 });
      return { result: 1 };
    });
    const told = await store.eventsAfter(id, 2);
    expect(told.map(({ type, data }) => [type, data.done])).toEqual([
      ['progress', 1],
      ['progress', 2],
      ['succeeded', 2],
    ]);
  });

  it('that is done while the database is away is recorded when it is back', async () => {
    await answer(() => {
      failing.failures = 2;
      return Promise.resolve({ result: 1 });
    });
    expect((await store.get(id))?.state).toBe('succeeded');
  });
});
