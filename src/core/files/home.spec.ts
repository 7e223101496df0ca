import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isOpenToOthers, requireWritableHome } from './home.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-home-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (...parts: string[]) => (await stat(join(folder, ...parts))).mode & 0o777;

describe('a home', () => {
  it('is made with its parents; where none can be made the error says what to set', async () => {
    await requireWritableHome(join(folder, 'a', 'b'));
    expect(await readdir(join(folder, 'a'))).toEqual(['b']);
    // Node's recursive mkdir never returns here.
    const refused = requireWritableHome('/proc/sextant/home');
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining('SEXTANT_HOME') });
  });

  it("is its user's alone when it is made, whatever the umask", async () => {
    const umask = process.umask(0);
    try {
      await requireWritableHome(join(folder, 'made'));
    } finally {
      process.umask(umask);
    }
    expect(await modeOf('made')).toBe(0o700);
    expect(await isOpenToOthers(join(folder, 'made'))).toBe(false);
  });

  it('that was there is not closed, but the folders in it are that an earlier version left open', async () => {
    for (const name of ['database', 'datasets', 'jobs', 'models', 'mine']) {
      await mkdir(join(folder, name));
      await chmod(join(folder, name), 0o755);
    }
    await chmod(folder, 0o755);
    await requireWritableHome(folder);
    expect(await isOpenToOthers(folder)).toBe(true);
    expect(await modeOf()).toBe(0o755);
    expect(await modeOf('mine')).toBe(0o755);
    for (const name of ['database', 'datasets', 'jobs', 'models']) expect(await modeOf(name)).toBe(0o700);
  });

  it("leaves open what lies behind a link, and what is another user's", async () => {
    await mkdir(join(folder, 'elsewhere'));
    await mkdir(join(folder, 'home'));
    await mkdir(join(folder, 'home', 'jobs'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'home', 'models'));
    for (const name of ['elsewhere', 'home/jobs']) await chmod(join(folder, name), 0o755);
    // Only root can give a folder away.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(join(folder, 'home', 'jobs'), 65534, 65534);
    await requireWritableHome(join(folder, 'home'));
    expect(await modeOf('elsewhere')).toBe(0o755);
    expect(await modeOf('home', 'jobs')).toBe(isRoot ? 0o755 : 0o700);
  });
});
