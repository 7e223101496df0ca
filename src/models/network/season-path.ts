import type { Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { InvalidSpecificationError } from '../../core/errors.js';
import { tf } from '../../engine/tf.js';
import type { WeightStore } from './weight-store.js';
import type { WindowShapes } from './window-inputs.js';

/** Where a season before is found in a window. */
export const seasonOptions = z.strictObject({
  /** After so many steps much is the same again. */
  steps: z.number().int().min(1).max(2048),
  /** How many steps ahead the outputs are about, in their order; each has as many outputs as the others. */
  ahead: z.array(z.number().int().min(1).max(2048)).min(1).max(168),
  /** So many steps, the present one of that time the last, are the level of that time. */
  level: z.number().int().min(1).max(2048).default(4),
});

export type SeasonOptions = z.infer<typeof seasonOptions>;

/**
 * By how much the first channel lay above its level one season before the step that an output is about: added to the output, scaled
 * (by 1 at the start), so that a network beside it begins as "it moves as it did a season ago" and learns what is different
 * (the seasonal naive forecast about a level: Hyndman & Athanasopoulos, 2021, chapter 5). Nothing is added where the window does
 * not reach back, which its last channel tells: it marks the steps that stand for a row.
 */
export class SeasonPath {
  private readonly scale: Variable;

  /** @throws InvalidSpecificationError where a season before lies outside of the window, or outputs do not divide by the steps ahead. */
  constructor(
    store: WeightStore,
    private readonly shape: Pick<WindowShapes, 'steps' | 'channels'>,
    private readonly options: SeasonOptions,
    private readonly outputs: number,
  ) {
    const { ahead } = options;
    const first = this.present - options.level + 1;
    const last = this.present + Math.max(...ahead);
    if (first < 0 || last >= shape.steps) {
      throw wrong(
        `a window of at least ${shape.steps - Math.min(first, 0)} steps, and no step ahead beyond the season`,
        {
          received: `${shape.steps} steps, a season of ${options.steps} and ${Math.max(...ahead)} steps ahead`,
        },
      );
    }
    if (outputs % ahead.length > 0) {
      throw wrong(`as many steps ahead as the forecast has horizons`, {
        received: `${ahead.length} for ${outputs} outputs`,
      });
    }
    if (shape.channels < 2)
      throw wrong('a history whose last channel marks its rows', { received: 'one channel' });
    this.scale = store.kernel('season/scale', [1, ahead.length], () =>
      new Float32Array(ahead.length).fill(1),
    );
  }

  /** `[batch, steps, channels]` to `[batch, outputs]` */
  forward(history: Tensor3D): Tensor2D {
    const { ahead, level } = this.options;
    const values = this.channel(history, 0);
    const marks = this.channel(history, this.shape.channels - 1);
    const before = tf.mean<Tensor2D>(values.slice([0, this.present - level + 1], [-1, level]), 1, true);
    const places = tf.tensor1d(
      ahead.map((steps) => this.present + steps),
      'int32',
    );
    const moved = tf.sub(tf.gather(values, places, 1), before);
    const known = tf.mul(tf.gather(marks, places, 1), marks.slice([0, this.present - level + 1], [-1, 1]));
    const added = tf.mul(tf.mul(moved, known), this.scale);
    const each = this.outputs / ahead.length;
    return tf.tile(added.expandDims(2), [1, 1, each]).reshape<Tensor2D>([-1, this.outputs]);
  }

  /** The step of the window that lies a season before its last. */
  private get present(): number {
    return this.shape.steps - 1 - this.options.steps;
  }

  private channel(history: Tensor3D, channel: number): Tensor2D {
    return history.slice([0, 0, channel], [-1, -1, 1]).reshape<Tensor2D>([-1, this.shape.steps]);
  }
}

function wrong(expected: string, { received }: { received: string }): InvalidSpecificationError {
  const pointer = '/model/options/season';
  return new InvalidSpecificationError(
    `The season does not fit: expected ${expected}, received ${received}.`,
    {
      details: [{ pointer, expected, received }],
    },
  );
}
