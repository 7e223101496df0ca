// A thread that asks /livez every 20 ms over a connection of its own, so that nothing that the rest of the process does delays it.
/** @import { MessagePort } from 'node:worker_threads' */
/** @import { Message } from './livez.js' */
// Sends what took longer than `tellFrom` milliseconds as it happens, and the sums when asked.
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const everyMilliseconds = 20;
const tellFrom = 50;
const patience = 120_000;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
/** @type {unknown} */
const given = workerData;
const { port } = /** @type {{ port: number }} */ (given);
const parent = /** @type {MessagePort} */ (parentPort);

/** @param {Message} message */
const tell = (message) => parent.postMessage(message);

let asked = 0;
let longest = 0;
let isStopped = false;
parent.on('message', (/** @type {'sums' | 'stop'} */ message) => {
  if (message === 'stop') isStopped = true;
  tell({ kind: 'sums', asked, longest });
  longest = 0;
});

while (!isStopped) {
  const started = performance.now();
  const failure = await ask();
  const milliseconds = performance.now() - started;
  asked++;
  longest = Math.max(longest, milliseconds);
  if (failure || milliseconds > tellFrom)
    tell({ kind: 'slow', at: performance.timeOrigin + started, milliseconds, failure });
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMilliseconds - milliseconds)));
}
agent.destroy();
parent.close();

/**
 * Nothing, or what was wrong with the answer.
 * @returns {Promise<string | undefined>}
 */
function ask() {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/livez', agent, timeout: patience }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error) => resolve(error.message));
  });
}
