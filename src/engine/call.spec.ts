import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CancelledError, InvalidInputError, NotReadyError } from '../core/errors.js';
import { projectRoot } from '../core/paths.js';
import { startCalls, type Called, type CalledOptions } from './call.js';
import { OnDemand } from './on-demand.js';

interface ProbeCalls {
  /** The sum of the values, which moves back as a table of one. */
  sum: { input: Float32Array<ArrayBuffer>; result: Float32Array<ArrayBuffer>; event: number };
  refuse: { input: undefined; result: void };
  crash: { input: undefined; result: void };
  end: { input: number; result: void };
  hang: { input: undefined; result: void };
  spin: { input: undefined; result: void };
}

const compiled = (path: string) => JSON.stringify(pathToFileURL(join(projectRoot, 'dist', path)).href);
const probe = `
import { serveCalls } from ${compiled('engine/serve-calls.js')};
import { backgroundPort } from ${compiled('engine/worker-port.js')};
import { InvalidInputError } from ${compiled('core/errors.js')};
const { problem } = backgroundPort().data;
if (problem) throw new InvalidInputError(problem);
serveCalls({
  async sum(values, { emit, move }) {
    values.forEach((value) => emit(value));
    const sum = Float32Array.of(values.reduce((total, value) => total + value, 0));
    move(sum.buffer);
    return sum;
  },
  refuse() { throw new InvalidInputError('no', { details: [{ pointer: '/a', expected: 'b', received: 'c' }] }); },
  crash() { setImmediate(() => { throw new TypeError('crashed'); }); return new Promise(() => undefined); },
  end(code) { process.exit(code); },
  hang() { return new Promise(() => undefined); },
  spin() { for (;;); },
});
`;

let folder: string;
let module: URL;
const started: Called<ProbeCalls>[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-call-'));
  await writeFile(join(folder, 'probe.mjs'), probe);
  module = pathToFileURL(join(folder, 'probe.mjs'));
});
afterEach(() => Promise.all(started.splice(0).map((called) => called.terminate())));
afterAll(() => rm(folder, { recursive: true }));

const failed = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: Error) => error,
  );

describe.each(['thread', 'process'])('calls to a %s', (kind) => {
  function start(options: Partial<CalledOptions> = {}, problem?: string): Called<ProbeCalls> {
    const own = kind === 'process';
    const called = startCalls<ProbeCalls>(
      module,
      { problem },
      { name: 'The probe', engine: own ? 'cpu' : 'none', ownProcess: own, ...options },
    );
    started.push(called);
    return called;
  }

  it('give their results, each its own, and tell what happens meanwhile', async () => {
    const called = start();
    const told: number[] = [];
    const [one, two] = await Promise.all([
      called.call('sum', Float32Array.of(1, 2), { onEvent: (value) => told.push(value) }),
      called.call('sum', Float32Array.of(5)),
    ]);
    expect([Array.from(one), Array.from(two), told]).toEqual([[3], [5], [1, 2]]);
    await called.ready;
    expect(called.hasEnded).toBe(false);
  });

  it('fail with what their handler throws, of its class, and the next one is answered', async () => {
    const called = start();
    const error = await failed(called.call('refuse', undefined));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ message: 'no', details: [{ pointer: '/a' }] });
    expect(Array.from(await called.call('sum', Float32Array.of(4)))).toEqual([4]);
  });

  it('fail all when the module cannot begin, crashes, or ends', async () => {
    const unready = start({}, 'not today');
    expect(await failed(unready.call('sum', Float32Array.of(1)))).toBeInstanceOf(InvalidInputError);
    expect(await failed(unready.ready)).toMatchObject({ message: 'not today' });
    const crashing = start();
    const both = [crashing.call('hang', undefined), crashing.call('crash', undefined)].map(failed);
    for (const error of await Promise.all(both)) expect(error).toMatchObject({ message: 'crashed' });
    const ending = start();
    expect(await failed(ending.call('end', 3))).toMatchObject({
      message: 'The probe ended with code 3 before its result.',
    });
    expect(await failed(ending.call('sum', Float32Array.of(1)))).toEqual(await ending.ended);
  });

  it('fail with an error of the caller when it ends, who learns whether it had begun', async () => {
    const whenEnded = (code: number | null, wasReady: boolean) => new NotReadyError(`${code} ${wasReady}`, 1);
    const called = start({ whenEnded });
    await called.ready;
    expect(await failed(called.call('end', 4))).toMatchObject({ message: '4 true', status: 503 });
  });

  it('are cancelled at once, whatever is computed', async () => {
    const called = start();
    await called.ready;
    const stopping = new AbortController();
    const spinning = failed(called.call('spin', undefined, { signal: stopping.signal }));
    await wait(20);
    stopping.abort();
    expect(await spinning).toBeInstanceOf(CancelledError);
    expect(called.hasEnded).toBe(true);
    const before = failed(start().call('hang', undefined, { signal: stopping.signal }));
    expect(await before).toBeInstanceOf(CancelledError);
  });

  it('have so much time', async () => {
    const error = () => new NotReadyError('late', 1);
    const call = start().call('hang', undefined, { timeLimit: { milliseconds: 50, error } });
    expect(await failed(call)).toMatchObject({ message: 'late' });
  });
});

describe('calls to a thread', () => {
  it('move buffers instead of copying them', async () => {
    const called = startCalls<ProbeCalls>(module, {}, { name: 'The probe', engine: 'none' });
    started.push(called);
    const values = Float32Array.of(1, 2);
    const answer = called.call('sum', values, { transfer: [values.buffer] });
    expect(values.length).toBe(0);
    expect(Array.from(await answer)).toEqual([3]);
  });

  it('that runs on demand start it, and another one after it has ended', async () => {
    const demand = new OnDemand<ProbeCalls>(() => {
      const called = startCalls<ProbeCalls>(module, {}, { name: 'The probe', engine: 'none' });
      started.push(called);
      return called;
    }, 20);
    const sum = async () => Array.from(await demand.call('sum', Float32Array.of(2)));
    expect([await sum(), await sum(), started.length]).toEqual([[2], [2], 1]);
    while (!started[0].hasEnded) await wait(5);
    expect([started[0].hasEnded, await sum(), started.length]).toEqual([true, [2], 2]);
    expect(await failed(demand.call('end', 5))).toMatchObject({ message: expect.stringContaining('code 5') });
    const hanging = failed(demand.call('hang', undefined));
    await demand.end(new NotReadyError('closing', 1));
    expect(await hanging).toMatchObject({ message: 'closing' });
    expect([await sum(), started.length]).toEqual([[2], 4]);
  });
});
