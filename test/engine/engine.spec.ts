import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineError } from '../../src/core/errors.js';
import { projectRoot } from '../../src/core/paths.js';
import { blockRows, fullBlock } from '../../src/engine/blocks.js';
import { diagnoseEngine } from '../../src/engine/diagnosis.js';
import { runningEngine, startEngine } from '../../src/engine/engine.js';
import { engineRunsInThreads, plannedEngine } from '../../src/engine/planned-engine.js';
import { installedNativeVersion, loadNative } from '../../src/engine/native.js';
import { tf } from '../../src/engine/tf.js';
import { addedKernels } from '../../src/engine/wasm/complete.js';

const nativeLoads = loadNative().module !== null;

/** What a process of its own prints for a script in the project's root. */
function printed(script: string, environment: Record<string, string> = {}): string {
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: projectRoot,
    env,
    encoding: 'utf8',
  });
}

describe('startEngine', () => {
  it('refuses a prediction block before an engine runs', () => {
    expect(runningEngine()).toBeUndefined();
    expect(() => blockRows()).toThrow(EngineError);
  });

  it('picks native when it loads, else wasm, and says why', async () => {
    const engine = await startEngine();
    expect(engine.name).toBe(nativeLoads ? 'native' : 'wasm');
    expect(engine.reason).toContain(nativeLoads ? 'loads' : 'not used');
    expect(plannedEngine()).toBe(engine.name);
    expect(await startEngine()).toBe(engine);
    expect(runningEngine()).toBe(engine);
  });

  it('changes to a forced engine and back, and tensors follow', async () => {
    await startEngine('cpu');
    const tensor = tf.tensor1d([1, 2, 3]);
    const engine = await startEngine('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(Array.from(tf.tidy(() => tensor.square().dataSync()))).toEqual([1, 4, 9]);
    expect(engine.tensorCount()).toBe(1);
    tensor.dispose();
    expect(engine.tensorCount()).toBe(0);
  });

  it('leaves no handlers for uncaught errors on the process', async () => {
    const listeners = () => [
      process.listenerCount('uncaughtException'),
      process.listenerCount('unhandledRejection'),
    ];
    const before = listeners();
    await startEngine('cpu');
    await startEngine('wasm');
    expect(listeners()).toEqual(before);
  });

  (nativeLoads ? it.skip : it)(
    'says why the native engine cannot be forced, and how to install it',
    async () => {
      await expect(startEngine('native')).rejects.toMatchObject({
        name: 'EngineError',
        code: 'engine-unavailable',
        message: expect.stringContaining('tfjs-node') as unknown,
        hint: expect.stringContaining('npm run engine:native') as unknown,
      });
    },
  );

  it('prints nothing while it starts and computes', () => {
    const script = `
      import { startEngine } from './dist/engine/engine.js';
      import { tf } from './dist/engine/tf.js';
      const warn = console.warn; let noise = 0; console.warn = console.log = () => noise++;
      await startEngine(); tf.tensor1d([1]).square().dataSync();
      await startEngine('cpu'); tf.tensor1d([1]).square().dataSync();
      process.stdout.write(String(noise));`;
    expect(printed(script)).toBe('0');
  });
});

describe('danfo and the application', () => {
  const script = `
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const danfo = require('danfojs-node');
    const { startEngine } = await import('./dist/engine/engine.js');
    const { tf } = await import('./dist/engine/tf.js');
    const engine = await startEngine();
    const frame = new danfo.DataFrame([[1, 2], [3, 4]]);
    const tensor = frame.tensor;
    const product = tf.matMul(tensor.toFloat(), tf.tensor2d([[1], [1]]));
    process.stdout.write(JSON.stringify([engine.name, danfo.tensorflow.engine() === tf.engine(), [...product.dataSync()]]));`;

  it.each<'wasm' | 'cpu' | 'default'>(['wasm', 'cpu', 'default'])(
    'compute with one TensorFlow.js on the %s engine',
    (engine) => {
      const expected = engine === 'default' ? (nativeLoads ? 'native' : 'wasm') : engine;
      const environment = { SEXTANT_ENGINE: engine === 'default' ? '' : engine };
      expect(JSON.parse(printed(script, environment))).toEqual([expected, true, [3, 7]]);
    },
  );
});

describe('fullBlock', () => {
  it('leaves a block as it is where the engine needs no filling', async () => {
    await startEngine('wasm');
    const x = tf.ones([3, 2]);
    expect(fullBlock({ x }).x).toBe(x);
    x.dispose();
  });

  (nativeLoads ? it : it.skip)('fills a block up with zeros on the native engine', async () => {
    await startEngine('native');
    tf.tidy(() => {
      const { x } = fullBlock({ x: tf.ones([3, 2]) });
      expect(x.shape).toEqual([blockRows(), 2]);
      expect(x.sum().dataSync()[0]).toBe(6);
    });
  });
});

describe('diagnoseEngine', () => {
  afterEach(async () => {
    await startEngine('wasm');
  });

  it('finds nothing that stops training on wasm', async () => {
    await startEngine('wasm');
    const { engine, background, kernels, versions, problems } = await diagnoseEngine();
    expect(engine).toMatchObject({ name: 'wasm', version: '4.22.0' });
    expect(background).toBe('worker thread');
    expect(kernels.added).toEqual(addedKernels);
    expect(kernels.present).toBeGreaterThan(150);
    expect(kernels.missing.map(({ name }) => name)).toContain('Einsum');
    expect(kernels.missing.filter(({ stopsTraining }) => stopsTraining)).toEqual([]);
    expect(versions).toMatchObject({
      node: process.versions.node,
      tfjs: '4.22.0',
      'tfjs-backend-wasm': '4.22.0',
    });
    if (installedNativeVersion() === null) expect(problems).toEqual([]);
  });

  it('names a kernel that training needs when it is gone', async () => {
    await startEngine('wasm');
    const config = tf.getKernel('UnsortedSegmentSum', 'wasm');
    tf.unregisterKernel('UnsortedSegmentSum', 'wasm');
    try {
      const { problems, kernels } = await diagnoseEngine();
      expect(kernels.missing).toContainEqual(
        expect.objectContaining({ name: 'UnsortedSegmentSum', stopsTraining: true }),
      );
      expect(problems.map(({ problem }) => problem).join()).toContain('UnsortedSegmentSum');
    } finally {
      tf.registerKernel(config);
    }
  });
});

it('keeps the native engine to one thread', () => {
  expect(engineRunsInThreads('native')).toBe(false);
  expect(engineRunsInThreads('wasm')).toBe(true);
  expect(engineRunsInThreads('cpu')).toBe(true);
});
