import type { FileHandle } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WriteBehind } from './write-behind.js';

/** A file that takes at most so many bytes in one call, and `full` bytes in all. */
function slowFile(each: number, full = Infinity) {
  const content: number[] = [];
  let calls = 0;
  const writev = async (pieces: Uint8Array[], position: number) => {
    calls++;
    await Promise.resolve();
    const bytes = pieces.flatMap((piece) => [...piece]).slice(0, each);
    if (position + bytes.length > full) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    bytes.forEach((byte, i) => (content[position + i] = byte));
    return { bytesWritten: bytes.length, buffers: pieces };
  };
  return { content, calls: () => calls, file: { writev } as unknown as FileHandle };
}

it('what is given stands in the file, however little of it the system takes at once', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 40 });
  const property = fc.asyncProperty(pieces, fc.integer({ min: 1, max: 20 }), async (given, each) => {
    const { content, file } = slowFile(each);
    const writing = new WriteBehind(file);
    for (const piece of given) await writing.append(piece);
    await writing.settled();
    expect(content).toEqual(given.flatMap((piece) => [...piece]));
  });
  await fc.assert(property);
});

it('pieces that are given meanwhile go together', async () => {
  const { content, calls, file } = slowFile(Infinity);
  const writing = new WriteBehind(file, 3);
  for (let i = 0; i < 5; i++) void writing.append(Uint8Array.of(i));
  await writing.settled();
  expect(calls()).toBeLessThan(5);
  expect(content.slice(3)).toEqual([0, 1, 2, 3, 4]);
});

it('a failure is told to everyone who comes after it, and nothing more is written', async () => {
  const { calls, file } = slowFile(10, 20);
  const writing = new WriteBehind(file);
  await writing.append(new Uint8Array(25));
  await expect(writing.settled()).rejects.toThrow('full');
  await expect(writing.append(new Uint8Array(1))).rejects.toThrow('full');
  await expect(writing.settled()).rejects.toThrow('full');
  expect(calls()).toBe(3);
});

it('who gives more than may wait, waits', async () => {
  const { content, file } = slowFile(Infinity);
  const writing = new WriteBehind(file);
  await writing.append(new Uint8Array(1));
  await writing.append(new Uint8Array(2 * 1024 * 1024));
  expect(content).toHaveLength(2 * 1024 * 1024 + 1);
});
