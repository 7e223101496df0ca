import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import { dense, dropout, networkOf } from '../network/layers.js';
import { SeasonPath, seasonOptions } from '../network/season-path.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';
import {
  denseLayer,
  LastValuePath,
  masksOf,
  windowOptions,
  type DenseLayer,
} from '../network/window-head.js';
import { aboutLevel, flatHistory, IdentityEmbeddings, windowShapes } from '../network/window-inputs.js';

const options = z.strictObject({
  ...windowOptions,
  fromLast: z.boolean().default(true),
  /** Numbers that stand for a window. */
  hidden: z.number().int().min(1).max(2048).default(64),
  /** So many of the last steps are the level from which the first channel is told and to which outputs are added; 0: none. */
  level: z.number().int().min(0).max(2048).default(0),
  /** Share of the indices that a step of training takes for unknown ones. */
  forget: z.number().min(0).max(0.9).default(0),
  /** Residual layers. */
  layers: z.number().int().min(1).max(16).default(3),
  /** What was a season before is where the outputs start from; the history must mark its rows. */
  season: seasonOptions.optional(),
});

export type SpatialTemporalOptions = z.infer<typeof options>;

interface Residual {
  inner: DenseLayer;
  outer: DenseLayer;
}

/**
 * STID (Shao, Zhang, Wang, Wei & Xu, 2022): one network for all sensors. An embedding of the window beside learnt vectors of the
 * sensor, the hour and the weekday (every index of the input `identity`), through layers that are added to what they are given.
 * Beside it a linear path from the last value, so that training starts from "it stays as it is".
 */
export const spatialTemporal: Architecture<SpatialTemporalOptions> = {
  name: 'spatial-temporal',
  options,
  build,
};

function build(
  chosen: SpatialTemporalOptions,
  shapes: NetworkShapes,
  { random, store }: NetworkParts,
): Network {
  const shape = windowShapes('spatial-temporal', shapes);
  const { hidden, embedding } = chosen;
  const levelled = Math.min(chosen.level, shape.steps);
  const inputs = shape.steps * shape.channels + shape.present + (levelled > 0 ? 1 : 0);
  const window = denseLayer(store, 'window', { inputs, outputs: hidden }, { random });
  const embeddings = new IdentityEmbeddings(store, shape.identities, { units: embedding, random });
  const width = hidden + embedding * shape.identities.length;
  const fan = { inputs: width, outputs: width };
  const residuals = Array.from({ length: chosen.layers }, (_, i): Residual => ({
    inner: denseLayer(store, `layer-${i + 1}/inner`, fan, { random, relu: true }),
    outer: denseLayer(store, `layer-${i + 1}/outer`, fan, { random, gain: 0.5 }),
  }));
  const outputFan = { inputs: width, outputs: shapes.outputs };
  const output = denseLayer(store, 'output', outputFan, { random, gain: chosen.fromLast ? 0.1 : 1 });
  const last = chosen.fromLast ? new LastValuePath(store, shape, shapes.outputs) : undefined;
  const season = chosen.season && new SeasonPath(store, shape, chosen.season, shapes.outputs);
  return networkOf({ architecture: 'spatial-temporal', shapes }, store, (inputs, step) => {
    const raw = inputs.history as Tensor3D;
    const { history, level } = levelled > 0 ? aboutLevel(raw, levelled) : { history: raw, level: undefined };
    const parts = [flatHistory(history), ...(shape.present > 0 ? [inputs.present as Tensor2D] : [])];
    if (level) parts.push(level);
    const given = parts.length > 1 ? tf.concat(parts, 1) : parts[0];
    const masks = masksOf(step, chosen.dropout);
    const forgotten = masksOf(step, chosen.forget);
    const vectors = embeddings.of(inputs, forgotten && { rate: chosen.forget, random: forgotten });
    const entry = [dense(given, window.kernel, window.bias), ...vectors];
    const deep = residuals.reduce(
      (x, { inner, outer }) => {
        const active = dense(x, inner.kernel, inner.bias, 'relu');
        const kept = masks ? dropout(active, chosen.dropout, masks) : active;
        return tf.add(x, dense(kept, outer.kernel, outer.bias));
      },
      tf.concat<Tensor2D>(entry, 1),
    );
    const outputs = dense(deep, output.kernel, output.bias);
    const fromLast = last ? tf.add<Tensor2D>(outputs, last.forward(history)) : outputs;
    const moved = season ? tf.add<Tensor2D>(fromLast, season.forward(history)) : fromLast;
    return level ? tf.add<Tensor2D>(moved, tf.tile(level, [1, shapes.outputs])) : moved;
  });
}
