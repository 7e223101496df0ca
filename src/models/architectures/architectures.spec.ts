import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkArchitectures } from './index.js';
import { architectureNames } from './names.js';

describe('the registry of architectures', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'architectures-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has every file of its folder', () => {
    expect(() => checkArchitectures()).not.toThrow();
  });

  it('names a registered architecture without a file, and a file that is not registered', () => {
    for (const name of architectureNames.slice(1)) writeFileSync(join(folder, `${name}.architecture.js`), '');
    const [missing] = architectureNames;
    expect(() => checkArchitectures(folder)).toThrow(`registered without a file: ${missing}`);
    writeFileSync(join(folder, `${missing}.architecture.js`), '');
    expect(() => checkArchitectures(folder)).not.toThrow();
    writeFileSync(join(folder, 'forgotten.architecture.ts'), '');
    expect(() => checkArchitectures(folder)).toThrow('not registered: forgotten');
  });
});
