import type { Configuration } from '../core/configuration.js';
import { parseJson } from '../core/text/json-text.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import {
  OperationEvents,
  type AnsweredRows,
  type GivenAnswers,
  type SeenRows,
} from '../monitoring/operation-events.js';
import { AnswerRequest } from '../scoring/answer-request.js';
import type { RequestCalls } from '../scoring/answering-process.js';
import { partsOf, type RequestTarget } from '../scoring/large-request.js';
import { AskEndpoint } from '../scoring/ask-endpoint.js';
import { LargeRequests } from '../scoring/large-requests.js';
import { PredictRows } from '../scoring/predict-rows.js';
import { ServedModels } from '../scoring/served-models.js';
import { Turns } from '../scoring/turns.js';
import { industryPlugin } from '../industries/industry-plugins.js';
import { loadCatalogue } from '../suite.catalogue.js';
import { openParts } from '../suite.parts.js';
import { CompareVersions } from '../training/compare-versions.js';

/** Answers large requests, one after the other, until its server ends it. */

// A terminal sends its signals to every process of the server, which answers what has begun before it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

await startEngine();
const events = new OperationEvents();
const { requests, comparisons } = await openRequests(backgroundPort<Configuration>().data);
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
    const tellGiven = (given: GivenAnswers) => emit({ given });
    events.on('seen', tellSeen);
    events.on('given', tellGiven);
    try {
      const json = JSON.stringify(await answerOf(target, Buffer.concat(parts)));
      for (const part of partsOf(Buffer.from(json ?? ''))) emit({ part });
    } finally {
      events.off('answered', tell);
      events.off('seen', tellSeen);
      events.off('given', tellGiven);
    }
  },
});

function answerOf({ compare, ...target }: RequestTarget, json: Buffer): Promise<unknown> {
  // The bytes are free once they have been read.
  parts = [];
  if (compare) return comparisons.execute({ scenario: target.scenario, ...compare });
  return requests.answerHere(target, parseJson(json));
}

/** What the application has for it, without the application: this process serves no door. */
async function openRequests(configuration: Configuration) {
  const { logger, registry, datasets } = openParts(configuration);
  const catalogue = await loadCatalogue(configuration, datasets, logger, industryPlugin);
  const models = new ServedModels(catalogue, registry, logger);
  const turns = new Turns();
  const predictRows = new PredictRows(models, configuration, turns, events);
  const askEndpoint = new AskEndpoint(catalogue, models, turns);
  const large = new LargeRequests(configuration, events);
  return {
    requests: new AnswerRequest(catalogue, predictRows, askEndpoint, large),
    comparisons: new CompareVersions(catalogue, registry, datasets),
  };
}
