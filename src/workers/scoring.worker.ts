import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { createBlockScorer } from '../scoring/csv/score-block.js';
import type { ScoringCalls, WorkerOrder } from '../scoring/csv/worker-pool.js';
import { openVersion } from '../learning/index.js';
import { openParts } from '../suite.parts.js';

/** Scores blocks of one file with one version until its owner ends it. */
const { model, format, configuration } = backgroundPort<WorkerOrder>().data;
await startEngine();
const parts = openParts(configuration);
const loaded = await parts.registry.load(model);
const scenario = await parts.scenario(loaded.tag.scenario);
const scoreBlock = createBlockScorer(await openVersion(scenario, loaded), format);

serveCalls<ScoringCalls>({
  score(block, { move }) {
    const scored = scoreBlock(block);
    move(scored.output.buffer);
    return scored;
  },
});
