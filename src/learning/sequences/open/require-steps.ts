import { DamagedFileError } from '../../../core/errors.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { stepsOf } from '../fit/network-tracer.js';
import { tracingOptions } from '../options.js';
import type { OpenedTracers } from './open-tracers.js';

/** @throws DamagedFileError where a version was learnt with another window than the scenario declares; its networks are then freed. */
export function requireSteps({ state, dispose }: OpenedTracers, spec: ScenarioSpec): void {
  const { window } = tracingOptions(spec);
  if (state.steps === stepsOf(window)) return;
  dispose();
  throw new DamagedFileError('The version was learnt with another window than the scenario declares.', {
    details: [
      {
        pointer: '/task/options/window',
        expected: `${state.steps} steps`,
        received: `${stepsOf(window)} steps`,
      },
    ],
    hint: 'Train the model again after the window has changed.',
  });
}
