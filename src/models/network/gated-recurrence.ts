import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { tf } from '../../engine/tf.js';

/** Weights of a gated recurrent unit: what the state brings to the gates (update, reset) and to the candidate. */
export interface RecurrentWeights {
  /** `[units, 2 * units]` */
  gates: Tensor2D;
  /** `[units, units]` */
  candidate: Tensor2D;
  /** `[units]` */
  bias: Tensor;
}

/** What a recurrence does at each step besides: factors `[batch, 1]`, time-major. */
export interface StepFactors {
  /** 0 where the state is forgotten before the step. */
  kept: readonly Tensor2D[];
  /** 0 where nothing is learnt from the step. */
  moved: readonly Tensor2D[];
}

/** What the forward pass of a step leaves for its gradient. */
type Trace = [state: Tensor2D, gates: Tensor2D, candidate: Tensor2D, recurrent: Tensor2D];
const traced = 4;

/**
 * Gated recurrent unit (Cho et al., 2014; the reset gate works on the recurrent product) over all steps, with a gradient of its own: the
 * products for the weights, which the tape would make once for each step, are made once for all of them.
 * @param brought what each step brings to update gate, reset gate and candidate, `[steps, batch, 3 * units]`.
 * @returns the state before each step, `[steps, batch, units]`; it starts as zeros.
 */
export function recurrentStates(
  brought: Tensor3D,
  weights: RecurrentWeights,
  factors: StepFactors,
): Tensor3D {
  const run = tf.customGrad((...given: unknown[]) => {
    const [input, gates, candidate, bias, save] = given as [Tensor3D, Tensor2D, Tensor2D, Tensor, Save];
    const own = { gates, candidate, bias };
    const traces = forward(input, own, factors);
    save([gates, candidate, ...factors.kept, ...factors.moved, ...traces.flat()]);
    return {
      value: tf.stack(traces.map(([state]) => state)) as Tensor3D,
      gradFunc: (slope: Tensor3D, saved: Tensor[]) => backward(slope, saved),
    };
  });
  return run(brought, weights.gates, weights.candidate, weights.bias);
}

type Save = (tensors: Tensor[]) => void;

function forward(brought: Tensor3D, weights: RecurrentWeights, { kept, moved }: StepFactors): Trace[] {
  const [, batch, width] = brought.shape;
  const units = width / 3;
  const toGates = tf.unstack(brought.slice([0, 0, 0], [-1, -1, 2 * units])) as Tensor2D[];
  const toCandidate = tf.unstack(brought.slice([0, 0, 2 * units], [-1, -1, units])) as Tensor2D[];
  let last: Tensor2D = tf.zeros([batch, units]);
  return kept.map((keep, i): Trace => {
    const state = tf.mul<Tensor2D>(last, keep);
    const gates = tf.sigmoid(tf.add<Tensor2D>(tf.matMul(state, weights.gates), toGates[i]));
    const recurrent = tf.fused.matMul({ a: state, b: weights.candidate, bias: weights.bias }) as Tensor2D;
    const reset = gates.slice([0, units], [-1, units]);
    const candidate = tf.tanh(tf.add<Tensor2D>(tf.mul(reset, recurrent), toCandidate[i]));
    const share = tf.mul(tf.sub(1, gates.slice([0, 0], [-1, units])), moved[i]);
    last = tf.add(state, tf.mul<Tensor2D>(share, tf.sub(candidate, state)));
    return [state, gates, candidate, recurrent];
  });
}

/** Of what a step brought: slopes by its gates and its candidate, and by the recurrent product. */
interface StepSlopes {
  gates: Tensor2D;
  candidate: Tensor2D;
  recurrent: Tensor2D;
}

/** Back through time (Werbos, 1990), the last step first. */
function backward(slope: Tensor3D, saved: Tensor[]): Tensor[] {
  const [steps, batch, units] = slope.shape;
  const [gates, candidate] = saved as Tensor2D[];
  const kept = saved.slice(2, 2 + steps) as Tensor2D[];
  const moved = saved.slice(2 + steps, 2 + 2 * steps) as Tensor2D[];
  const traceOf = (i: number) => saved.slice(2 + 2 * steps + traced * i).slice(0, traced) as Trace;
  const asked = tf.unstack(slope) as Tensor2D[];
  // Once, and not in each product.
  const [byRows, candidateByRows] = [gates, candidate].map((kernel) => tf.transpose(kernel));
  let later: Tensor2D = tf.zeros([batch, units]);
  const all: StepSlopes[] = [];
  for (let i = steps - 1; i >= 0; i--) {
    const { own, ahead } = stepSlopes(traceOf(i), later, moved[i]);
    const throughGates = tf.matMul(own.gates, byRows);
    const throughCandidate = tf.matMul(own.recurrent, candidateByRows);
    const sum = tf.addN([ahead, throughGates, throughCandidate, asked[i]]);
    later = tf.mul(sum, kept[i]);
    all.unshift(own);
  }
  const together = (parts: Tensor2D[]): Tensor2D => tf.concat(parts, 0);
  const states = together(all.map((_, i) => traceOf(i)[0]));
  const byGates = together(all.map((step) => step.gates));
  const byRecurrent = together(all.map((step) => step.recurrent));
  const byCandidate = together(all.map((step) => step.candidate));
  return [
    tf.concat([byGates, byCandidate], 1).reshape([steps, batch, 3 * units]),
    tf.matMul(states, byGates, true),
    tf.matMul(states, byRecurrent, true),
    tf.sum(byRecurrent, 0),
  ];
}

function stepSlopes(
  [state, gates, candidate, recurrent]: Trace,
  later: Tensor2D,
  moved: Tensor2D,
): { own: StepSlopes; ahead: Tensor2D } {
  const units = state.shape[1];
  const update = gates.slice([0, 0], [-1, units]);
  const reset = gates.slice([0, units], [-1, units]);
  const taken = tf.mul<Tensor2D>(later, moved);
  const toCandidate = tf.mul<Tensor2D>(taken, tf.sub(1, update));
  const byCandidate = tf.mul<Tensor2D>(toCandidate, tf.sub(1, tf.square(candidate)));
  const byUpdate = tf.mul<Tensor2D>(taken, tf.sub(state, candidate));
  const gateSlopes = tf.concat<Tensor2D>([byUpdate, tf.mul(byCandidate, recurrent)], 1);
  return {
    own: {
      gates: tf.mul(gateSlopes, tf.mul(gates, tf.sub(1, gates))),
      candidate: byCandidate,
      recurrent: tf.mul(byCandidate, reset),
    },
    ahead: tf.sub(later, toCandidate),
  };
}
