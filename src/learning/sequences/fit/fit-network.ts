import { createRandom, type Random } from '../../../core/random.js';
import type { ArchitectureName } from '../../../models/architectures/names.js';
import { checkTrainingOptions } from '../../../models/training/training-options.js';
import { fitCandidate, type Candidate, type CandidateProgress } from '../../fitting/fit-candidate.js';
import type { SkillRecord } from '../load/vocabulary.js';
import { networkTracer, placesOf, RecordRows } from './network-tracer.js';
import { piecesOf, type Piece, type Tracer } from './tracer.js';

/** A network to train, as a specification declares it. */
export interface NetworkSpec {
  architecture: ArchitectureName;
  options: Readonly<Record<string, unknown>>;
  training: Readonly<Record<string, unknown>>;
}

export interface NetworkRequest {
  training: readonly SkillRecord[];
  stopping: readonly SkillRecord[];
  skills: number;
  steps: number;
  seed: number;
  signal?: AbortSignal;
  onProgress?: (progress: CandidateProgress) => void;
}

export interface FittedNetwork {
  tracer: Tracer;
  candidate: Candidate;
}

/** Train a network on the answers of some learners; those of others stop it. Its name tells it from others of its architecture. */
export async function fitNetworkTracer(
  name: string,
  spec: NetworkSpec,
  { training, stopping, skills, steps, seed, signal, onProgress }: NetworkRequest,
): Promise<FittedNetwork> {
  const random = createRandom(seed).fork(name);
  const learnt = shuffled(piecesOf(training, steps), random.fork('pieces'));
  const held = piecesOf(stopping, steps);
  const placed = [learnt, held].map((pieces) =>
    placesOf(
      pieces.map(({ answers }) => answers),
      steps,
    ),
  );
  const rows = placed[0].rows + placed[1].rows;
  const filled = new RecordRows(rows, steps, skills);
  const targets = new Float32Array(rows * steps).fill(NaN);
  [learnt, held].forEach((pieces, part) => {
    const first = part === 0 ? 0 : placed[0].rows;
    pieces.forEach(({ answers, from }, i) => {
      const { row, step } = placed[part].places[i];
      filled.write(first + row, step, answers);
      // What was looked at before is read again, and teaches once.
      const at = (first + row) * steps + step;
      answers.right.forEach((right, k) => (targets[at + k] = k < from ? NaN : right));
    });
  });
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const member = { training: all.slice(0, placed[0].rows), validation: all.slice(placed[0].rows) };
  const candidate = await fitCandidate({
    architecture: spec.architecture,
    options: { ...spec.options },
    training: checkTrainingOptions(spec.training),
    head: { outputs: steps, loss: { name: 'binary-cross-entropy', masked: true } },
    inputs: filled.inputs,
    targets: { data: targets, width: steps },
    plan: { members: [member], preparationRows: member.training },
    random,
    signal,
    onProgress,
  });
  const predict = candidate.model.predict.bind(candidate.model);
  return { tracer: networkTracer(name, { predict, steps, skills }), candidate };
}

/** Learners in random order, so that a row holds no class that was taught together. */
function shuffled(pieces: readonly Piece[], random: Random): Piece[] {
  return Array.from(random.permutation(pieces.length), (at) => pieces[at]);
}
