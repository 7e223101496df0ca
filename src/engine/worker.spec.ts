import { getPriority, platform } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelledError, EngineError, InvalidInputError } from '../core/errors.js';
import type { EngineName } from '../core/configuration.js';
import { backgroundNiceness } from '../core/processes/priority.js';
import { installedNativeVersion } from './native.js';
import { spawnBackground, type BackgroundWorker } from './worker.js';

const probe = new URL('./worker-echo.js', import.meta.url);
const started: BackgroundWorker[] = [];

function start(
  engine: EngineName,
  data: unknown = null,
  ownProcess = engine === 'native',
): BackgroundWorker<Record<string, unknown>> {
  const worker = spawnBackground<Record<string, unknown>>(probe, data, { engine, ownProcess });
  started.push(worker);
  return worker;
}

const message = (worker: BackgroundWorker<Record<string, unknown>>) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    worker.onMessage(resolve);
    worker.onError(reject);
  });
const failure = (worker: BackgroundWorker) => new Promise<Error>((resolve) => worker.onError(resolve));
const exit = (worker: BackgroundWorker) => new Promise<number | null>((resolve) => worker.onExit(resolve));

afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.terminate()));
});

const nativeEngine: EngineName[] = installedNativeVersion() === null ? [] : ['native'];

describe.each<EngineName>(['wasm', 'cpu', ...nativeEngine])('a background on the %s engine', (engine) => {
  it('starts the engine it is told, of the right kind', async () => {
    const worker = start(engine);
    expect(worker.kind).toBe(engine === 'native' ? 'process' : 'thread');
    expect(await message(worker)).toMatchObject({ engine, product: 11 });
  });
});

describe.each(['thread', 'process'])('a background in a %s', (kind) => {
  (platform() === 'linux' ? it : it.skip)(
    'lets others go first, and the rest of this process does not',
    async () => {
      const before = getPriority();
      const yielding = start('cpu', null, kind === 'process');
      expect(await message(yielding)).toMatchObject({ product: 11 });
      yielding.yield();
      yielding.post({ niceness: true });
      const answers: unknown[] = [];
      yielding.onMessage((answer) => answers.push(answer));
      yielding.post({ close: true });
      await exit(yielding);
      expect(answers).toEqual([{ niceness: backgroundNiceness }]);
      expect(getPriority()).toBe(before);
      // One that is gone need not yield.
      expect(() => yielding.yield()).not.toThrow();
    },
  );
});

describe.each(['thread', 'process'])('a background in a %s', (kind) => {
  const launch = (data: unknown = null) => start('cpu', data, kind === 'process');

  it('gets its data', async () => {
    const data = { rows: Float32Array.of(1, 2), names: new Map([['a', 1]]) };
    const worker = launch(data);
    expect(worker.kind).toBe(kind);
    const hello = await message(worker);
    const received = hello.hello as typeof data;
    expect(Array.from(received.rows)).toEqual([1, 2]);
    expect(received.names.get('a')).toBe(1);
  });

  it('answers, and ends with 0 when it closes', async () => {
    const worker = launch();
    const answers: unknown[] = [];
    worker.onMessage((answer) => answers.push(answer));
    worker.post({ echo: 'one' });
    worker.post({ sum: Float32Array.of(1, 2, 3.5) });
    worker.post({ close: true });
    expect(await exit(worker)).toBe(0);
    expect(answers.slice(1)).toEqual([{ echo: 'one' }, { sum: 6.5 }]);
  });

  it('hands over an error of the project whole', async () => {
    const worker = launch();
    worker.post({ fail: 'invalid' });
    const error = await failure(worker);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      name: 'InvalidInputError',
      code: 'invalid-input',
      status: 422,
      message: 'The echo was told to refuse.',
      hint: 'Ask for something else.',
      details: [{ pointer: '/echo', expected: 'a sound', received: 'silence' }],
    });
    expect(error.stack).toContain('worker-echo');
    expect(await exit(worker)).toBe(1);
  });

  it('hands over a cancellation and any other error', async () => {
    const cancelled = launch();
    cancelled.post({ fail: 'cancelled' });
    expect(await failure(cancelled)).toBeInstanceOf(CancelledError);
    const failed = launch();
    failed.post({ fail: 'plain' });
    const error = await failure(failed);
    expect(error).toMatchObject({ name: 'TypeError', message: 'The echo was told to fail.' });
    expect(error.stack).toContain('worker-echo');
  });

  it('is ended although it never returns to its event loop', async () => {
    const worker = launch();
    await message(worker);
    worker.post({ spin: true });
    const ended = exit(worker);
    await worker.terminate();
    expect(await ended).not.toBe(0);
    await worker.terminate();
  });
});

describe('spawnBackground', () => {
  it('moves a buffer to a thread instead of copying it', async () => {
    const worker = start('cpu');
    const values = Float32Array.of(4, 5);
    const answers: unknown[] = [];
    worker.onMessage((answer) => answers.push(answer));
    worker.post({ sum: values }, [values.buffer]);
    expect(values.length).toBe(0);
    worker.post({ close: true });
    await exit(worker);
    expect(answers[1]).toEqual({ sum: 9 });
  });

  it('says what to do about a module that is not compiled', () => {
    expect(() =>
      spawnBackground(new URL('./no-such-worker.js', import.meta.url), null, { engine: 'cpu' }),
    ).toThrow(EngineError);
  });

  it('reports why a forced engine does not load in its process', async () => {
    if (installedNativeVersion() !== null) return;
    const error = await failure(start('native'));
    expect(error).toBeInstanceOf(EngineError);
    expect(error.message).toContain('@tensorflow/tfjs-node is not installed');
  });
});
