import type { Optimiser, Parameters } from './optimiser.js';

export interface MomentumOptions {
  /** How much of the velocity is kept from step to step. */
  momentum: number;
  /** Look ahead along the velocity (Nesterov, 1983, in the form of Sutskever et al., 2013). */
  nesterov: boolean;
}

/** Gradient descent with a velocity (Polyak, 1964). */
export class Momentum implements Optimiser {
  private velocity = new Float32Array(0);

  constructor(private readonly options: MomentumOptions) {}

  step({ values, gradient }: Parameters, learningRate: number): void {
    if (this.velocity.length === 0) this.velocity = new Float32Array(values.length);
    const { velocity } = this;
    const { momentum, nesterov } = this.options;
    for (let i = 0; i < values.length; i++) {
      const next = momentum * velocity[i] + gradient[i];
      velocity[i] = next;
      values[i] -= learningRate * (nesterov ? gradient[i] + momentum * next : next);
    }
  }
}
