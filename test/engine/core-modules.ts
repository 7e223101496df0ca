import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';

const require = createRequire(import.meta.url);
const coreFolder = join(dirname(require.resolve('@tensorflow/tfjs-core/package.json')), 'dist');

interface Module {
  exports: Record<string, unknown>;
}

const loaded = new Map<string, Module>();

type DeclareTest = (name: string, body: () => void | Promise<void>) => void;

/**
 * A small module loader for tfjs-core's own tests, which are shipped as ES modules without saying so. They share engine, backends
 * and kernels with the application through tfjs-core's global registry, and declare themselves to Jest's `describe` and `it`.
 * @param path below the package's `dist`, for instance `ops/gather_test`.
 * @param declareTest what `it` means in that file.
 */
export function loadCoreModule(path: string, declareTest: DeclareTest = it): Record<string, unknown> {
  return load(join(coreFolder, `${path}.js`), declareTest).exports;
}

function load(file: string, declareTest: DeclareTest): Module {
  const known = loaded.get(file);
  if (known) return known;
  const module: Module = { exports: {} };
  loaded.set(file, module);
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
    sourceMaps: false,
    configFile: false,
    swcrc: false,
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the test files of an installed, pinned package
  const run = new Function('module', 'exports', 'require', 'expect', 'it', 'jasmine', code) as (
    ...given: unknown[]
  ) => void;
  const requireFrom = (request: string): unknown => resolveImport(file, request);
  run(module, module.exports, requireFrom, jasmineExpect, declareTest, {});
  return module;
}

function resolveImport(file: string, request: string): unknown {
  if (request.startsWith('jasmine-core')) return { core: () => ({}) };
  if (!request.startsWith('.')) return require(request) as unknown;
  return load(`${join(dirname(file), request)}.js`, it).exports;
}

/** Jest's `expect` with the two matchers that only Jasmine has. */
function jasmineExpect(actual?: unknown): unknown {
  const matchers = expect(actual);
  const nothing = (): void => undefined;
  const toThrowError = (expected?: string | RegExp): void => matchers.toThrow(expected);
  return Object.assign(matchers, { nothing, toThrowError });
}
