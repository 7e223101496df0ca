import type { Configuration } from '../core/configuration.js';
import { parseJson } from '../core/text/json-text.js';
import { startEngine } from '../engine/engine.js';
import { packError } from '../engine/worker-errors.js';
import { backgroundPort } from '../engine/worker.js';
import { AnswerRequest } from '../scoring/answer-request.js';
import {
  partsOf,
  type RequestMessage,
  type RequestPart,
  type RequestTarget,
} from '../scoring/large-request.js';
import { openSuite } from '../suite.js';

/** Answers large requests, one after the other, until its server ends it. */
const port = backgroundPort<Configuration, RequestPart>();
const post = (message: RequestMessage) => port.post(message);

// A terminal sends its signals to every process of the server, which answers what has begun before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

await startEngine();
const suite = await openSuite(port.data);
const requests = suite.get(AnswerRequest);
let parts: Uint8Array[] = [];
port.onMessage((message) => {
  if ('part' in message) parts.push(message.part);
  else void answer(message.target);
});
post({ kind: 'ready' });

async function answer(target: RequestTarget): Promise<void> {
  try {
    const json = JSON.stringify(await requests.answerHere(target, received()));
    for (const part of partsOf(Buffer.from(json ?? ''))) post({ kind: 'part', part });
    post({ kind: 'end' });
  } catch (error) {
    post({ kind: 'failed', error: packError(error) });
  }
}

/** The bytes are free once they have been read. */
function received(): unknown {
  const json = Buffer.concat(parts);
  parts = [];
  return parseJson(json);
}
