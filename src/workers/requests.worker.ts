import type { Configuration } from '../core/configuration.js';
import { parseJson } from '../core/json-text.js';
import { startEngine } from '../engine/engine.js';
import { packError } from '../engine/worker-errors.js';
import { backgroundPort } from '../engine/worker.js';
import { AnswerRequest } from '../scoring/answer-request.js';
import type { RequestMessage, RequestOrder } from '../scoring/large-request.js';
import { openSuite } from '../suite.js';

/** Answers large requests, one after the other, until its server ends it. */
const port = backgroundPort<Configuration, RequestOrder>();
const post = (message: RequestMessage) => port.post(message);

// A terminal sends its signals to every process of the server, which answers what has begun before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

await startEngine();
const suite = await openSuite(port.data);
const requests = suite.get(AnswerRequest);
port.onMessage((order) => void answer(order));
post({ kind: 'ready' });

async function answer({ json, ...target }: RequestOrder): Promise<void> {
  try {
    const value = await requests.answerHere(target, parseJson(json));
    post({ kind: 'answer', json: Buffer.from(JSON.stringify(value) ?? '') });
  } catch (error) {
    post({ kind: 'failed', error: packError(error) });
  }
}
