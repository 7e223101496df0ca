import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildInputs, reasonToBuild, staleOutputs } from '../../scripts/build-if-needed.mjs';
import { projectRoot } from '../../src/core/paths.js';

describe('the reason to build', () => {
  const inputs = { 'package-lock.json': '9 1', 'src/a.ts': '1 1', 'src/b/c.ts': '2 2', 'src/d.d.ts': '3 3' };
  const outputs = ['a.js', 'b/c.js', '.built.json'];

  it('is none when everything is as it was at the last build', () => {
    expect(reasonToBuild({ ...inputs }, inputs, outputs)).toBeUndefined();
  });

  it('is what differs', () => {
    expect(reasonToBuild(undefined, inputs, outputs)).toBe('nothing was built yet');
    expect(reasonToBuild({ ...inputs, 'src/e.ts': '1 1' }, inputs, outputs)).toBe('src/e.ts was removed');
    expect(reasonToBuild(inputs, { ...inputs, 'src/e.ts': '1 1' }, outputs)).toBe('src/e.ts is new');
    expect(reasonToBuild(inputs, { ...inputs, 'src/a.ts': '1 5' }, outputs)).toBe('src/a.ts has changed');
    expect(reasonToBuild({ ...inputs, 'package-lock.json': '8 1' }, inputs, outputs)).toBe(
      'package-lock.json has changed',
    );
    expect(reasonToBuild(inputs, inputs, ['a.js'])).toBe('dist/b/c.js is missing');
  });

  it('is a module of WebAssembly that is missing in one of its builds', () => {
    const kernels = { 'src/k.module.as.ts': '1 1', 'src/part.as.ts': '1 1' };
    expect(reasonToBuild(kernels, kernels, ['k.wasm', 'k.scalar.wasm'])).toBeUndefined();
    expect(reasonToBuild(kernels, kernels, ['k.wasm'])).toBe('dist/k.scalar.wasm is missing');
  });

  it('is told from what no source stands behind', () => {
    expect(staleOutputs(inputs, [...outputs, 'b/d.js', '.tsbuildinfo'])).toEqual(['b/d.js']);
  });
});

describe('a build', () => {
  let root: string;
  const path = (name: string) => join(root, name);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  const build = (...options: string[]) => {
    const script = path('scripts/build-if-needed.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], {
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'sextant-build-'));
    const scripts = ['scripts/build-if-needed.mjs', 'scripts/bundle.mjs'];
    for (const name of ['tsconfig.json', 'tsconfig.build.json', ...scripts])
      cpSync(join(projectRoot, name), path(name));
    symlinkSync(join(projectRoot, 'node_modules'), path('node_modules'), 'junction');
    write('package.json', '{"type": "module"}');
    write('src/a.ts', 'export const a = 1;\n');
    write('src/b/c.ts', 'export const c = 2;\n');
    write('src/a.spec.ts', 'export const untested: number = 3;\n');
  });

  afterAll(() => rmSync(root, { recursive: true }));

  it('is made of a fresh clone, and not again', () => {
    expect(build()).toEqual({ status: 0, said: 'building: nothing was built yet\n' });
    expect(readFileSync(path('dist/b/c.js'), 'utf8')).toContain('c = 2');
    expect(existsSync(path('dist/a.spec.js'))).toBe(false);
    expect(build()).toEqual({ status: 0, said: '' });
    expect(Object.keys(buildInputs(root))).toEqual([
      'src/a.ts',
      'src/b/c.ts',
      'tsconfig.build.json',
      'tsconfig.json',
    ]);
  });

  it('is made again after a change, without what was removed', () => {
    write('src/a.ts', 'export const a = 5;\n');
    utimesSync(path('src/a.ts'), 2e9, 2e9);
    expect(build()).toEqual({ status: 0, said: 'building: src/a.ts has changed\n' });
    expect(readFileSync(path('dist/a.js'), 'utf8')).toContain('a = 5');
    rmSync(path('src/b/c.ts'));
    expect(build()).toEqual({ status: 0, said: 'building: src/b/c.ts was removed\n' });
    expect(existsSync(path('dist/b'))).toBe(false);
    expect(build()).toEqual({ status: 0, said: '' });
  });

  it('has a module of WebAssembly that its source is named for, and says what does not compile', () => {
    write('src/part.as.ts', 'export function half(x: f32): f32 {\n  return x * 0.5;\n}\n');
    write('src/k.module.as.ts', "export { half } from './part.as';\n");
    expect(build()).toEqual({ status: 0, said: 'building: src/k.module.as.ts is new\n' });
    for (const name of ['k.wasm', 'k.scalar.wasm']) {
      const module = new WebAssembly.Module(new Uint8Array(readFileSync(path(`dist/${name}`))));
      const memory = new WebAssembly.Memory({ initial: 1 });
      const { half } = new WebAssembly.Instance(module, { env: { memory } }).exports;
      expect((half as (x: number) => number)(3)).toBe(1.5);
    }
    write('src/part.as.ts', 'export function half(x: f32): f32 {\n  return y;\n}\n');
    const { status, said } = build();
    expect(status).not.toBe(0);
    expect(said).toContain("Cannot find name 'y'");
    for (const name of ['src/part.as.ts', 'src/k.module.as.ts']) rmSync(path(name));
    expect(build().status).toBe(0);
    expect(existsSync(path('dist/k.wasm'))).toBe(false);
  });

  it('bundles what is started, which finds the files beside its modules as before', () => {
    write('src/d/where.ts', 'export const where = [import.meta.url, import.meta.dirname];\n');
    write('src/cli/main.ts', "import { where } from '../d/where.js';\nconsole.log(where.join(' '));\n");
    write('src/workers/e.worker.ts', "export { where } from '../d/where.js';\n");
    expect(build().status).toBe(0);
    const run = (name: string) => spawnSync(process.execPath, [path(name)], { encoding: 'utf8' }).stdout;
    const [url, folder] = run('dist/bundle/main.js').trim().split(' ');
    expect(new URL(url)).toEqual(pathToFileURL(join(realpathSync(root), 'dist/d/where.js')));
    expect(resolve(folder)).toBe(join(realpathSync(root), 'dist/d'));

    rmSync(path('dist/bundle/e.worker.js'));
    rmSync(path('src/cli'), { recursive: true });
    expect(build().status).toBe(0);
    expect(readdirSync(path('dist/bundle')).filter((name) => /^(main|e\.worker)\.js$/.test(name))).toEqual([
      'e.worker.js',
    ]);
  });

  it('is whole again after a file of it was removed, and when it is asked for', () => {
    rmSync(path('dist/a.js'));
    expect(build()).toEqual({ status: 0, said: 'building: dist/a.js is missing\n' });
    expect(existsSync(path('dist/a.js'))).toBe(true);
    expect(build('--always')).toEqual({ status: 0, said: '' });
  });

  it('that fails is tried again', () => {
    write('src/a.ts', 'export const a: number = "x";\n');
    for (let times = 0; times < 2; times++) {
      const { status, said } = build();
      expect(status).not.toBe(0);
      expect(said).toContain('src/a.ts(1,14): error TS2322');
    }
  });
});
