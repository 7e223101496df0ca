import { CancelledError } from '../../../core/errors.js';
import { createRandom, type Random } from '../../../core/random.js';
import { checkTrainingOptions } from '../../../models/training/training-options.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { FitRequest } from '../../family.js';
import { fitCandidate, type Candidate } from '../../fitting/fit-candidate.js';
import type { MarketPaths } from '../market-paths.js';
import { horizonOf, type AllocationOptions } from '../options.js';
import { signalExamples, type SignalExamples } from '../signal/examples.js';
import { featureNames } from '../signal/features.js';
import type { Fold } from './fold-plan.js';

export interface FittedFold extends Fold {
  candidate: Candidate;
}

interface FoldsRequest extends Pick<FitRequest, 'seed' | 'signal' | 'onProgress'> {
  spec: Pick<ScenarioSpec, 'model' | 'training' | 'split'>;
  options: AllocationOptions;
}

const usualValidation = 0.2;

/**
 * One network for all assets at each fold: from what the past tells of an asset to how it will fare among the others.
 * @throws CancelledError; networks fitted so far are disposed of.
 */
export async function fitFolds(
  paths: MarketPaths,
  folds: readonly Fold[],
  request: FoldsRequest,
): Promise<FittedFold[]> {
  const random = createRandom(request.seed).fork('signal');
  const fitted: FittedFold[] = [];
  try {
    for (const fold of folds) {
      if (request.signal?.aborted) throw new CancelledError('Cancelled before all folds were learnt.');
      // Each has a generator of its own: days that come later change nothing of what was learnt before them.
      const candidate = await fitFold(paths, fold, { ...request, random: random.fork(`fold ${fold.first}`) });
      fitted.push({ ...fold, candidate });
    }
    return fitted;
  } catch (error) {
    for (const { candidate } of fitted) candidate.model.dispose();
    throw error;
  }
}

function fitFold(
  paths: MarketPaths,
  { learntUntil }: Fold,
  { spec, options, signal, onProgress, random }: FoldsRequest & { random: Random },
): Promise<Candidate> {
  const horizon = horizonOf(options);
  const examples = signalExamples(paths, { horizon, end: learntUntil });
  const rows = partsOf(examples, { spec, purged: 1 + horizon + options.embargo });
  const { model, training } = spec;
  return fitCandidate({
    architecture: model.architecture,
    options: model.options,
    training: checkTrainingOptions(training),
    head: { outputs: 1, loss: { name: 'mean-squared-error' } },
    inputs: { features: { data: examples.inputs, shape: [featureNames.length] } },
    targets: { width: 1, data: examples.targets },
    plan: {
      members: Array.from({ length: options.members }, () => rows),
      preparationRows: rows.training,
    },
    random,
    signal,
    onProgress,
  });
}

/** The last of the examples stop the training; those before them whose outcome reaches into theirs teach nothing (López de Prado, 2018). */
function partsOf(
  { day }: SignalExamples,
  { spec: { split }, purged }: { spec: Pick<ScenarioSpec, 'split'>; purged: number },
) {
  const share =
    split.validation && 'fraction' in split.validation ? split.validation.fraction : usualValidation;
  const [first, last] = [day[0], day[day.length - 1]];
  const validation = last - Math.round((last - first) * share);
  const rows = Int32Array.from(day.keys());
  return {
    training: rows.filter((row) => day[row] + purged < validation),
    validation: rows.filter((row) => day[row] >= validation),
  };
}
