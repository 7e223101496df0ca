import type { Tensor2D } from '@tensorflow/tfjs';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import type { InputSpec, NetworkInputs, NetworkShapes } from './network.js';

/** What `answered` says of a step: nothing came of it (or nobody knows), or it was wrong or right. */
export const answerCodes = { none: 0, wrong: 1, right: 2 } as const;

/** The inputs of a network that reads records: questions in their order, and what came of each. */
export interface RecordShapes {
  steps: number;
  /** How many values `asked` takes; 0 stands for a skill that is not known. */
  skills: number;
}

/**
 * Inputs `asked` (the skill of each step), `answered` (see {@link answerCodes}) and `first` (1 where a step is the first of another
 * learner), each int32 `[steps]` with the `sizes` of its embedding. The outputs are the chances of the last steps.
 * @throws InvalidSpecificationError when the network is to be built for other inputs, or for more outputs than steps.
 */
export function recordShapes(architecture: string, { inputs, outputs }: NetworkShapes): RecordShapes {
  const { asked, answered, first, ...others } = inputs as Record<string, InputSpec | undefined>;
  const steps = asked?.shape[0] ?? 0;
  const fits =
    Object.keys(others).length === 0 &&
    [asked, answered, first].every((input) => isOfSteps(input, steps)) &&
    outputs <= steps;
  if (fits) return { steps, skills: asked?.sizes?.[0] ?? 0 };
  const expected = `the inputs of records: "asked", "answered" and "first", each int32 [steps], and at most so many outputs`;
  const received = shown({ inputs, outputs }, 200);
  throw new InvalidSpecificationError(
    `The architecture "${architecture}" cannot be built for these inputs: expected ${expected}, received ${received}.`,
    { details: [{ expected, received }] },
  );
}

function isOfSteps(input: InputSpec | undefined, steps: number): boolean {
  return (
    input?.dtype === 'int32' &&
    input.shape.length === 1 &&
    input.shape[0] === steps &&
    input.sizes?.length === steps
  );
}

/** Skills `[batch, steps]`, some of which a step of training takes for unknown ones, so that their vectors are learnt. */
export function askedWithoutSome(
  { asked }: NetworkInputs,
  forgotten?: { rate: number; random: Random },
): Tensor2D {
  if (!forgotten || forgotten.rate === 0) return asked as Tensor2D;
  const { rate, random } = forgotten;
  const kept = Int32Array.from({ length: asked.size }, () => (random.next() < rate ? 0 : 1));
  return tf.mul(asked, tf.tensor2d(kept, (asked as Tensor2D).shape, 'int32'));
}

/** Of each step which skill was answered how: a place in a table of `2 * skills` vectors, `[batch, steps]`. */
export function answersAsIndexes(asked: Tensor2D, answered: Tensor2D): Tensor2D {
  const right = tf.cast(tf.equal(answered, answerCodes.right), 'int32');
  return tf.add(tf.mul(asked, tf.scalar(2, 'int32')), right);
}
