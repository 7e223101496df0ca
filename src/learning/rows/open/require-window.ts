import { DamagedFileError, shown } from '../../../core/errors.js';
import type { NetworkShapes } from '../../../models/network/network.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';

/** @throws DamagedFileError where a version was learnt with another window than the scenario declares. */
export function requireWindow({ inputs }: NetworkShapes, { task: { options } }: ScenarioSpec): void {
  const steps = inputs.history?.shape[0];
  const { window } = options;
  if (steps === undefined || window === undefined || steps === window) return;
  throw new DamagedFileError('The version was learnt with another window than the scenario declares.', {
    details: [{ pointer: '/task/options/window', expected: `${steps} steps`, received: shown(window) }],
    hint: 'Train the model again after the window has changed.',
  });
}
