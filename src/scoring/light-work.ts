import { columnKind } from '../tables/columns/index.js';
import { familyOf } from '../learning/index.js';
import type { LightWork } from '../learning/family.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';

/** What of a request for predictions is answered beside the event loop's other work, without a process of its own. */
export function lightPredictions(spec: ScenarioSpec): LightWork {
  const { bytes, rows } = familyOf(spec).lightWork;
  const cells = spec.columns.map((column) => columnKind(column).lightCells ?? Infinity);
  return { bytes, rows: Math.min(rows, ...cells) };
}

/** The same of the endpoints of a scenario's plug-in, which may predict once for every few bytes. */
const lightEndpoint: LightWork = { bytes: 8 * 1024, rows: Infinity };

const none: LightWork = { bytes: 0, rows: 0 };

/** Reasons of a row take milliseconds. */
const mostExplained = 10;

/** What of a request is light: for a prediction, with or without reasons, or for the endpoint that is asked. */
export function lightWorkOf(
  { spec, plugin }: Scenario,
  { endpoint, reasons = 0 }: { endpoint?: string; reasons?: number } = {},
): LightWork {
  if (endpoint === undefined) {
    const light = lightPredictions(spec);
    return reasons > 0 ? { ...light, rows: Math.min(light.rows, mostExplained) } : light;
  }
  const asked = plugin.endpoints?.find(({ name, method }) => name === endpoint && method === 'POST');
  return asked?.heavy ? none : lightEndpoint;
}
