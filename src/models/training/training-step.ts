import type { NamedTensorMap, Scalar, Tensor2D } from '@tensorflow/tfjs';
import { numbersOf } from '../../engine/numbers-of.js';
import { tf } from '../../engine/tf.js';
import { gatherInputs, sliceInputs, type Examples } from '../prediction/examples.js';
import { gatherRows, sliceRows, type RowValues } from '../prediction/row-values.js';
import { pooled } from '../prediction/links.js';
import type { Loss } from './losses/index.js';
import type { Network } from '../network/network.js';

/** Which rows make up a step: `order[start]` to `order[end - 1]`. */
export interface BatchRange {
  order: Int32Array;
  start: number;
  end: number;
}

export interface StepContext {
  network: Network;
  loss: Loss;
  examples: Examples<RowValues>;
  /** Weight of each row; absent: 1. */
  weights?: Float32Array;
  /** Mean of `weights` over all rows, so that a batch's gradient estimates that of all rows without bias. */
  meanWeight: number;
}

/**
 * Work out the loss of one batch and its gradient by every weight.
 * @param onGradient Receives the gradients by variable name; they end with the call.
 * @returns Sum of weight · loss over the batch's rows.
 */
export function gradientStep(
  context: StepContext,
  range: BatchRange,
  seed: number,
  onGradient: (gradients: NamedTensorMap) => void,
): number {
  const { network, examples } = context;
  return tf.tidy(() => {
    let total = 0;
    const inputs = gatherInputs(examples.inputs, range.order, range.start, range.end);
    const learnt = [...network.weights.values()].filter((weight) => weight.learnt);
    const variables = learnt.map(({ variable }) => variable);
    const { grads } = tf.variableGrads(() => {
      const outputs = network.forward(inputs, { training: true, seed });
      return lossNode(outputs, (values) => {
        const batch = batchLoss(context, range, values);
        total = batch.total;
        return batch.gradient;
      });
    }, variables);
    onGradient(grads);
    return total;
  });
}

/** The end of the forward pass: its gradient is what `slope` works out from the network's outputs. */
function lossNode(outputs: Tensor2D, slope: (outputs: Float32Array) => Float32Array): Scalar {
  const node = tf.customGrad((x) => {
    const raw = x as Tensor2D;
    const gradient = slope(raw.dataSync<'float32'>());
    return { value: tf.scalar(0), gradFunc: () => tf.tensor2d(gradient, raw.shape) };
  });
  return node(outputs);
}

function batchLoss(
  { network, loss, examples, weights, meanWeight }: StepContext,
  { order, start, end }: BatchRange,
  outputs: Float32Array,
): { total: number; gradient: Float32Array } {
  const rows = end - start;
  const { members } = network;
  const own = gatherRows(examples.targets, examples.targetWidth, order.subarray(start, end)) as Float32Array;
  const { losses, gradient } = loss.evaluate({
    rows: members * rows,
    targets: repeated(own, members),
    outputs,
  });
  const width = outputs.length / losses.length;
  let total = 0;
  for (let at = 0; at < losses.length; at++) {
    const weight = weights ? weights[order[start + (at % rows)]] : 1;
    total += weight * losses[at];
    const share = weight / (meanWeight * losses.length);
    for (let i = at * width; i < (at + 1) * width; i++) gradient[i] *= share;
  }
  return { total: total / members, gradient };
}

/** The same values for each member, one after the other. */
function repeated(values: Float32Array, members: number): Float32Array {
  if (members === 1) return values;
  const all = new Float32Array(members * values.length);
  for (let member = 0; member < members; member++) all.set(values, member * values.length);
  return all;
}

/** A row with an answer at each of many steps takes as much memory as so many rows. */
function blockOf({ shapes: { outputs } }: Network): number {
  return Math.max(1, Math.min(8192, Math.floor(32_768 / outputs)));
}

/**
 * Weighted mean loss over all rows, without dropout, of what a network answers: of several members the mean of their linked
 * outputs. `blockRows` rows at a time.
 */
export function meanLoss(
  context: Omit<StepContext, 'meanWeight'>,
  blockRows = blockOf(context.network),
): number {
  const { network, loss, examples, weights } = context;
  const { members } = network;
  const { outputs: width } = network.shapes;
  let total = 0;
  let weightSum = 0;
  for (let start = 0; start < examples.rows; start += blockRows) {
    const end = Math.min(start + blockRows, examples.rows);
    const raw = numbersOf(() => {
      const inputs = sliceInputs(examples.inputs, start, end);
      return network.forward(inputs, { training: false, seed: 0 });
    });
    const outputs = pooled(raw, { link: loss.link, members, outputs: width });
    const targets = sliceRows(examples.targets, examples.targetWidth, start, end) as Float32Array;
    const { losses } = loss.evaluate({ rows: end - start, targets, outputs });
    losses.forEach((value, i) => {
      const weight = weights ? weights[start + i] : 1;
      total += weight * value;
      weightSum += weight;
    });
  }
  return total / weightSum;
}
