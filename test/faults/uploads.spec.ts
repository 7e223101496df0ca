import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { startJobServer, type JobServer } from '../end-to-end/jobs.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';
import { onDisk, skipped } from './disk.fixture.js';

/* Tables that arrive where they cannot be stored. */

const small = csvOf(tinyRows(20));
/** More than the disk has room for, and than a connection holds. */
const large = small.repeat(20_000);

let tiny: TinySuite;
let server: JobServer;
let jobs: string;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await startJobServer(tiny.environment);
  jobs = join(tiny.root, 'home', 'jobs');
});
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});
afterEach(() => rm(jobs, { recursive: true, force: true }));

/** A job or a problem. */
type Answer = Record<string, string | undefined>;

async function send(csv: string, asForm: boolean): Promise<{ status: number; json: Answer }> {
  const body = new FormData();
  body.append('file', new Blob([csv]), 'applications.csv');
  const path = `/v1/${tinyId}/batches`;
  const response = await (asForm ? server.fetch(path, { method: 'POST', body }) : server.send(path, csv));
  return { status: response.status, json: (await response.json()) as Answer };
}

/** The answer says that it is the disk's fault and not where it is; the log says where. */
async function expectNoRoom(csv: string, code: string): Promise<void> {
  for (const asForm of [false, true]) {
    const before = server.log.length;
    const { status, json } = await send(csv, asForm);
    expect([status, json]).toEqual([
      507,
      expect.objectContaining({
        type: 'urn:sextant:problem:storage',
        detail: `The table cannot be stored (${code}).`,
        hint: expect.stringContaining('log'),
      }),
    ]);
    expect(JSON.stringify(json)).not.toContain(tiny.root);
    expect(server.log.slice(before)).toContain(jobs);
  }
}

/** With room the same server takes orders again. */
async function expectRoom(): Promise<void> {
  const { status, json } = await send(small, true);
  expect(status).toBe(202);
  const cancelled = await server.fetch(`/v1/jobs/${json.id}`, { method: 'DELETE' });
  expect(cancelled.status).toBe(200);
}

describe('a table that cannot be stored', () => {
  onDisk(`because the disk is full is answered so, and leaves nothing${skipped}`, async () => {
    await mkdir(jobs, { recursive: true });
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', jobs]);
    try {
      await expectNoRoom(large, 'ENOSPC');
      expect(await readdir(jobs)).toEqual([]);
      await expectRoom();
    } finally {
      spawnSync('umount', ['-l', jobs]);
    }
  });

  onDisk(`because nothing may be written is answered so${skipped}`, async () => {
    await mkdir(jobs, { recursive: true });
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,ro', 'tmpfs', jobs]);
    try {
      await expectNoRoom(small, 'EROFS');
    } finally {
      spawnSync('umount', ['-l', jobs]);
    }
  });

  it('because a file stands where the folder of jobs should be is answered so', async () => {
    await rm(jobs, { recursive: true, force: true });
    await writeFile(jobs, '');
    await expectNoRoom(small, 'ENOTDIR');
    await rm(jobs);
    await expectRoom();
  });
});
