import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/core/paths.js';

const program = join(projectRoot, 'bin', 'sextant.js');

export interface Ended {
  /** Null when a signal ended it. */
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Besides that of this process, whose own SEXTANT_* variables are left out. */
  environment?: Record<string, string>;
  /** What stands on standard input; without it there is none. */
  stdin?: string | Uint8Array;
  /** Leave the standard input open behind `stdin`. */
  keepOpen?: boolean;
  /** Options for Node itself. */
  nodeOptions?: readonly string[];
  /** Called once the program runs. */
  meanwhile?: (child: ChildProcess) => Promise<void> | void;
}

/** Run the built command line to its end. */
export async function runProgram(values: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { stdin, keepOpen = false, nodeOptions = [], meanwhile } = options;
  const child = spawn(process.execPath, [...nodeOptions, program, ...values], {
    env: { ...cleanEnvironment(), ...options.environment },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program that ends before it has read its input is no failure of the test.
  child.stdin.on('error', () => undefined);
  if (stdin !== undefined) child.stdin.write(stdin);
  if (!keepOpen) child.stdin.end();
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  await meanwhile?.(child);
  const [status, signal] = await closed;
  return { status, signal, stdout, stderr };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith('SEXTANT_') && name !== 'NODE_OPTIONS'),
  );
}

/** The results of all runs, two running at a time. */
export async function twoAtATime<Result>(runs: readonly (() => Promise<Result>)[]): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    while (next < runs.length) {
      const index = next++;
      results[index] = await runs[index]();
    }
  };
  await Promise.all([work(), work()]);
  return results;
}
