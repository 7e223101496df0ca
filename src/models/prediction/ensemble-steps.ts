import { FusedSteps } from '../fused/fused-steps.js';
import { blend, calibrated, type Ensemble, type EnsemblePart } from './ensemble.js';
import { links } from './links.js';
import { rowsAlong, type InputsOf, type StepList, type StepPredictor, type StepStarts } from './steps.js';

/**
 * An ensemble over rows that change step by step: through the first layer's sums where its networks allow it, else row by row. Which of the
 * two follows from the networks alone, so that a version gives the same bits at every door.
 * @param inputsOf makes a network's inputs of rows of features.
 */
export function ensembleSteps(ensemble: Ensemble, starts: StepStarts, inputsOf: InputsOf): StepPredictor {
  const fused = ensemble.members.flatMap(({ fuse }) => (fuse ? [fuse()] : []));
  if (fused.length < ensemble.members.length || !fused.every((network) => FusedSteps.serves(network))) {
    return (walks) => ensemble.predict(inputsOf(rowsAlong(starts, walks)), walks.stepEnds.length);
  }
  // Network by network, so that the weights that are walked over stay in the processor's cache.
  const { parts, calibration } = ensemble;
  const walked = parts.map(({ model, weight }) => ({
    model,
    weight,
    networks: model.members.map(({ fuse }) => new FusedSteps(fuse!(), starts)),
  }));
  return (walks) => {
    const means = walked.map((part) => ({ outputs: meanOf(part, walks), weight: part.weight }));
    const outputs = means.length === 1 ? means[0].outputs : blend(means);
    return calibrated(outputs, parts[0].model, calibration);
  };
}

interface WalkedPart {
  model: EnsemblePart['model'];
  networks: readonly FusedSteps[];
}

/** The mean of what every member of a part answers after each step of each walk, summed in their order in double precision. */
function meanOf({ model: { link, shapes }, networks }: WalkedPart, walks: StepList): Float32Array {
  const { outputs } = shapes;
  const sums = new Float64Array(walks.stepEnds.length * outputs);
  for (const network of networks) {
    const raw = network.raw(walks);
    for (let at = 0; at < raw.length; at += sums.length)
      links[link](raw.subarray(at, at + sums.length), outputs, sums);
  }
  const answers = networks.reduce((sum, { members }) => sum + members, 0);
  return Float32Array.from(sums, (sum) => sum / answers);
}
