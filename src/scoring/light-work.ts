import { learnsFromInteractions } from '../learning/rows/tasks/index.js';
import type { TaskName } from '../learning/names.js';

/** What of a request is answered beside the event loop's other work, without a process of its own. */
export interface LightWork {
  bytes: number;
  rows: number;
}

/*
 * Measured with the shipped scenarios: nothing of these sizes, however it is filled, takes longer than about 100 ms. An endpoint of a
 * plug-in may predict once for every few bytes; a recommendation ranks all products for every row.
 */
const ofTables: LightWork = { bytes: 64 * 1024, rows: 100 };
const ofRecommendations: LightWork = { bytes: 8 * 1024, rows: 10 };
const ofEndpoints: LightWork = { bytes: 8 * 1024, rows: Infinity };

/** The light work of predictions by the scenario's task. */
export function lightPredictions(task: TaskName): LightWork {
  return learnsFromInteractions(task) ? ofRecommendations : ofTables;
}

/** The light work of the endpoints of a scenario's plug-in. */
export const lightEndpoint: LightWork = ofEndpoints;
