import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CancelledError, InvalidInputError, TooLargeError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { isGone, writerOf } from '../core/files/unfinished.js';
import { ArrivingOrder, arriving } from './arriving-order.js';
import { jobFolders } from './job-folder.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-arriving-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const names = () => readdir(join(home, 'jobs'));

describe('an order that arrives', () => {
  it('lies where its receiver is named until it is whole and checked, then in the folder of its job', async () => {
    const order = new ArrivingOrder(home, 100);
    const { input, digest } = await order.store(Readable.from(['a,b\n', '1,2\n']), '/their/own.csv');
    const [name] = await names();
    expect(writerOf(name)).toMatchObject({ doing: arriving, pid: process.pid });
    expect(isGone(writerOf(name)!)).toBe(false);
    expect(await jobFolders(home)).toEqual([]);
    expect([input.name, digest]).toEqual(['own.csv', sha256('a,b\n1,2\n')]);
    expect(await readFile(input.arrivedAt, 'utf8')).toBe('a,b\n1,2\n');
    await order.settle();
    expect(await names()).toEqual([order.id]);
    expect(await jobFolders(home)).toEqual([order.id]);
    expect(await readFile(input.path, 'utf8')).toBe('a,b\n1,2\n');
  });

  it('is readable for its user alone, whatever the umask', async () => {
    const umask = process.umask(0);
    const order = new ArrivingOrder(home, 100);
    const { input } = await order.store(Readable.from(['x']), 'x').finally(() => process.umask(umask));
    const paths = [join(home, 'jobs'), join(input.arrivedAt, '..'), input.arrivedAt];
    const modes = await Promise.all(paths.map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  it('and is refused leaves nothing, before and after it is whole', async () => {
    for (const isWhole of [false, true]) {
      const order = new ArrivingOrder(home, 100);
      await order.store(Readable.from(['x']), 'x');
      if (isWhole) await order.settle();
      await order.discard();
      expect(await names()).toEqual([]);
    }
  });

  it('without a table has no folder', async () => {
    const order = new ArrivingOrder(home, 100);
    await order.settle();
    await order.discard();
    expect(await readdir(home)).toEqual([]);
  });

  it('is refused when nothing comes, too much, or only a part', async () => {
    const cut = new PassThrough();
    cut.write('a,b\n');
    setImmediate(() => cut.destroy());
    const streams: [Readable, unknown][] = [
      [Readable.from([]), InvalidInputError],
      [Readable.from(['123', '456']), TooLargeError],
      [cut, CancelledError],
    ];
    for (const [stream, kind] of streams) {
      const order = new ArrivingOrder(home, 5);
      await expect(order.store(stream, 'x')).rejects.toThrow(kind);
      expect((await names()).map((name) => basename(name)[0])).toEqual(['.']);
      await order.discard();
    }
  });
});
