import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { isAlive } from './processes.js';

describe('a process', () => {
  it('lives until it has ended', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(spawnSync(process.execPath, ['--version']).pid)).toBe(false);
  });

  it('lives under another user, too', () => {
    // Process 1 is the system's; only root may send it signals.
    if (process.platform !== 'win32') expect(isAlive(1)).toBe(true);
  });
});
