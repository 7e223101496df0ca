import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  privateModes,
  sha256,
  sha256File,
  syncFolder,
  temporaryBeside,
  writeFileAtomic,
  writeFileDurable,
} from './files.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-files-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing a whole file', () => {
  it('makes the folders that are missing', async () => {
    const path = join(folder, 'a', 'b', 'text');
    await writeFileAtomic(path, '信用');
    expect(await readFile(path, 'utf8')).toBe('信用');
  });

  it('replaces what was there and leaves nothing beside it', async () => {
    const path = join(folder, 'bytes');
    await writeFileAtomic(path, 'a longer text than the next');
    await writeFileAtomic(path, Uint8Array.of(0, 255, 10));
    expect([...(await readFile(path))]).toEqual([0, 255, 10]);
    expect(await readdir(folder)).toEqual(['bytes']);
  });

  it('keeps the old content when it fails, and leaves nothing beside it', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    await writeFile(join(path, 'kept'), 'kept');
    await expect(writeFileAtomic(path, 'new')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
    expect(await readFile(join(path, 'kept'), 'utf8')).toBe('kept');
  });

  it('shows a reader the old content or the new one, never a part', async () => {
    const path = join(folder, 'watched');
    const contents = ['a', 'b'].map((letter) => letter.repeat(300_000));
    await writeFileAtomic(path, contents[0]);
    let done = false;
    const seen = new Set<string>();
    const watch = async () => {
      while (!done) seen.add(await readFile(path, 'utf8'));
    };
    const watching = watch();
    for (let i = 1; i <= 10; i++) await writeFileAtomic(path, contents[i % 2]);
    done = true;
    await watching;
    expect([...seen].filter((content) => !contents.includes(content))).toEqual([]);
  });

  it('gives what is private to its user alone, with the folders that are made for it', async () => {
    const umask = process.umask(0o022);
    try {
      await writeFileAtomic(join(folder, 'a', 'private'), 'x', privateModes);
      await writeFileAtomic(join(folder, 'b', 'open'), 'x');
    } finally {
      process.umask(umask);
    }
    const modes = await Promise.all(
      ['a', 'a/private', 'b', 'b/open'].map((name) => stat(join(folder, name))),
    );
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600, 0o755, 0o644]);
  });

  it('durably refuses a file that exists', async () => {
    const path = join(folder, 'once');
    await writeFileDurable(path, 'first');
    await expect(writeFileDurable(path, 'second')).rejects.toThrow('EEXIST');
    expect(await readFile(path, 'utf8')).toBe('first');
  });
});

describe('names and folders', () => {
  it('a temporary name lies beside its file and is never the same twice', () => {
    const names = Array.from({ length: 100 }, () => temporaryBeside(join(folder, 'x')));
    expect(new Set(names).size).toBe(100);
    for (const name of names) expect(name.startsWith(join(folder, 'x.'))).toBe(true);
  });

  it('a folder can be brought to the disk', async () => {
    await expect(syncFolder(folder)).resolves.toBeUndefined();
  });
});

describe('sha256', () => {
  // FIPS 180-4, example of "abc".
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it('is that of the standard, for text and bytes', () => {
    expect(sha256('abc')).toBe(abc);
    expect(sha256(Uint8Array.of(97, 98, 99))).toBe(abc);
    expect(sha256('信')).toBe(sha256(new TextEncoder().encode('信')));
  });

  it('of a file is that of its bytes', async () => {
    const path = join(folder, 'abc');
    await writeFile(path, 'abc');
    expect(await sha256File(path)).toBe(abc);
    await expect(sha256File(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});
