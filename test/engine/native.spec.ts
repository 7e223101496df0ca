import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { installedNativeVersion } from '../../src/engine/native.js';

/** What stands in for `@tensorflow/tfjs-node`, which need not be installed: one that loads, and two that do not. */
const standIns = {
  loading: `
    const tf = require(${JSON.stringify(join(projectRoot, 'node_modules', '@tensorflow', 'tfjs'))});
    tf.registerBackend('tensorflow', () => new tf.KernelBackend(), -1);
    module.exports = { ...tf, isStandIn: true };`,
  foreign: 'module.exports = {};',
  broken: "throw new Error('no library here\\n\\nor there\\nread the manual');",
};

/** What `seen(...)` of the script was called with, in a process of its own that finds the stand-in. */
let run: (standIn: keyof typeof standIns, script: string, environment?: Record<string, string>) => unknown;
let folder: string;

const helpers = `
  import { createRequire } from 'node:module';
  const require = createRequire(process.cwd() + '/script.js');
  const seen = (value) => process.stdout.write(JSON.stringify(value));
  const libraryOfDanfo = () => require('danfojs-node/dist/danfojs-base/shared/tensorflowlib.js').default;
  const native = await import('./dist/engine/native.js');
  const { danfo } = await import('./dist/tables/danfo/danfo.js');`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-native-'));
  for (const [name, code] of Object.entries(standIns)) {
    const at = join(folder, name, '@tensorflow', 'tfjs-node');
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'package.json'), '{"version": "4.22.0", "main": "index.js"}');
    writeFileSync(join(at, 'index.js'), code);
  }
  run = (standIn, script, environment = {}) => {
    const own = { NODE_OPTIONS: '', SEXTANT_ENGINE: '', NODE_PATH: join(folder, standIn) };
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', helpers + script], {
      cwd: projectRoot,
      env: { ...process.env, ...own, ...environment },
      encoding: 'utf8',
    });
    return JSON.parse(printed);
  };
});

afterAll(() => rmSync(folder, { recursive: true }));

// An installed package is found before its stand-in.
(installedNativeVersion() === null ? describe : describe.skip)('the decision for the native engine', () => {
  it('is the same for danfo, which is loaded first here', () => {
    const script = `
      danfo();
      seen([libraryOfDanfo().isStandIn, libraryOfDanfo() === native.loadNative().module, native.loadNative().reason]);`;
    expect(run('loading', script)).toEqual([true, true, null]);
  });

  it.each(['wasm', 'cpu'])('is plain TensorFlow.js for danfo where %s is wanted or chosen', (engine) => {
    const plain = `
      danfo();
      const tf = require('@tensorflow/tfjs');
      seen([libraryOfDanfo() === tf, tf.findBackend('tensorflow') === null, tf.env().getBool('PROD')]);`;
    expect(run('loading', plain, { SEXTANT_ENGINE: engine })).toEqual([true, true, true]);
    expect(run('loading', `native.announceEngine('${engine}');${plain}`)).toEqual([true, true, true]);
  });

  it('is what the application chose, whatever SEXTANT_ENGINE wants', () => {
    const script = "native.announceEngine('native'); danfo(); seen(libraryOfDanfo().isStandIn);";
    expect(run('loading', script, { SEXTANT_ENGINE: 'cpu' })).toBe(true);
  });

  it('says that a package with a tfjs-core of its own, or that fails, is refused', () => {
    const script =
      'const { version, module, reason } = native.loadNative(); seen({ version, module, reason });';
    const refused = (reason: string) => ({ version: '4.22.0', module: null, reason });
    expect(run('foreign', script)).toEqual(refused('@tensorflow/tfjs-node brings its own copy of tfjs-core'));
    expect(run('broken', script)).toEqual(
      refused('@tensorflow/tfjs-node 4.22.0 does not load: no library here or there'),
    );
    const danfoOfBroken = "danfo(); seen(libraryOfDanfo() === require('@tensorflow/tfjs'));";
    expect(run('broken', danfoOfBroken)).toBe(true);
  });

  it('is against it in a worker thread', () => {
    const script = `
      const { Worker } = await import('node:worker_threads');
      const asked = \`
        import { parentPort } from 'node:worker_threads';
        import { loadNative } from \${JSON.stringify(import.meta.resolve('./dist/engine/native.js'))};
        parentPort.postMessage(loadNative().reason);\`;
      const thread = new URL('data:text/javascript,' + encodeURIComponent(asked));
      new Worker(thread).on('message', seen);`;
    expect(run('loading', script)).toBe('the native engine runs only in the main thread of a process');
  });

  it('brings back what tfjs-node calls and newer Node.js has no more, and keeps the library quiet', () => {
    const script = `
      const util = require('node:util');
      delete util.isNullOrUndefined;
      delete util.isArray;
      native.loadNative();
      const restored = [util.isNullOrUndefined(null), util.isNullOrUndefined(0), util.isArray([])];
      seen([...restored, process.env.TF_CPP_MIN_LOG_LEVEL]);`;
    const silent = { TF_CPP_MIN_LOG_LEVEL: '3' };
    expect(run('loading', script)).toEqual([true, false, true, '2']);
    expect(run('loading', script, silent)).toEqual([true, false, true, '3']);
  });
});

// As above.
(installedNativeVersion() === null ? describe : describe.skip)('the probe of the installation', () => {
  const probe = (standIn: keyof typeof standIns) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/engine-native-probe.mjs'], {
      cwd: projectRoot,
      env: { ...process.env, NODE_OPTIONS: '', NODE_PATH: join(folder, standIn) },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  it('multiplies with the engine that loads, and says which', () => {
    const { status, stdout } = probe('loading');
    expect({ status, said: JSON.parse(stdout) as unknown }).toEqual({
      status: 0,
      said: { tfjs: '4.22.0', backend: 'cpu' },
    });
  });

  it('fails with the reason where none loads', () => {
    expect(probe('broken')).toEqual({
      status: 1,
      stdout: '',
      stderr: '@tensorflow/tfjs-node 4.22.0 does not load: no library here or there\n',
    });
  });
});

describe('danfo that somebody else loads', () => {
  it('computes with plain TensorFlow.js, which does not greet', () => {
    const script = `
      const tf = require('@tensorflow/tfjs');
      seen([libraryOfDanfo() === tf, tf.env().getBool('PROD')]);`;
    expect(run('loading', script)).toEqual([true, true]);
  });
});
