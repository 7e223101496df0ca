import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { installedNativeVersion } from '../../src/engine/native.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { runProgram, twoAtATime, type Ended, type RunOptions } from './run-program.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/*
 * What only a process of its own shows: exit statuses, the two outputs kept apart, signals, closed pipes. Everything else about
 * the commands is in command-line.spec.ts, which runs them in one process.
 */

const untrained = 'basics/linear-regression';
const firstEpoch = /epoch 1 of/;

let tiny: TinySuite;
let ended: Record<string, Ended>;

/** The programs that are run, two at a time; their names are those of the tests. */
function programs(input: string): Record<string, [values: string[], options?: RunOptions]> {
  const native = { environment: { ...tiny.environment, SEXTANT_ENGINE: 'native' } };
  return {
    score: [['score', tinyId, input, '--json']],
    'score from standard input': [
      ['score', tinyId, '-', '-o', join(tiny.root, 'piped.csv')],
      { stdin: csvOf(tinyRows(100)) },
    ],
    predict: [['predict', tinyId, '-'], { stdin: '{"size":3.5,"colour":"b"}' }],
    'bad JSON': [['predict', tinyId, '{bad']],
    'unknown command': [['nonsense']],
    'closed output': [['datasets', 'sample', 'german-credit'], { meanwhile: closeOutputs('stdout') }],
    'closed progress': [
      ['train', untrained, '--no-promote', '--json'],
      { meanwhile: closeOutputs('stderr') },
    ],
    'interrupted training': [['train', 'finance/credit-scoring'], { meanwhile: interrupt }],
    'native engine': [['predict', tinyId, '{"size":3.5,"colour":"b"}'], native],
  };
}

beforeAll(async () => {
  tiny = await openTinySuite();
  const input = await tiny.file('in.csv', 'size,colour\n3.5,b\nx,b\n');
  const all = Object.entries(programs(input));
  const results = await twoAtATime(
    all.map(([, [values, options]]) => () => {
      return runProgram(values, { environment: tiny.environment, ...options });
    }),
  );
  ended = Object.fromEntries(all.map(([name], i) => [name, results[i]]));
});
afterAll(() => tiny.remove());

/** Take the first output and no more, as `head` does. */
function closeOutputs(...outputs: ('stdout' | 'stderr')[]) {
  return async (child: ChildProcess) => {
    await Promise.all(
      outputs.map(async (name) => {
        const stream = child[name];
        if (!stream) return;
        await once(stream, 'data');
        stream.destroy();
      }),
    );
  };
}

async function interrupt(child: ChildProcess): Promise<void> {
  let printed = '';
  for await (const text of child.stderr ?? []) {
    printed += String(text);
    if (firstEpoch.test(printed)) break;
  }
  child.kill('SIGINT');
}

describe('a program of its own', () => {
  it('scores: one JSON value on standard output, status 3 for rejected rows', () => {
    const { status, stdout, stderr } = ended.score;
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ rows: { input: 2, scored: 1, rejected: 1 } });
  });

  it('scores standard input', async () => {
    expect(ended['score from standard input']).toMatchObject({ status: 0, stderr: '' });
    expect(await readdir(tiny.root)).toEqual(expect.arrayContaining(['piped.csv', 'piped.receipt.json']));
  });

  it('predicts the row on standard input', () => {
    expect(ended.predict).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(ended.predict.stdout)).toMatchObject({ scenario: tinyId });
  });

  it.each(['bad JSON', 'unknown command'])('%s is status 2, and nothing on standard output', (name) => {
    const { status, stdout, stderr } = ended[name];
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends quietly when its reader has seen enough', () => {
    expect(ended['closed output']).toMatchObject({ status: 0, stderr: '' });
  });

  it('works on when nobody reads its progress', () => {
    expect(ended['closed progress'].status).toBe(0);
    expect(JSON.parse(ended['closed progress'].stdout)).toMatchObject({ promoted: false });
  });

  it('leaves no version when its training is interrupted', async () => {
    const { status, stdout } = ended['interrupted training'];
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const registry = new ModelRegistry(join(tiny.root, 'home'));
    expect(await registry.versions('finance/credit-scoring')).toEqual([]);
    expect((await registry.list()).map(({ scenario }) => scenario)).toEqual([untrained, tinyId]);
  });

  (installedNativeVersion() === null ? it : it.skip)(
    'says how to get the native engine when it is asked for and not there',
    () => {
      const { status, stdout, stderr } = ended['native engine'];
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toBe(
        'error: The native engine cannot be used: @tensorflow/tfjs-node is not installed.\n' +
          'hint: Install it with `npm run engine:native` (docs/engines.md), or unset SEXTANT_ENGINE to use the wasm engine.\n',
      );
    },
  );
});
