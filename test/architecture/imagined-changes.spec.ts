import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { imaginedChanges, type AddedLine } from './imagined-changes.js';

/**
 * The changes that the guide imagines, made: in a copy of the sources each adds its own files and the lines that the guide's table names,
 * and nothing else. The compiler must find the house whole, and the contracts are run with the newcomers alone.
 */

const run = promisify(execFile);
const contracts = ['tasks', 'families', 'decisions', 'architectures', 'column-kinds'];

/** What the type check reads: the program, and what the contracts are tested with. */
const checked = {
  extends: './tsconfig.json',
  compilerOptions: { noEmit: true },
  include: ['src', ...contracts.map((name) => `test/contract/${name}.spec.ts`)],
  exclude: ['src/**/*.spec.ts', 'src/**/*.as.ts'],
};

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'sextant-imagined-'));
  const settings = ['package.json', 'tsconfig.json', 'jest.config.mjs', 'test-order.config.mjs'];
  const own = ['src', 'test/contract', 'test/golden', ...settings];
  for (const path of own) await cp(join(projectRoot, path), join(copy, path), { recursive: true });
  for (const path of ['node_modules', 'scenarios', 'datasets', 'packages', 'dist', 'web'])
    await symlink(join(projectRoot, path), join(copy, path), 'junction');
  await cp(join(import.meta.dirname, 'imagined'), copy, { recursive: true });
  for (const { lines } of imaginedChanges) for (const line of lines) await add(line);
  await writeFile(join(copy, 'tsconfig.check.json'), JSON.stringify(checked));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

async function add({ file, after, text }: AddedLine): Promise<void> {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  const found = after ? [...source.matchAll(new RegExp(after, 'g'))] : [{ index: 0, 0: '' }];
  expect({ file, after, found: found.length }).toEqual({ file, after, found: 1 });
  const place = found[0].index + found[0][0].length;
  await writeFile(path, source.slice(0, place) + text + source.slice(place));
}

/** A program of the copy; what it says where it fails. */
async function problemsOf(args: readonly string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings', CI: 'true' };
  const options = { cwd: copy, env, maxBuffer: 64 * 1024 * 1024 };
  const failed = await run(process.execPath, [...args], options).then(
    () => undefined,
    (error: { stdout: string; stderr: string }) => error,
  );
  return failed ? `${failed.stdout}${failed.stderr}` : '';
}

interface Results {
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
}

/** Every test of a newcomer: how it ended, and why. */
async function contractsOfNewcomers(): Promise<{ name: string; problem: string }[]> {
  const output = join(copy, 'results.json');
  const titles = imaginedChanges.flatMap(({ tested }) => Object.keys(tested)).join('|');
  const jest = ['node_modules/jest/bin/jest.js', '-w', '1', '-t', titles, '--json', '--outputFile', output];
  const said = await problemsOf([...jest, ...contracts.map((name) => `test/contract/${name}.spec.ts`)]);
  const text = await readFile(output, 'utf8').catch(() => {
    throw new Error(said);
  });
  return (JSON.parse(text) as Results).testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'pending')
      .map(({ fullName, status, failureMessages }) => {
        return {
          name: fullName,
          problem: status === 'passed' ? '' : `${status}: ${failureMessages.join('\n')}`,
        };
      }),
  );
}

describe('the changes that the guide imagines', () => {
  it('compile with no other line changed, and pass the contracts of their kind', async () => {
    const types = problemsOf(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.check.json']);
    const [problems, tests] = await Promise.all([types, contractsOfNewcomers()]);
    expect(problems).toBe('');
    expect(tests.filter(({ problem }) => problem !== '')).toEqual([]);
    for (const { tested } of imaginedChanges) {
      for (const [title, least] of Object.entries(tested)) {
        const count = tests.filter(({ name }) => name.startsWith(title)).length;
        expect({ title, enough: count >= least, count }).toEqual({ title, enough: true, count });
      }
    }
  }, 600_000);

  it.each(imaginedChanges)('touch what its table says: $what', async ({ what, made, lines }) => {
    const guide = await readFile(join(projectRoot, 'docs', 'development.md'), 'utf8');
    const row = guide.split('\n').find((line) => line.startsWith(`| ${what}: `)) ?? '';
    const named = [...row.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, path]) => path);
    expect([...named].sort()).toEqual([...new Set([...made, ...lines.map(({ file }) => file)])].sort());
  });
});
