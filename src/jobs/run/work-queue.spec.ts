import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../core/logger.js';
import type { Database } from '../database/database.js';
import { openEmbedded } from '../database/embedded.js';
import { WorkQueue } from './work-queue.js';

let folder: string;
let database: Database;
let queue: WorkQueue;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-queue-'));
  database = await openEmbedded(join(folder, 'database'));
  queue = new WorkQueue(database, createLogger({ logLevel: 'silent', logFormat: 'json' }));
  await queue.start(['batch', 'train']);
});
afterAll(async () => {
  await queue.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => database.executeSql('DELETE FROM sextant_queue.job; DELETE FROM sextant_queue.archive'));

const step = (jobId: string, place = 0) => ({ jobId, name: 'part', place });
const kept = async (table = 'job') =>
  (
    await database.executeSql<{ id: string }>(
      `SELECT data ->> 'jobId' AS id FROM sextant_queue.${table} ORDER BY 1`,
    )
  ).rows.map(({ id }) => id);

describe('a call for a worker', () => {
  it('is had once, comes again after a failure, and is gone when it was answered', async () => {
    await queue.call('batch', [step('a')], 3);
    const call = await queue.fetch('batch');
    expect(call?.step).toEqual(step('a'));
    expect(await queue.fetch('batch')).toBeUndefined();
    await queue.again('batch', call!);
    expect(await kept()).toEqual(['a']);
    await database.executeSql(`UPDATE sextant_queue.job SET start_after = now() - interval '1 second'`);
    expect((await queue.fetch('batch'))?.step).toEqual(step('a'));
    await queue.answered('batch', call!);
    expect(await kept()).toEqual([]);
    await queue.answered('batch', call!);
  });

  it('of a job that is to be forgotten is gone, whatever became of it; those of others stay', async () => {
    await queue.call('batch', [step('a', 0), step('a', 1), step('b')], 3);
    await queue.call('train', [step('a')], 3);
    await queue.fetch('batch');
    await database.executeSql(
      `INSERT INTO sextant_queue.archive SELECT * FROM sextant_queue.job WHERE name = 'train'`,
    );
    await queue.forget('a');
    expect([await kept(), await kept('archive')]).toEqual([['b'], []]);
  });

  it('that was made before the clock was set back can be made again, and is had at once', async () => {
    await queue.call('batch', [step('a')], 3);
    await database.executeSql(
      `UPDATE sextant_queue.job SET start_after = start_after + interval '2 hours', created_on = created_on + interval '2 hours'`,
    );
    expect(await queue.fetch('batch')).toBeUndefined();
    await queue.call('batch', [step('a')], 3);
    expect((await queue.fetch('batch'))?.step).toEqual(step('a'));
  });
});
