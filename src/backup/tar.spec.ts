import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import { archive, entriesOf, pieces, root, useHome } from './backup.fixture.js';
import { readTar } from './tar-reading.js';

useHome();

const part = fc.stringMatching(/^[a-zA-Z0-9 ._年模é-]{1,60}$/u).filter((text) => !/^\.+$/.test(text));
const entry = fc.record({
  path: fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/')),
  content: fc.option(
    fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)),
    {
      nil: undefined,
    },
  ),
});

async function read(bytes: Buffer, size?: number) {
  const found: { path: string; content?: Buffer }[] = [];
  for await (const { path, kind, content } of readTar(pieces(bytes, size))) {
    const parts: Buffer[] = [];
    for await (const piece of content) parts.push(piece);
    found.push({ path, content: kind === 'folder' ? undefined : Buffer.concat(parts) });
  }
  return found;
}

describe('an archive', () => {
  it('is read as it was written, whatever the names, sizes and pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 5 }),
        fc.integer({ min: 1, max: 3000 }),
        async (entries, size) => {
          const found = await read(gunzipSync(archive(entries)), size);
          expect(found).toEqual(entries.map(({ path, content }) => ({ path, content })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('passes over what its reader does not want', async () => {
    const bytes = gunzipSync(
      archive([
        { path: 'a', content: 'x'.repeat(5000) },
        { path: 'b', content: 'y' },
      ]),
    );
    const paths: string[] = [];
    for await (const { path } of readTar(pieces(bytes))) paths.push(path);
    expect(paths).toEqual(['a', 'b']);
  });

  it('is refused wherever it is cut', async () => {
    const bytes = gunzipSync(archive([{ path: 'folder' }, { path: 'folder/a', content: 'x'.repeat(700) }]));
    for (let end = 0; end < bytes.length - 512; end += 97) {
      await expect(read(bytes.subarray(0, end))).rejects.toThrow('it ends too soon');
    }
  });

  it('is refused when something follows its end', async () => {
    const bytes = gunzipSync(archive([{ path: 'a', content: 'x' }]));
    await expect(read(Buffer.concat([bytes, Buffer.from('more')]))).rejects.toThrow('follows its end');
  });

  it('is one that other programs read', async () => {
    const path = `models/${'深 long name/'.repeat(12)}a.json`;
    await writeFile(join(root, 'own.tar.gz'), archive([{ path: 'models' }, { path, content: 'some text' }]));
    const told = execFileSync('tar', ['-xzOf', join(root, 'own.tar.gz'), path], { encoding: 'utf8' });
    expect(told).toBe('some text');
    expect((await entriesOf(join(root, 'own.tar.gz'))).map((one) => one.path)).toEqual(['models', path]);
  });
});
