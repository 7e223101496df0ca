import { readFile } from 'node:fs/promises';
import type { Configuration } from '../core/configuration.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { DamagedPartError, joinParts } from '../scoring/csv/parts/join-parts.js';
import type { PartsCalls } from '../scoring/csv/parts/parts-process.js';
import { readPart } from '../scoring/csv/parts/part-files.js';
import { parsePlan, planPath, type PartsPlan } from '../scoring/csv/parts/plan.js';
import { planParts } from '../scoring/csv/parts/plan-parts.js';
import { scorePart } from '../scoring/csv/parts/score-part.js';
import type { ScoreProgress } from '../scoring/csv/score-csv.js';
import { decideFile } from '../scoring/decide/decide-file.js';
import { readEarlierScoring } from '../scoring/rescore/earlier-scoring.js';
import { rescoreFile } from '../scoring/rescore/rescore-file.js';
import { openVersion } from '../learning/index.js';
import type { Predictor } from '../learning/predictor.js';
import { openParts } from '../suite.parts.js';

/** Plans, scores and joins batches, decides on whole files and scores repaired rejects, one order after the other, until its owner ends it. */
const configuration = backgroundPort<Configuration>().data;
await startEngine();
const parts = openParts(configuration);
let last: Predictor | undefined;

serveCalls<PartsCalls>({
  async plan({ model, request }, { emit }) {
    return planParts({ ...request, onProgress: progressEvery(200, emit) }, await servedBy(model));
  },
  async score(order, { emit }) {
    const plan = await readPlan(order.folder);
    return scoreOnce(plan, { ...order, onProgress: progressEvery(200, emit) }, await servedBy(plan.model));
  },
  async join(order) {
    const plan = await readPlan(order.folder);
    return join(plan, order, await servedBy(plan.model));
  },
  async decide({ model, paths, request }, { emit }) {
    const started = performance.now();
    const tell = progressEvery(200, emit);
    const onProgress = ({ rows }: ScoreProgress) => tell(rows);
    const context = { served: await servedBy(model), paths, configuration, started };
    return decideFile({ ...request, workers: 1, onProgress }, context);
  },
  async rescore({ model, receipt, paths, request }, { emit }) {
    const started = performance.now();
    const tell = progressEvery(200, emit);
    const onProgress = ({ rows }: ScoreProgress) => tell(rows);
    const earlier = await readEarlierScoring(receipt);
    const context = { earlier, served: await servedBy(model), paths, configuration, started };
    return rescoreFile({ ...request, workers: 1, onProgress }, context);
  },
});

async function readPlan(folder: string): Promise<PartsPlan> {
  return parsePlan(await readFile(planPath(folder), 'utf8'));
}

/** A part that a killed process had finished is not scored again. */
async function scoreOnce(
  plan: PartsPlan,
  order: PartsCalls['score']['input'] & { onProgress: (rows: number) => void },
  served: Predictor,
) {
  const done = await readPart(order.folder, order.place);
  return done ?? scorePart({ plan, ...order }, served, configuration);
}

/** What is found damaged is scored again, each part once. */
async function join(plan: PartsPlan, order: PartsCalls['join']['input'], served: Predictor) {
  const { folder, worker, request } = order;
  const mended = new Set<number>();
  for (;;) {
    try {
      return await joinParts({ ...request, plan, folder }, served);
    } catch (error) {
      if (!(error instanceof DamagedPartError) || mended.has(error.place)) throw error;
      mended.add(error.place);
      await scorePart({ plan, folder, place: error.place, worker }, served, configuration);
    }
  }
}

async function servedBy(model: string): Promise<Predictor> {
  if (last?.tag === model) return last;
  const loaded = await parts.registry.load(model);
  const scenario = await parts.scenario(loaded.tag.scenario);
  const opened = await openVersion(scenario, loaded);
  last?.dispose();
  last = opened;
  return last;
}

function progressEvery(milliseconds: number, tell: (rows: number) => void): (rows: number) => void {
  let told = 0;
  return (rows) => {
    if (performance.now() - told < milliseconds) return;
    told = performance.now();
    tell(rows);
  };
}
