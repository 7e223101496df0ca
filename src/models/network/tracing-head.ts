import type { Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { dense } from './layers.js';
import { denseLayer, type DenseLayer } from './window-head.js';
import type { WeightStore } from './weight-store.js';

/** A table `[rows, columns]` of small random vectors. */
export function smallVectors(
  store: WeightStore,
  name: string,
  [rows, columns]: readonly [number, number],
  random: Random,
): Variable {
  const own = random.fork(name);
  return store.kernel(name, [rows, columns], () =>
    Float32Array.from({ length: rows * columns }, () => 0.1 * own.normal()),
  );
}

/** Of each index its vector, `[indexes, columns]`. */
export function vectorsOf(table: Variable, indexes: Tensor1D): Tensor2D {
  return tf.gather(table as unknown as Tensor2D, indexes);
}

/**
 * The end of a network that traces what learners know: what it remembers of a learner and the skill that is asked, through a hidden layer and
 * beside it directly (a vector of the skill times the memory), to the logit of a right answer.
 */
export class TracingHead {
  private readonly layer: DenseLayer;
  private readonly questions: Variable;
  private readonly readers: Variable;
  private readonly levels: Variable;
  private readonly output: DenseLayer;

  constructor(
    store: WeightStore,
    { skills, width, hidden, random }: { skills: number; width: number; hidden: number; random: Random },
  ) {
    this.layer = denseLayer(store, 'hidden', { inputs: width, outputs: hidden }, { random, relu: true });
    this.questions = smallVectors(store, 'questions', [skills, hidden], random);
    this.readers = smallVectors(store, 'readers', [skills, width], random);
    this.levels = store.kernel('levels', [skills, 1]);
    this.output = denseLayer(store, 'output', { inputs: hidden, outputs: 1 }, { random });
  }

  /**
   * @param memory `[questions, width]`
   * @param asked the skill of each question.
   * @param thin leaves numbers out in a step of training.
   * @returns logits `[questions, 1]`
   */
  forward(memory: Tensor2D, asked: Tensor1D, thin: (x: Tensor2D) => Tensor2D): Tensor2D {
    const read = thin(memory);
    const hidden = dense(read, this.layer.kernel, this.layer.bias);
    const mixed = tf.relu(tf.add<Tensor2D>(hidden, vectorsOf(this.questions, asked)));
    const deep = dense(thin(mixed), this.output.kernel, this.output.bias);
    const direct = tf.sum<Tensor2D>(tf.mul(read, vectorsOf(this.readers, asked)), 1, true);
    return tf.addN([deep, direct, vectorsOf(this.levels, asked)]);
  }
}
