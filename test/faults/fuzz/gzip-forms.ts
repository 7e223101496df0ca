import { gzipSync } from 'node:zlib';
import type { Random } from '../../../src/core/random.js';
import { pick } from './draw.js';

const forms: readonly (readonly [form: string, pack: (bytes: Buffer, random: Random) => Buffer])[] = [
  ['gzip', (bytes) => gzipSync(bytes)],
  ['gzip, stored', (bytes) => gzipSync(bytes, { level: 0 })],
  ['gzip of several members', severalMembers],
  ['gzip with an empty member', (bytes) => Buffer.concat([gzipSync(bytes), gzipSync(Buffer.alloc(0))])],
  ['gzip cut off', (bytes, random) => cut(gzipSync(bytes), random)],
  ['gzip with a wrong checksum', (bytes) => wrongChecksum(gzipSync(bytes))],
  ['gzip with bytes behind', (bytes) => Buffer.concat([gzipSync(bytes), Buffer.from('x')])],
  ['gzip with zeros behind', (bytes) => Buffer.concat([gzipSync(bytes), Buffer.alloc(512)])],
  ['gzip of gzip', (bytes) => gzipSync(gzipSync(bytes))],
  ['gzip with a changed byte', (bytes, random) => changedByte(gzipSync(bytes), random)],
];

/** A table as one form of gzip file, or of what looks like one. */
export function packed(bytes: Buffer, random: Random): { form: string; bytes: Buffer } {
  const [form, pack] = pick(forms, random);
  return { form, bytes: pack(bytes, random) };
}

function severalMembers(bytes: Buffer, random: Random): Buffer {
  const at = random.integer(bytes.length + 1);
  return Buffer.concat([gzipSync(bytes.subarray(0, at)), gzipSync(bytes.subarray(at))]);
}

/** Behind the two bytes by which gzip is known. */
function cut(whole: Buffer, random: Random): Buffer {
  return whole.subarray(0, 2 + random.integer(whole.length - 2));
}

function wrongChecksum(whole: Buffer): Buffer {
  whole[whole.length - 8] ^= 1;
  return whole;
}

function changedByte(whole: Buffer, random: Random): Buffer {
  whole[2 + random.integer(whole.length - 2)] ^= 1 << random.integer(8);
  return whole;
}
