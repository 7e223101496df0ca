import type { Configuration } from '../core/configuration.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { createBlockScorer } from '../scoring/csv/score-block.js';
import type { ScoringCalls } from '../scoring/csv/worker-pool.js';
import { openVersion } from '../learning/index.js';
import { openParts } from '../suite.parts.js';

/** Scores blocks of one file with one version until its owner ends it. */
const configuration = backgroundPort<Configuration>().data;
await startEngine();
const parts = openParts(configuration);
let scoreBlock: ReturnType<typeof createBlockScorer> | undefined;

serveCalls<ScoringCalls>({
  async open({ model, format }) {
    const loaded = await parts.registry.load(model);
    const scenario = await parts.scenario(loaded.tag.scenario);
    scoreBlock = createBlockScorer(await openVersion(scenario, loaded), format);
    return null;
  },
  score(block, { move }) {
    if (!scoreBlock) throw new Error('A scoring worker was not opened.');
    const scored = scoreBlock(block);
    move(scored.output.buffer);
    return scored;
  },
});
