import type { Tensor2D, Tensor3D, Tensor4D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { dropout, LayerNormalisation, networkOf } from '../network/layers.js';
import type {
  Architecture,
  Network,
  NetworkInputs,
  NetworkParts,
  NetworkShapes,
} from '../network/network.js';
import { answersAsIndexes, askedWithoutSome, recordShapes } from '../network/record-inputs.js';
import { smallVectors, TracingHead, vectorsOf } from '../network/tracing-head.js';
import type { WeightStore } from '../network/weight-store.js';
import { denseLayer, denseSteps, masksOf, type DenseLayer } from '../network/window-head.js';

const options = z
  .strictObject({
    /** Numbers that stand for a question or an answer. */
    units: z.number().int().min(2).max(512).default(64),
    heads: z.number().int().min(1).max(16).default(4),
    /** Units of the layer between what is remembered and the answer. */
    hidden: z.number().int().min(1).max(2048).default(64),
    /** Probability that a number is left out of what a layer adds in a training step. */
    dropout: z.number().min(0).max(0.95).default(0.2),
    /** Share of the skills that a step of training takes for unknown ones. */
    forget: z.number().min(0).max(0.9).default(0.01),
  })
  .refine(({ units, heads }) => units % heads === 0, {
    message: 'units that the heads divide evenly',
    path: ['heads'],
  });

export type AttentiveTracingOptions = z.infer<typeof options>;

/**
 * Self-attentive knowledge tracing (Pandey & Karypis, 2019) with a memory that fades (Ghosh, Heffernan & Lan, 2020; here linear in the number of
 * answers between, as Press, Smith & Lewis, 2022): each answer looks at those before it, then the skill that is asked looks at the answers.
 */
export const attentiveTracing: Architecture<AttentiveTracingOptions> = {
  name: 'attentive-tracing',
  options,
  build,
};

function build(
  chosen: AttentiveTracingOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  const { steps, skills } = recordShapes('attentive-tracing', shapes);
  const { units, heads, hidden } = chosen;
  const questions = smallVectors(store, 'asked', [skills, units], random);
  const answers = smallVectors(store, 'answers', [2 * skills, units], random);
  const encoder = new FadingAttention(store, 'encoder', { units, heads, random });
  const normal = new LayerNormalisation(store, 'encoded', units);
  const retriever = new FadingAttention(store, 'retriever', { units, heads, random });
  const head = new TracingHead(store, { skills, width: units, hidden, random });
  return networkOf({ architecture: 'attentive-tracing', shapes }, store, (inputs, step) => {
    const masks = masksOf(step, chosen.dropout + chosen.forget);
    const thin = (x: Tensor2D): Tensor2D => (masks ? dropout(x, chosen.dropout, masks) : x);
    const skill = askedWithoutSome(inputs, masks && { rate: chosen.forget, random: masks });
    const bySteps = (x: Tensor2D): Tensor3D => x.reshape([-1, steps, units]);
    const flat = (x: Tensor3D): Tensor2D => x.reshape([-1, units]);
    const asked = vectorsOf(questions, skill.flatten());
    const given = vectorsOf(answers, answersAsIndexes(skill, inputs.answered as Tensor2D).flatten());
    const reach = reachOf(inputs, steps);
    const answer = tf.add<Tensor2D>(asked, given);
    const looked = encoder.look(bySteps(answer), { keys: bySteps(answer), values: bySteps(answer), reach });
    const encoded = normal.apply(tf.add<Tensor2D>(answer, thin(flat(looked))));
    const found = retriever.look(bySteps(asked), { keys: bySteps(asked), values: bySteps(encoded), reach });
    const from = steps - shapes.outputs;
    const memory = flat(found.slice([0, from, 0], [-1, -1, -1]));
    const last = skill.slice([0, from], [-1, -1]).flatten();
    return head.forward(memory, last, thin).reshape<Tensor2D>([-1, shapes.outputs]);
  });
}

/** What of a row each step may look at. */
interface Reach {
  /** 0 for an answer of the learner before the step, else so low that nothing is seen: `[batch, 1, steps, steps]`. */
  mask: Tensor4D;
  /** How many answers lie between, of the same shape. */
  distance: Tensor4D;
}

const hiddenScore = -1e9;

function reachOf({ answered, first }: NetworkInputs, steps: number): Reach {
  const given = tf.cast(tf.greater(answered, 0), 'float32');
  const learner = tf.cumsum(tf.cast(first, 'float32'), 1);
  const count = tf.cumsum(given, 1, true);
  const [rows, columns] = [
    [-1, 1, steps, 1],
    [-1, 1, 1, steps],
  ];
  const places = Float32Array.from({ length: steps * steps }, (_, i) =>
    i % steps < Math.floor(i / steps) ? 1 : 0,
  );
  const earlier = tf.tensor4d(places, [1, 1, steps, steps]);
  const own = tf.cast(tf.equal(learner.reshape(rows), learner.reshape(columns)), 'float32');
  const seen = tf.mul(tf.mul(own, given.reshape(columns)), earlier);
  return {
    mask: tf.mul(tf.sub(1, seen), hiddenScore),
    distance: tf.mul(seen, tf.sub(count.reshape(rows), count.reshape(columns))),
  };
}

/** Attention with several heads, each of which forgets at a rate of its own; where there is nothing to look at, it sees zeros. */
class FadingAttention {
  private readonly query: DenseLayer;
  private readonly key: DenseLayer;
  private readonly value: DenseLayer;
  private readonly merge: DenseLayer;
  private readonly fading: Variable;
  private readonly nothing: Variable;
  private readonly heads: number;

  constructor(
    store: WeightStore,
    name: string,
    { units, heads, random }: { units: number; heads: number; random: Random },
  ) {
    this.heads = heads;
    const fan = { inputs: units, outputs: units };
    const layer = (part: string) => denseLayer(store, `${name}/${part}`, fan, { random });
    [this.query, this.key, this.value, this.merge] = ['query', 'key', 'value', 'merge'].map(layer);
    // Rates of softplus(value): from about half an answer to about a hundred of them.
    this.fading = store.scale(`${name}/fading`, [1, heads, 1, 1], (head) => -0.4 - (4 * head) / heads);
    this.nothing = store.scale(`${name}/nothing`, [1, heads, 1, 1], () => 0);
  }

  /** @param from `[batch, steps, units]`, as `keys` and `values`. */
  look(
    from: Tensor3D,
    { keys, values, reach }: { keys: Tensor3D; values: Tensor3D; reach: Reach },
  ): Tensor3D {
    const [batch, steps, units] = from.shape;
    const { heads } = this;
    const width = units / heads;
    const byHead = (x: Tensor3D, layer: DenseLayer): Tensor3D =>
      denseSteps(x, layer)
        .reshape([batch, steps, heads, width])
        .transpose([0, 2, 1, 3])
        .reshape([batch * heads, steps, width]);
    const products = tf.matMul(byHead(from, this.query), byHead(keys, this.key), false, true);
    const scores = tf.sub(
      tf.mul(products, 1 / Math.sqrt(width)).reshape<Tensor4D>([batch, heads, steps, steps]),
      tf.mul(tf.softplus(this.fading), reach.distance),
    );
    const empty = tf.add<Tensor4D>(this.nothing, tf.zeros([batch, heads, steps, 1]));
    const all = tf.concat([tf.add<Tensor4D>(scores, reach.mask), empty], 3);
    const attention = tf.softmax(all).slice([0, 0, 0, 0], [-1, -1, -1, steps]);
    const seen = tf.matMul(
      attention.reshape<Tensor3D>([batch * heads, steps, steps]),
      byHead(values, this.value),
    );
    const merged = seen
      .reshape([batch, heads, steps, width])
      .transpose([0, 2, 1, 3])
      .reshape<Tensor3D>([batch, steps, units]);
    return denseSteps(merged, this.merge);
  }
}
