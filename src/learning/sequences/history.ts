import type { HistoryDescription } from '../family.js';
import type { HistoryRules } from '../rows/examples/examples.js';
import { windows } from '../rows/examples/windows.js';
import { windowOptionsOf } from '../rows/examples/window-options.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { tracingOptions } from './options.js';

/** A row is answered from itself and the latest answers of its learner before it. */
export function historyOf(spec: ScenarioSpec): HistoryDescription {
  const { group, order, window } = tracingOptions(spec);
  return { group, order, window: window + 1 };
}

/** What a door must know to keep these rows. */
export function historyRulesOf(spec: ScenarioSpec): HistoryRules {
  const { skill } = tracingOptions(spec);
  return windows(windowOptionsOf({ ...historyOf(spec), history: [skill] }, spec.columns)).history;
}
