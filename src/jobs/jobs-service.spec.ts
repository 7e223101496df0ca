import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { ConflictError, NotReadyError } from '../core/errors.js';
import { createLogger } from '../core/logger.js';
import type { ServedModels } from '../scoring/served-models.js';
import type { TrainInBackground } from '../training/train-in-background.js';
import { JobsService } from './jobs-service.js';
import { freePort } from '../core/free-port.fixture.js';

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
    expect(await readdir(home)).toEqual(['database']);
    expect(() => jobs.open()).toThrow(NotReadyError);
  }, 60_000);

  it('claim the home of an embedded database at once, so that a second server ends before it serves', async () => {
    await service().claim();
    await expect(service().claim()).rejects.toThrow('one server alone may open the embedded database');
  });

  it('say that their server does not answer, and need no lock for it', async () => {
    const jobs = service({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
    await jobs.claim();
    await expect(jobs.open()).rejects.toThrow('The database of the jobs does not answer.');
    expect(() => jobs.checkReady()).toThrow('No jobs: The database of the jobs does not answer.');
    expect(await readdir(home)).toEqual([]);
  });
});
