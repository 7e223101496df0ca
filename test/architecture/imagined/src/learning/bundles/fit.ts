import { createRandom } from '../../core/random.js';
import { checkTrainingOptions } from '../../models/training/training-options.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { fitCandidate } from '../fitting/fit-candidate.js';
import type { FitRequest } from '../family.js';
import type { ScoredRows } from '../scored-rows.js';
import type { Bundles } from './load.js';
import { countsOf, valuesBy, type BundleState } from './state.js';

/** One row in five stops the training. */
const stopping = 5;

/** Learn from some rows what the parts of a bundle are worth together. */
export async function fitBundles(
  { model, training }: ScenarioSpec,
  { held, values }: Bundles,
  { rows, seed, signal, onProgress }: FitRequest & { rows: Int32Array },
) {
  const learnt = Array.from(rows, (row) => values[row]);
  const mean = learnt.reduce((sum, value) => sum + value, 0) / learnt.length;
  const deviation =
    Math.sqrt(learnt.reduce((sum, value) => sum + (value - mean) ** 2, 0) / learnt.length) || 1;
  const known = [...new Set(Array.from(rows, (row) => held[row]).flat())].sort();
  const state: BundleState = { known, mean, deviation };
  const all = Int32Array.from(rows.keys());
  const candidate = await fitCandidate({
    architecture: model.architecture,
    options: model.options,
    training: checkTrainingOptions(training),
    head: { outputs: 1, loss: { name: 'mean-squared-error' } },
    inputs: countsOf(
      state,
      Array.from(rows, (row) => held[row]),
    ),
    targets: { width: 1, data: Float32Array.from(learnt, (value) => (value - mean) / deviation) },
    plan: {
      members: [
        {
          training: all.filter((row) => row % stopping !== 0),
          validation: all.filter((row) => row % stopping === 0),
        },
      ],
      preparationRows: all,
    },
    random: createRandom(seed).fork('bundle'),
    signal,
    onProgress,
  });
  const scored = (asked: Int32Array): Extract<ScoredRows, { kind: 'regression' }> => ({
    kind: 'regression',
    predictions: {
      actual: Float64Array.from(asked, (row) => values[row]),
      predicted: valuesBy(
        candidate.model,
        state,
        Array.from(asked, (row) => held[row]),
      ),
    },
  });
  return { candidate, state, scored };
}

export type FittedBundles = Awaited<ReturnType<typeof fitBundles>>;
