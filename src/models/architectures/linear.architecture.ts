import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { dense, featureWidth, networkOf, WeightStore } from '../layers.js';
import type { Architecture, Network, NetworkShapes } from '../network.js';

const options = z.strictObject({});

export type LinearOptions = z.infer<typeof options>;

/**
 * Weighted sum of the features: linear regression, and with logits logistic regression (Cox, 1958).
 * The weights start at zero, whatever the seed: the objective is convex, and a feature that no training row shows (the
 * slot of unknown categories) then adds exactly nothing.
 */
export const linear: Architecture<LinearOptions> = { name: 'linear', options, build };

function build(_options: LinearOptions, shapes: NetworkShapes): Network {
  const width = featureWidth('linear', shapes);
  const store = new WeightStore();
  const kernel = store.kernel('output/kernel', [width, shapes.outputs]);
  const bias = store.bias('output/bias', shapes.outputs);
  return networkOf({ architecture: 'linear', shapes }, store, (inputs) =>
    dense(inputs.features as Tensor2D, kernel, bias),
  );
}
