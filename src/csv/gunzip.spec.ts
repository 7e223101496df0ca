import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../core/errors.js';
import { createRandom } from '../core/random.js';
import { gunzipped } from './gunzip.js';

const text = `a,b\n${Array.from({ length: 4000 }, (_, i) => `${i},${(i * 7919) % 1000}`).join('\n')}\n`;
const one = gzipSync(text);
const several = Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(''), gzipSync(text.slice(9))]);

/** Bytes in pieces of these lengths, over and over. */
async function* pieces(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array, void> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length];
    // Now at once, now with a turn between: what arrives when must not matter.
    if (i % 3 === 0) await new Promise(setImmediate);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function unpack(bytes: Uint8Array, lengths: readonly number[] = [bytes.length]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of gunzipped(pieces(bytes, lengths), { name: 'x.gz', chunkBytes: 4096 })) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** Ends of the packed data, borders of chunks on, before and behind them, and lengths by chance. */
function borders(packed: number, padding: number): number[][] {
  const random = createRandom(packed + padding);
  const chance = Array.from({ length: 5 }, () => 1 + Math.floor(random.next() * (packed + padding)));
  const whole = [packed + padding];
  return [whole, [1000], [packed], [packed - 1], [packed + 1], [packed - 8, 8, 1], ...chance.map((n) => [n])];
}

describe.each([
  ['one member', one],
  ['several members', several],
])('gzip of %s', (_what, packed) => {
  it('is unpacked wherever chunks end', async () => {
    for (const lengths of [...borders(packed.length, 0), [1]]) {
      expect(await unpack(packed, lengths)).toBe(text);
    }
  });

  it('may have any number of zero bytes behind it, wherever chunks end', async () => {
    for (const padding of [1, 2, 7, 8, 9, 512, 10_240, 100_000]) {
      const padded = Buffer.concat([packed, Buffer.alloc(padding)]);
      for (const lengths of borders(packed.length, padding)) expect(await unpack(padded, lengths)).toBe(text);
    }
  });

  it('is refused with anything else behind it, wherever chunks end', async () => {
    const zeros = Buffer.alloc(600);
    const tails = [
      Buffer.from('x'),
      Buffer.from('further text'),
      Buffer.from([0x1f]),
      Buffer.concat([zeros, Buffer.from('x')]),
      Buffer.concat([Buffer.from([0]), gzipSync('more')]),
      Buffer.concat([Buffer.from('x'), zeros]),
    ];
    for (const tail of tails) {
      const longer = Buffer.concat([packed, tail]);
      for (const lengths of borders(packed.length, tail.length)) {
        await expect(unpack(longer, lengths)).rejects.toBeInstanceOf(InvalidInputError);
      }
    }
  });

  it('is refused where it is cut off, wherever chunks end', async () => {
    for (const missing of [1, 4, 8, 9, 20]) {
      const cut = packed.subarray(0, packed.length - missing);
      for (const lengths of borders(cut.length, 0))
        await expect(unpack(cut, lengths)).rejects.toThrow('cut off');
    }
  });
});

describe('gzip', () => {
  it('passes on what fails while it is read', async () => {
    async function* failing(): AsyncGenerator<Uint8Array, void> {
      yield one.subarray(0, 100);
      await new Promise(setImmediate);
      throw new Error('the disk is gone');
    }
    const reading = async () => {
      for await (const part of gunzipped(failing(), { name: 'x.gz', chunkBytes: 4096 }))
        expect(part).toBeDefined();
    };
    await expect(reading()).rejects.toThrow('the disk is gone');
  });

  it('lets go of its input when the loop is left early', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      try {
        for (;;) {
          await new Promise(setImmediate);
          yield one;
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const part of gunzipped(endless(), { name: 'x.gz', chunkBytes: 1024 })) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isClosed).toBe(true);
  });
});
