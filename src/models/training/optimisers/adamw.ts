import { Adam, type AdamOptions } from './adam.js';
import type { Optimiser, Parameters } from './optimiser.js';

export interface AdamWOptions extends AdamOptions {
  /** Share of a weight that a step of learning rate 1 would take away. */
  weightDecay: number;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter, 2019); only weights that are marked for it decay. */
export class AdamW implements Optimiser {
  private readonly adam: Adam;

  constructor(private readonly options: AdamWOptions) {
    this.adam = new Adam(options);
  }

  step(parameters: Parameters, learningRate: number): void {
    const kept = 1 - learningRate * this.options.weightDecay;
    for (const { start, end, decay } of parameters.segments) {
      if (!decay) continue;
      for (let i = start; i < end; i++) parameters.values[i] *= kept;
    }
    this.adam.step(parameters, learningRate);
  }
}
