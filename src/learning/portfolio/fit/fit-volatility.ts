import { CancelledError } from '../../../core/errors.js';
import { createRandom } from '../../../core/random.js';
import { checkTrainingOptions } from '../../../models/training/training-options.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { FitRequest } from '../../family.js';
import { fitCandidate, type Candidate } from '../../fitting/fit-candidate.js';
import type { PriceHistory } from '../../prices/price-history.js';
import {
  examplesOf,
  knownExamples,
  pastsOf,
  type Dynamics,
  type VolatilityExamples,
} from '../volatility/examples.js';
import { fitStandardisation, inputNames, standardise, type Standardisation } from '../volatility/inputs.js';
import type { DayParts } from './divide-days.js';
import { fitDynamics } from './fit-dynamics.js';

export interface FittedVolatility {
  candidate: Candidate;
  scaling: Standardisation;
  dynamics: Dynamics;
}

/**
 * One network for all assets: from what the past tells of an asset to the width and the tail of its next return. It is taught returns divided by
 * RiskMetrics' volatility, so that assets of any level are alike.
 * @throws CancelledError.
 */
export async function fitVolatility(
  { model, training }: Pick<ScenarioSpec, 'model' | 'training'>,
  history: PriceHistory,
  { parts, seed, signal, onProgress }: FitRequest & { parts: DayParts },
): Promise<FittedVolatility> {
  if (signal?.aborted) throw new CancelledError('Cancelled before the volatilities were learnt.');
  const dynamics = fitDynamics(history, parts.validation);
  const range = { first: 0, end: parts.test };
  const examples = knownExamples(examplesOf(history, pastsOf(history, dynamics), range));
  const rows = Int32Array.from(examples.day.keys());
  const isEarly = (row: number) => examples.day[row] < parts.validation;
  const learnt = rows.filter(isEarly);
  // The rows are in the order of the days.
  const scaling = fitStandardisation(examples.inputs.subarray(0, learnt.length * inputNames.length));
  const candidate = await fitCandidate({
    architecture: model.architecture,
    options: model.options,
    training: checkTrainingOptions(training),
    head: { outputs: 2, loss: { name: 'student-t' } },
    inputs: { features: { data: standardise(examples.inputs, scaling), shape: [inputNames.length] } },
    targets: { width: 1, data: targetsOf(examples) },
    plan: {
      members: [{ training: learnt, validation: rows.filter((row) => !isEarly(row)) }],
      preparationRows: learnt,
    },
    random: createRandom(seed).fork('volatility'),
    signal,
    onProgress,
  });
  return { candidate, scaling, dynamics };
}

/** Returns in RiskMetrics' deviations; what lies farther out than this was an accident of the reference. */
const farthest = 25;

function targetsOf({ returns, reference }: VolatilityExamples): Float32Array {
  return Float32Array.from(returns, (value, row) =>
    Math.min(farthest, Math.max(-farthest, value / reference[row])),
  );
}
