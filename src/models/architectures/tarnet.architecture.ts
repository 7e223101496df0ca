import type { Tensor2D } from '@tensorflow/tfjs';
import { tf } from '../../engine/tf.js';
import {
  armHead,
  armHeadOptions,
  armHeadRecommendation,
  armTrunk,
  masksOf,
  type ArmHeadOptions,
} from '../network/arm-heads.js';
import { networkOf } from '../network/layers.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';

/**
 * TARNet (Shalit, Johansson & Sontag, 2017): a representation that all arms of a treatment share, and for each arm a head of its own
 * that says what the outcome would be. Without a shared layer it is a T-learner (Künzel et al., 2019). An output is an arm.
 */
export const tarnet: Architecture<ArmHeadOptions> = {
  name: 'tarnet',
  options: armHeadOptions,
  build,
  recommend: armHeadRecommendation,
};

function build(chosen: ArmHeadOptions, shapes: NetworkShapes, parts: NetworkParts): Network {
  const trunk = armTrunk('tarnet', chosen, shapes, parts);
  const heads = Array.from({ length: shapes.outputs }, (_, arm) =>
    armHead(`arm-${arm}`, chosen, trunk, parts),
  );
  const { adapt } = trunk.encoding;
  return networkOf({ architecture: 'tarnet', shapes, adapt }, parts.store, (inputs, step) => {
    const features = inputs.features as Tensor2D;
    const masks = masksOf(chosen, step);
    const representation = trunk.represent(features, masks);
    return tf.concat(
      heads.map((head) => head({ features, representation, masks })),
      1,
    );
  });
}
