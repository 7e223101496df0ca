import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';

it('web/src/api/types.ts is what docs/openapi.json gives: node scripts/api-types.mjs writes it', () => {
  const args = ['scripts/api-types.mjs', '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
