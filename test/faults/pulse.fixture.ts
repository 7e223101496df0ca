import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** Asks every 20 ms in a thread of its own, which nothing of the test holds up. */
const program = `
const { get, Agent } = require('node:http');
const { parentPort, workerData } = require('node:worker_threads');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let longest = 0;
let failures = 0;
const ask = () => {
  const began = performance.now();
  const next = (failed) => {
    failures += failed;
    longest = Math.max(longest, performance.now() - began);
    setTimeout(ask, 20);
  };
  get(workerData, { agent }, (answer) => answer.resume().on('end', () => next(answer.statusCode === 200 ? 0 : 1)))
    .on('error', () => next(1));
};
ask();
parentPort.on('message', () => {
  parentPort.postMessage({ longest, failures });
  longest = 0;
  failures = 0;
});
`;

export interface Beat {
  /** Milliseconds that an answer took at most since the last time. */
  longest: number;
  failures: number;
}

/** Whether a server answers while it is asked other things, and how fast. */
export class Pulse {
  private readonly worker: Worker;

  /** @param url of something that is always answered at once. */
  constructor(url: string) {
    this.worker = new Worker(program, { eval: true, workerData: url });
  }

  /** Since it was asked last. */
  async taken(): Promise<Beat> {
    this.worker.postMessage('tell');
    const [beat] = (await once(this.worker, 'message')) as [Beat];
    return beat;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Milliseconds for which nothing may hold up others. */
const longestAllowed = 200;

const tries = 6;

/** On a machine that does the work of several, whatever takes a moment takes that many. */
const busyness = () => Math.max(1, loadavg()[0] / cpus().length - 1);

/**
 * What came of something that was asked of a server, when others were answered in time meanwhile. On a busy machine a slow answer may be
 * the machine's, for seconds on end: what is slow when nothing is asked is allowed for, and there are six tries, each after a longer rest.
 * What holds others up does so in each of them.
 * @throws when an answer failed, or was too late each time.
 */
export async function whileOthersAreAnswered<Result>(
  pulse: Pulse,
  ask: () => Promise<Result>,
): Promise<Result> {
  const slow: number[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    await pulse.taken();
    await wait(300 + 300 * attempt);
    const idle = (await pulse.taken()).longest;
    const result = await ask();
    const { longest, failures } = await pulse.taken();
    if (failures > 0) throw new Error(`${failures} answers to others failed.`);
    if (longest <= longestAllowed * busyness() + idle) return result;
    slow.push(Math.round(longest));
  }
  throw new Error(`Others waited for ${slow.join(', ')} ms.`);
}
