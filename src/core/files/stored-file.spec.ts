import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DamagedFileError, NotReadyError } from '../errors.js';
import { readStoredFile, systemReason, unreadableFile } from './stored-file.js';

describe('a stored file', () => {
  const name = { what: 'The thing', hint: 'Mend it.' };
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-stored-'));
    path = join(folder, 'thing');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read as it is, or is not there', async () => {
    expect(await readStoredFile(path, name)).toBeUndefined();
    await writeFile(path, Uint8Array.of(0, 255));
    expect([...((await readStoredFile(path, name)) ?? [])]).toEqual([0, 255]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a folder', () => mkdir(path), 'it is a folder'],
    ['a pipe that nobody writes to', () => Promise.resolve(execFileSync('mkfifo', [path])), 'it is a pipe'],
    ['a device', () => symlink('/dev/zero', path), 'it is a device'],
    ['a circle of links', () => symlink(path, path), 'ELOOP: too many symbolic links encountered'],
  ])('is damaged when it is %s', async (_, put, reason) => {
    await put();
    const reading = readStoredFile(path, name);
    await expect(reading).rejects.toThrow(DamagedFileError);
    await expect(reading).rejects.toMatchObject({
      message: `The thing cannot be read: ${reason}.`,
      hint: 'Mend it.',
      path,
    });
  });

  it('is damaged below what is no folder', async () => {
    await writeFile(path, '');
    await expect(readStoredFile(join(path, 'below'), name)).rejects.toThrow('ENOTDIR: not a directory.');
  });

  it.each(['EACCES', 'EIO', 'ENOTDIR', 'EPERM', 'ENAMETOOLONG'])(
    'is damaged whatever the system said: %s',
    (code) => {
      const error = Object.assign(new Error(code), { code });
      expect(unreadableFile(error, path, name)).toBeInstanceOf(DamagedFileError);
    },
  );

  it('is not damaged when the machine is short of something', () => {
    const error = Object.assign(new Error('EMFILE'), { code: 'EMFILE' });
    expect(unreadableFile(error, path, name)).toBeInstanceOf(NotReadyError);
  });
});

it('what the system said goes without the path', () => {
  const error = Object.assign(new Error("EACCES: permission denied, open '/home/x'"), {
    errno: -13,
    code: 'EACCES',
  });
  expect(systemReason(error)).toBe('EACCES: permission denied');
  expect(systemReason(new Error('other'))).toBe('other');
});
