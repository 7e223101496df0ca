import type { Configuration } from '../core/configuration.js';
import { parseJson } from '../core/text/json-text.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { OperationEvents, type AnsweredRows, type SeenRows } from '../monitoring/operation-events.js';
import { AnswerRequest } from '../scoring/answer-request.js';
import type { RequestCalls } from '../scoring/answering-process.js';
import { partsOf } from '../scoring/large-request.js';
import { AskEndpoint } from '../scoring/ask-endpoint.js';
import { LargeRequests } from '../scoring/large-requests.js';
import { PredictRows } from '../scoring/predict-rows.js';
import { ServedModels } from '../scoring/served-models.js';
import { Turns } from '../scoring/turns.js';
import { industryPlugin } from '../industries/industry-plugins.js';
import { loadCatalogue } from '../suite.catalogue.js';
import { openParts } from '../suite.parts.js';

/** Answers large requests, one after the other, until its server ends it. */

// A terminal sends its signals to every process of the server, which answers what has begun before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

await startEngine();
const events = new OperationEvents();
const requests = await openRequests(backgroundPort<Configuration>().data);
let parts: Uint8Array[] = [];

serveCalls<RequestCalls>({
  take(part) {
    parts.push(part);
  },
  async answer(target, { emit }) {
    // One request at a time is answered here: what is told meanwhile is about it.
    const tell = (answered: AnsweredRows) => emit({ answered });
    const tellSeen = (seen: SeenRows) => emit({ seen });
    events.on('answered', tell);
    events.on('seen', tellSeen);
    try {
      const json = JSON.stringify(await requests.answerHere(target, received()));
      for (const part of partsOf(Buffer.from(json ?? ''))) emit({ part });
    } finally {
      events.off('answered', tell);
      events.off('seen', tellSeen);
    }
  },
});

/** What the application has for it, without the application: this process serves no door. */
async function openRequests(configuration: Configuration): Promise<AnswerRequest> {
  const { logger, registry, datasets } = openParts(configuration);
  const catalogue = await loadCatalogue(configuration, datasets, logger, industryPlugin);
  const models = new ServedModels(catalogue, registry, logger);
  const turns = new Turns();
  const predictRows = new PredictRows(models, configuration, turns, events);
  const askEndpoint = new AskEndpoint(catalogue, models, turns);
  return new AnswerRequest(catalogue, predictRows, askEndpoint, new LargeRequests(configuration, events));
}

/** The bytes are free once they have been read. */
function received(): unknown {
  const json = Buffer.concat(parts);
  parts = [];
  return parseJson(json);
}
