import { startEngine } from '../engine/engine.js';
import { backgroundPort } from '../engine/worker.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { createBlockScorer } from '../scoring/csv/score-block.js';
import type { WorkerMessage, WorkerOrder } from '../scoring/csv/worker-pool.js';
import { openVersion } from '../learning/index.js';
import type { CsvBlock } from '../csv/source.js';
import { openSuite } from '../suite.js';

/** Scores blocks of one file with one version until its owner ends it. */
const port = backgroundPort();
const { model, format, configuration } = port.data as WorkerOrder;
await startEngine();
const suite = await openSuite(configuration);
const loaded = await suite.get(ModelRegistry).load(model);
const scenario = suite.get(ScenarioCatalogue).get(loaded.tag.scenario);
const score = createBlockScorer(openVersion(scenario, loaded), format);
const post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => port.post(message, transfer);
port.onMessage((message) => {
  const scored = score(message as CsvBlock);
  post(scored, [scored.output.buffer]);
});
post('ready');
