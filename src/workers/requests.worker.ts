import type { Configuration } from '../core/configuration.js';
import { parseJson } from '../core/text/json-text.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { AnswerRequest } from '../scoring/answer-request.js';
import type { RequestCalls } from '../scoring/answering-process.js';
import { partsOf } from '../scoring/large-request.js';
import { openSuite } from '../suite.js';

/** Answers large requests, one after the other, until its server ends it. */

// A terminal sends its signals to every process of the server, which answers what has begun before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

await startEngine();
const suite = await openSuite(backgroundPort<Configuration>().data);
const requests = suite.get(AnswerRequest);
let parts: Uint8Array[] = [];

serveCalls<RequestCalls>({
  take(part) {
    parts.push(part);
  },
  async answer(target, { emit }) {
    const json = JSON.stringify(await requests.answerHere(target, received()));
    for (const part of partsOf(Buffer.from(json ?? ''))) emit(part);
  },
});

/** The bytes are free once they have been read. */
function received(): unknown {
  const json = Buffer.concat(parts);
  parts = [];
  return parseJson(json);
}
