import { once } from 'node:events';
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
