import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError, NotFoundError, NotReadyError } from '../core/errors.js';
import { projectRoot } from '../core/paths.js';
import { HeaderThread, type HeaderThreadOptions } from './header-thread.js';

let folder: string;
let stubborn: URL;
const threads: HeaderThread[] = [];

/** Answers to a path by what it says: a name, `eat` takes all memory, `hang` never answers, `end` ends the thread. */
const stubbornModule = `
import { serveCalls } from ${JSON.stringify(pathToFileURL(join(projectRoot, 'dist/engine/serve-calls.js')).href)};
serveCalls({
  look({ path }) {
    const eaten = [];
    while (path === 'eat') eaten.push({ eaten: [eaten.length] });
    if (path === 'end') process.exit(3);
    if (path === 'hang') return new Promise(() => undefined);
    return { header: [path], delimiter: ',' };
  },
});
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-header-'));
  await writeFile(join(folder, 'stubborn.mjs'), stubbornModule);
  stubborn = pathToFileURL(join(folder, 'stubborn.mjs'));
});
afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.close())));
afterAll(() => rm(folder, { recursive: true }));

function open(options?: HeaderThreadOptions): HeaderThread {
  const thread = new HeaderThread(options);
  threads.push(thread);
  return thread;
}

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'table.csv');
  await writeFile(path, content);
  return path;
}

describe('HeaderThread', () => {
  it('finds header and delimiter as the reader does', async () => {
    const thread = open();
    const path = await file(gzipSync('a;b,c\n1;2\n'));
    expect(await thread.read(path, { expectedColumns: ['b,c'] })).toEqual({
      header: ['a', 'b,c'],
      delimiter: ';',
    });
    expect((await thread.read(path, { delimiter: ',' })).header).toEqual(['a;b', 'c']);
  });

  it('passes on what the reader refuses, with its class and details, and goes on', async () => {
    const thread = open();
    const refused = thread.read(await file('a,a\n'));
    await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
    await expect(refused).rejects.toMatchObject({ details: [{ line: 1, column: 'a' }] });
    await expect(thread.read(join(folder, 'none.csv'))).rejects.toBeInstanceOf(NotFoundError);
    expect((await thread.read(await file('a,b\n'))).header).toEqual(['a', 'b']);
  });

  it('holds the widest header that is allowed', async () => {
    const names = Array.from({ length: 16_384 }, (_, i) => `${i}`.padStart(62, 'x'));
    const { header } = await open().read(await file(`${names.join(',')}\n`));
    expect(header).toEqual(names);
  });

  it('answers an order whose thread dies of memory, and the next with another thread', async () => {
    const thread = open({ module: stubborn, heapLimit: 32 });
    const [eaten, after] = await Promise.allSettled([thread.read('eat'), thread.read('after')]);
    const message = expect.stringContaining('more than 32 MiB of memory') as unknown;
    expect(eaten).toMatchObject({ status: 'rejected', reason: { status: 422, message } });
    expect(after).toMatchObject({ status: 'fulfilled', value: { header: ['after'] } });
  });

  it('replaces a thread that hangs or ends', async () => {
    const thread = open({ module: stubborn, timeLimit: 1500 });
    await thread.read('begin');
    await expect(thread.read('hang')).rejects.toBeInstanceOf(NotReadyError);
    await expect(thread.read('end')).rejects.toThrow('ended with code 3');
  });

  it('lets only so many wait', async () => {
    const thread = open({ module: stubborn, mostWaiting: 2 });
    const [one, two, three] = await Promise.allSettled(['1', '2', '3'].map((path) => thread.read(path)));
    expect([one.status, two.status, three.status]).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((three as PromiseRejectedResult).reason).toBeInstanceOf(NotReadyError);
    expect((await thread.read('4')).header).toEqual(['4']);
  });

  it('ends when it is not asked for a while, and starts again', async () => {
    const thread = open({ idle: 10 });
    const path = await file('a,b\n');
    await thread.read(path);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await thread.read(path)).header).toEqual(['a', 'b']);
  });
});
