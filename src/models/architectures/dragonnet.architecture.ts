import type { Tensor2D } from '@tensorflow/tfjs';
import { tf } from '../../engine/tf.js';
import {
  armHead,
  armHeadOptions,
  armHeadRecommendation,
  armTrunk,
  masksOf,
  outputLayer,
  type ArmHeadOptions,
} from '../network/arm-heads.js';
import { dense, networkOf } from '../network/layers.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';

/**
 * DragonNet (Shi, Blei & Veitch, 2019): beside a head for each of the two arms, the propensity (as logit) is read linearly from the
 * shared representation, so that this keeps what tells who is treated; and one number that is the same for all rows, the step of
 * targeted regularisation. Outputs in this order; a network of fewer has the first of them.
 */
export const dragonnet: Architecture<ArmHeadOptions> = {
  name: 'dragonnet',
  options: armHeadOptions,
  build,
  auxiliaryOutputs: 2,
  recommend: armHeadRecommendation,
};

const arms = 2;

function build(chosen: ArmHeadOptions, shapes: NetworkShapes, parts: NetworkParts): Network {
  const { outputs } = shapes;
  const { store, random } = parts;
  const trunk = armTrunk('dragonnet', chosen, shapes, parts);
  const heads = Array.from({ length: Math.min(arms, outputs) }, (_, arm) =>
    armHead(`arm-${arm}`, chosen, trunk, parts),
  );
  const propensity = outputs > arms ? outputLayer(store, 'propensity', trunk.width, random) : undefined;
  const constants = outputs > arms + 1 ? store.bias('step', outputs - arms - 1) : undefined;
  const { adapt } = trunk.encoding;
  return networkOf({ architecture: 'dragonnet', shapes, adapt }, store, (inputs, step) => {
    const features = inputs.features as Tensor2D;
    const masks = masksOf(chosen, step);
    const representation = trunk.represent(features, masks);
    const parts = heads.map((head) => head({ features, representation, masks }));
    if (propensity) parts.push(dense(representation, propensity.kernel, propensity.bias));
    if (constants) parts.push(tf.add(tf.zeros([representation.shape[0], outputs - arms - 1]), constants));
    return tf.concat(parts, 1);
  });
}
