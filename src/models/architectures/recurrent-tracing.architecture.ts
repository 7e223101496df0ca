import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import { recurrentStates } from '../network/gated-recurrence.js';
import { glorotUniform } from '../network/initialisers.js';
import { dropout, networkOf } from '../network/layers.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';
import { answersAsIndexes, askedWithoutSome, recordShapes } from '../network/record-inputs.js';
import { smallVectors, TracingHead, vectorsOf } from '../network/tracing-head.js';
import { masksOf } from '../network/window-head.js';

const options = z.strictObject({
  /** Numbers that the network remembers of a learner. */
  units: z.number().int().min(1).max(1024).default(64),
  /** Units of the layer between memory and answer. */
  hidden: z.number().int().min(1).max(2048).default(64),
  /** Probability that a number is left out of what is read of the memory in a training step. */
  dropout: z.number().min(0).max(0.95).default(0.2),
  /** Share of the skills that a step of training takes for unknown ones. */
  forget: z.number().min(0).max(0.9).default(0.01),
});

export type RecurrentTracingOptions = z.infer<typeof options>;

/**
 * Deep knowledge tracing (Piech et al., 2015): a gated recurrent unit remembers which skills were answered how, and the chance of a right
 * answer is read from its memory together with the skill that is asked. A step without an answer asks and leaves the memory as it is.
 */
export const recurrentTracing: Architecture<RecurrentTracingOptions> = {
  name: 'recurrent-tracing',
  options,
  build,
};

function build(
  chosen: RecurrentTracingOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  const { steps, skills } = recordShapes('recurrent-tracing', shapes);
  const { units, hidden } = chosen;
  const recurrent = (name: string, outputs: number) =>
    store.kernel(`memory/${name}`, [units, outputs], () =>
      glorotUniform(random.fork(name), { inputs: units, outputs }),
    );
  const brought = smallVectors(store, 'answers', [2 * skills, 3 * units], random);
  const memory = {
    gates: recurrent('gates', 2 * units) as unknown as Tensor2D,
    candidate: recurrent('candidate', units) as unknown as Tensor2D,
    bias: store.bias('memory/bias', units),
  };
  const head = new TracingHead(store, { skills, width: units, hidden, random });
  return networkOf({ architecture: 'recurrent-tracing', shapes }, store, (inputs, step) => {
    const masks = masksOf(step, chosen.dropout + chosen.forget);
    const skill = askedWithoutSome(inputs, masks && { rate: chosen.forget, random: masks });
    const answered = inputs.answered as Tensor2D;
    const batch = skill.shape[0];
    // Time-major: a step of the whole batch lies in one piece.
    const flat = (x: Tensor2D): Tensor1D => tf.transpose(x).flatten();
    const places = flat(answersAsIndexes(skill, answered));
    const perStep = (x: Tensor2D): Tensor2D[] =>
      tf.unstack(tf.transpose(tf.cast(x, 'float32')).reshape([steps, batch, 1])) as Tensor2D[];
    const states = recurrentStates(vectorsOf(brought, places).reshape([steps, batch, 3 * units]), memory, {
      kept: perStep(tf.sub(1, inputs.first)),
      moved: perStep(tf.cast(tf.greater(answered, 0), 'float32')),
    });
    const from = steps - shapes.outputs;
    const state = states.slice([from, 0, 0], [-1, -1, -1]).reshape<Tensor2D>([-1, units]);
    const thin = (x: Tensor2D): Tensor2D => (masks ? dropout(x, chosen.dropout, masks) : x);
    const logits = head.forward(state, flat(skill.slice([0, from], [-1, -1])), thin);
    return tf.transpose(logits.reshape<Tensor2D>([shapes.outputs, batch]));
  });
}
