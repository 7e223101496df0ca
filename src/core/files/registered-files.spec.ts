import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkRegisteredFiles } from './registered-files.js';

describe('the start-up check of a registry', () => {
  let folder: string;
  const pattern = /^(.+)\.part\.ts$/;
  const check = (registered: Record<string, { name: string }>) => () =>
    checkRegisteredFiles({ folder, pattern, registered });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'registered-'));
    for (const file of ['wheel.part.ts', 'frame.part.ts', 'index.ts']) writeFileSync(join(folder, file), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('accepts a registry that names each file', () => {
    expect(check({ wheel: { name: 'wheel' }, frame: { name: 'frame' } })).not.toThrow();
  });

  it('names a file that nobody registered', () => {
    expect(check({ wheel: { name: 'wheel' } })).toThrow('not registered: frame');
  });

  it('names a registered part without a file', () => {
    const registered = { wheel: { name: 'wheel' }, frame: { name: 'frame' }, bell: { name: 'bell' } };
    expect(check(registered)).toThrow('registered without a file: bell');
  });

  it('names a part registered under another name', () => {
    expect(check({ wheel: { name: 'tyre' }, frame: { name: 'frame' } })).toThrow('under another name: wheel');
  });
});
