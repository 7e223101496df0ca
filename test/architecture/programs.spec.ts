import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { projectRoot } from '../../src/core/paths.js';

/** Folders whose JavaScript is part of the project. */
const folders = ['bench', 'bin', 'packages', 'scripts', 'test', 'web'];

/** Every JavaScript file of the project, with slashes. */
const programs = [
  ...readdirSync(projectRoot),
  ...folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      [folder, ...name.split(sep)].join('/'),
    ),
  ),
].filter((path) => /\.[cm]?js$/.test(path));

/** What a script prints as JSON, in a process of its own: the linter loads its configuration as Jest's modules cannot. */
function printed(script: string): unknown {
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: projectRoot,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  return JSON.parse(text);
}

describe('a program in JavaScript', () => {
  let config: ts.ParsedCommandLine;
  let linted: Record<string, Record<string, [number, ...unknown[]]>>;

  beforeAll(() => {
    const { config: json } = ts.readConfigFile(join(projectRoot, 'tsconfig.json'), (path) =>
      readFileSync(path, 'utf8'),
    ) as { config: object };
    config = ts.parseJsonConfigFileContent(json, ts.sys, projectRoot);
    linted = printed(`
      import { ESLint } from 'eslint';
      const eslint = new ESLint();
      const rules = {};
      for (const path of ${JSON.stringify(programs)})
        if (!(await eslint.isPathIgnored(path))) rules[path] = (await eslint.calculateConfigForFile(path)).rules;
      process.stdout.write(JSON.stringify(rules));`) as typeof linted;
  });

  it('is found wherever it lies', () => {
    expect(programs).toEqual(
      expect.arrayContaining([
        'bench/protocols/tabular.mjs',
        'bin/sextant.js',
        'eslint.config.mjs',
        'packages/danfo-tfjs/index.js',
        'scripts/jest.mjs',
        'test/faults/fuzz/livez-watcher.mjs',
      ]),
    );
  });

  it('is checked by the compiler as strictly as TypeScript', () => {
    expect(config.options).toMatchObject({ allowJs: true, checkJs: true, strict: true });
    const checked = config.fileNames.map((path) => relative(projectRoot, path).split(sep).join('/'));
    expect(programs.filter((path) => !checked.includes(path))).toEqual([]);
  });

  it.each(programs)('switches no check off: %s', (path) => {
    expect(readFileSync(join(projectRoot, path), 'utf8')).not.toMatch(/@ts-(?:nocheck|ignore|expect-error)/);
  });

  it.each(programs)('is linted with types and sizes: %s', (path) => {
    const severityOf = (rule: string) => linted[path]?.[rule]?.[0];
    const rules = [
      'max-lines',
      '@typescript-eslint/no-unsafe-call',
      '@typescript-eslint/no-floating-promises',
    ];
    const functions = path.startsWith('test/') ? [] : ['max-lines-per-function'];
    expect([...rules, ...functions].filter((rule) => severityOf(rule) !== 2)).toEqual([]);
  });
});

it('the fuzzers load without Jest, which the benchmark of faults has not', () => {
  const script = `
    const fuzzers = await import('./bench/faults/fuzz.mjs');
    process.stdout.write(JSON.stringify(Object.keys(fuzzers)));`;
  expect(printed(script)).toEqual(['scoreMangled', 'sendRequests']);
});
