import { readFile } from 'node:fs/promises';
import type { Configuration } from '../core/configuration.js';
import { startEngine } from '../engine/engine.js';
import { packError } from '../engine/worker-errors.js';
import { backgroundPort } from '../engine/worker.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { DamagedPartError, joinParts } from '../scoring/csv/parts/join-parts.js';
import type { PartsMessage, PartsOrder, PartsResults } from '../scoring/csv/parts/parts-thread.js';
import { readPart } from '../scoring/csv/parts/part-files.js';
import { parsePlan, planPath, type PartsPlan } from '../scoring/csv/parts/plan.js';
import { planParts } from '../scoring/csv/parts/plan-parts.js';
import { scorePart } from '../scoring/csv/parts/score-part.js';
import { openVersion } from '../learning/index.js';
import type { Predictor } from '../learning/predictor.js';
import { openSuite } from '../suite.js';

/** Plans, scores and joins batches, one order after the other, until its owner ends it. */
const port = backgroundPort<Configuration, PartsOrder>();
const configuration = port.data;
const post = (message: PartsMessage) => port.post(message);
const progress = progressEvery(200);
await startEngine();
const suite = await openSuite(configuration);
let last: Predictor | undefined;

port.onMessage((order) => void answer(order));

async function answer(order: PartsOrder): Promise<void> {
  try {
    post({ kind: 'done', result: await follow(order) });
  } catch (error) {
    post({ kind: 'failed', error: packError(error) });
  }
}

async function follow(order: PartsOrder): Promise<PartsResults[PartsOrder['verb']]> {
  if (order.verb === 'plan') {
    return planParts({ ...order.request, onProgress: progress }, await servedBy(order.model));
  }
  const plan = parsePlan(await readFile(planPath(order.folder), 'utf8'));
  const served = await servedBy(plan.model);
  if (order.verb === 'score') return scoreOnce(plan, order, served);
  return join(plan, order, served);
}

/** A part that a killed process had finished is not scored again. */
async function scoreOnce(plan: PartsPlan, order: PartsOrder & { verb: 'score' }, served: Predictor) {
  const { folder, place, worker } = order;
  const done = await readPart(folder, place);
  return done ?? scorePart({ plan, folder, place, worker, onProgress: progress }, served, configuration);
}

/** What is found damaged is scored again, each part once. */
async function join(plan: PartsPlan, order: PartsOrder & { verb: 'join' }, served: Predictor) {
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
  const loaded = await suite.get(ModelRegistry).load(model);
  last?.dispose();
  last = openVersion(suite.get(ScenarioCatalogue).get(loaded.tag.scenario), loaded);
  return last;
}

function progressEvery(milliseconds: number): (rows: number) => void {
  let told = 0;
  return (rows) => {
    if (performance.now() - told < milliseconds) return;
    told = performance.now();
    post({ kind: 'progress', rows });
  };
}
