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
  if (fused.length < ensemble.members.length || !FusedSteps.serves(fused)) {
    return (walks) => ensemble.predict(inputsOf(rowsAlong(starts, walks)), walks.stepEnds.length);
  }
  const steps = new FusedSteps(fused, starts);
  const { parts, calibration } = ensemble;
  return (walks) => calibrated(blended(steps, parts, walks), parts[0].model, calibration);
}

/** The parts' mean after each step of each walk. */
function blended(steps: FusedSteps, parts: readonly EnsemblePart[], walks: StepList): Float32Array {
  const { outputs } = parts[0].model.shapes;
  const sums = parts.map(() => new Float64Array(walks.stepEnds.length * outputs));
  walks.walkEnds.forEach((end, walk) => {
    const from = walk === 0 ? 0 : walks.walkEnds[walk - 1];
    addLinked(steps.walk(walks, walk), parts, {
      outputs,
      sums: sums.map((all) => all.subarray(from * outputs, end * outputs)),
    });
  });
  const means = parts.map(({ model, weight }, i) => {
    const answers = answersOf(model);
    return { outputs: Float32Array.from(sums[i], (sum) => sum / answers), weight };
  });
  return parts.length === 1 ? means[0].outputs : blend(means);
}

/** Adds what every answer of every part gives, in their order. */
function addLinked(
  raw: Float32Array,
  parts: readonly EnsemblePart[],
  { outputs, sums }: { outputs: number; sums: readonly Float64Array[] },
): void {
  let from = 0;
  parts.forEach(({ model }, i) => {
    const each = sums[i].length;
    for (let answer = 0; answer < answersOf(model); answer++, from += each)
      links[model.link](raw.subarray(from, from + each), outputs, sums[i]);
  });
}

function answersOf({ members }: EnsemblePart['model']): number {
  return members.reduce((sum, network) => sum + network.members, 0);
}
