import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Database } from '../database/database.js';
import { openEmbedded } from '../database/embedded.js';
import { migrate } from '../database/migrations.js';
import type { StepName } from '../job.js';
import { JobStore, type NewJob } from './job-store.js';
import { StepStore } from './step-store.js';

/** The stores of two processes, anew for each test; on a real database, the embedded one in the built thread. */
export let database: Database;
export let store: JobStore;
export let one: StepStore;
export let other: StepStore;
let folder: string;

/** To be called once by each file of tests that uses the stores. */
export function useStores(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-store-'));
    database = await openEmbedded(join(folder, 'database'));
    await migrate(database);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await database.executeSql('DELETE FROM sextant.job; DELETE FROM sextant.worker');
    store = new JobStore(database);
    one = new StepStore(database, 'one');
    other = new StepStore(database, 'other');
    await one.heartbeat();
    await other.heartbeat();
  });
}

let count = 0;
export const newJob = (changes: Partial<NewJob> = {}): NewJob => ({
  id: `job-${String(++count).padStart(4, '0')}`,
  kind: 'batch',
  scenario: 'test/tiny',
  request: { rows: [1, "it's"] },
  fingerprint: 'f',
  stage: 'plan',
  ...changes,
});
export const add = async (changes: Partial<NewJob> = {}): Promise<string> => {
  const job = newJob(changes);
  expect(await store.add(job, 100)).toBe('added');
  return job.id;
};
export const step = (jobId: string, name: string, place = 0): StepName => ({ jobId, name, place });
export const worked = async (id: string): Promise<number> => {
  const text = 'SELECT worked_seconds AS seconds FROM sextant.job WHERE id = $1';
  return (await database.executeSql<{ seconds: number }>(text, [id])).rows[0].seconds;
};
/** By the clock of the database. */
export const sleep = (seconds: number) => database.executeSql(`SELECT pg_sleep(${seconds})`);
export const types = async (id: string) => (await store.eventsAfter(id, 0)).map(({ type }) => type);

/** A job of which `parts` wait to be scored. */
export async function planned(parts: number): Promise<string> {
  const id = await add();
  await one.claim(step(id, 'plan'));
  await one.complete(step(id, 'plan'), { name: 'part', count: parts, total: 10 * parts });
  return id;
}
