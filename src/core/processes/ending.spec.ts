import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../paths.js';

const module = join(projectRoot, 'dist', 'core', 'processes', 'ending.js');

it.each([0, 1])(
  'a process that does not end by itself is ended after the grace, with status %d',
  (status) => {
    const code = `
    const { endAtLast } = await import(${JSON.stringify(module)});
    setInterval(() => {}, 1000);
    endAtLast({ warn: console.log }, ${status}).unref();`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(ended.stdout).toBe('something did not end in time: the process ends without waiting for it\n');
    expect([ended.status, ended.signal]).toEqual([status, null]);
  },
);

it('a process that ends by itself is not held up', () => {
  const code = `(await import(${JSON.stringify(module)})).endAtLast({ warn: console.log }, 1).unref();`;
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect([ended.status, ended.stdout]).toEqual([0, '']);
});
