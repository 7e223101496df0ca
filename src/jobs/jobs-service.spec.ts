import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { ConflictError, NotReadyError } from '../core/errors.js';
import { createLogger } from '../core/logger.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import type { ServedModels } from '../scoring/served-models.js';
import type { TrainInBackground } from '../training/train-in-background.js';
import { ForeignHomeError } from './database/foreign-home.js';
import { writeHomeIdentity } from './database/home-identity.js';
import { JobsService } from './jobs-service.js';
import { JobProcess } from './run/process.js';
import { WorkQueue } from './run/work-queue.js';
import { freePort } from '../core/processes/free-port.fixture.js';

let home: string;
let services: JobsService[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-jobs-'));
  services = [];
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.onModuleDestroy()));
  await rm(home, { recursive: true, force: true });
});

function service(environment: Record<string, string> = {}): JobsService {
  const configuration = readConfiguration({
    SEXTANT_HOME: home,
    SEXTANT_LOG_LEVEL: 'silent',
    ...environment,
  });
  const made = new JobsService(
    configuration,
    createLogger(configuration),
    {} as ServedModels,
    {} as TrainInBackground,
    new OperationEvents(),
  );
  services.push(made);
  return made;
}

describe('the jobs of a process', () => {
  it('open nothing before they are needed, and say when they are ready', async () => {
    const jobs = service();
    expect(() => jobs.checkReady()).not.toThrow();
    expect(await readdir(home)).toEqual([]);
    const opening = jobs.open();
    expect(() => jobs.checkReady()).toThrow('The jobs are being opened.');
    const opened = await opening;
    expect(await jobs.open()).toBe(opened);
    expect(() => jobs.checkReady()).not.toThrow();
    await expect(service().open()).rejects.toThrow(ConflictError);
    await jobs.onModuleDestroy();
    expect(await readdir(home)).toEqual(['database', 'database.json']);
    expect(() => jobs.open()).toThrow(NotReadyError);
  });

  it('claim the home of an embedded database at once, so that a second server ends before it serves', async () => {
    await service().claim();
    await expect(service().claim()).rejects.toThrow('one server alone may open the embedded database');
  });

  it('say in the log alone which folder cannot be opened, and go on when it can', async () => {
    await mkdir(join(home, 'database', 'base'), { recursive: true });
    const jobs = service();
    const refused = jobs.open();
    await expect(refused).rejects.toThrow(NotReadyError);
    const error = (await refused.catch((thrown: unknown) => thrown)) as NotReadyError;
    expect(error.message).not.toContain(home);
    expect(error.cause).toMatchObject({ message: expect.stringContaining(join(home, 'database')) });
    expect(() => jobs.checkReady()).toThrow(/^No jobs: The jobs cannot be opened now\.$/);
    expect((await readdir(home)).sort()).toEqual(['database', 'database.lock']);
    await rm(join(home, 'database'), { recursive: true });
    await jobs.open();
    expect(() => jobs.checkReady()).not.toThrow();
  });

  it('that cannot begin to work leave nothing open', async () => {
    const jobs = service();
    // The last thing that is read in opening.
    const workers = {
      valueOf: () => {
        throw new Error('late');
      },
    };
    jobs.tools.configuration.jobs.workers = workers as unknown as number;
    const stops = [JobProcess, WorkQueue].map((part) => jest.spyOn(part.prototype, 'stop'));
    await expect(jobs.open()).rejects.toThrow('The jobs cannot be opened now.');
    for (const stop of stops) {
      expect(stop).toHaveBeenCalledTimes(1);
      stop.mockRestore();
    }
    jobs.tools.configuration.jobs.workers = 1;
    await jobs.open();
  });

  it('remove what a start that was killed left of a database', async () => {
    await mkdir(join(home, 'database.123-0123abcd.tmp', 'base'), { recursive: true });
    await service().claim();
    expect(await readdir(home)).toEqual(['database.lock']);
  });

  it('of a home of another database are refused before the first, and end with a reason after it', async () => {
    const other = { id: '11111111-2222-4333-8444-555555555555', where: 'PostgreSQL right/jobs' };
    await writeHomeIdentity(home, other);
    await expect(service().claim()).rejects.toThrow(ForeignHomeError);
    expect(await readdir(home)).toEqual(['database.json']);
    await rm(join(home, 'database.json'));
    const jobs = service();
    await jobs.open();
    await jobs.onModuleDestroy();
    await rm(join(home, 'database.json'));
    await writeHomeIdentity(home, { ...other, where: 'the embedded database' });
    const late = service();
    // It has nothing more to try.
    await late.openInBackground();
    expect(await late.lost).toBeInstanceOf(ForeignHomeError);
    expect(late.ends.aborted).toBe(true);
  });

  it('whose lock another process takes stop, and end with a reason', async () => {
    const jobs = service();
    const { store } = await jobs.open();
    await writeFile(
      join(home, 'database.lock'),
      JSON.stringify({ host: 'elsewhere', pid: 1, since: 'then' }),
    );
    expect((await jobs.lost).message).toContain('was taken by process 1 of elsewhere');
    expect(() => jobs.open()).toThrow('The server ends.');
    await expect(store.open()).rejects.toThrow(NotReadyError);
    await jobs.onModuleDestroy();
    expect(await readFile(join(home, 'database.lock'), 'utf8')).toContain('elsewhere');
  });

  it('say that their server does not answer, and need no lock for it', async () => {
    const jobs = service({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
    await jobs.claim();
    await expect(jobs.open()).rejects.toThrow('The database of the jobs does not answer.');
    expect(() => jobs.checkReady()).toThrow('No jobs: The database of the jobs does not answer.');
    expect(await readdir(home)).toEqual([]);
  });
});
