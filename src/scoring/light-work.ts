import { familyOf } from '../learning/index.js';
import type { LightWork } from '../learning/family.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';

/** What of a request for predictions is answered beside the event loop's other work, without a process of its own. */
export function lightPredictions(spec: ScenarioSpec): LightWork {
  return familyOf(spec).lightWork;
}

/** The same of the endpoints of a scenario's plug-in, which may predict once for every few bytes. */
export const lightEndpoint: LightWork = { bytes: 8 * 1024, rows: Infinity };
