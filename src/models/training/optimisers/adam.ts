import type { Optimiser, Parameters } from './optimiser.js';

export interface AdamOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** Adam (Kingma & Ba, 2015), with bias-corrected moments. */
export class Adam implements Optimiser {
  private first = new Float32Array(0);
  private second = new Float32Array(0);
  private steps = 0;

  constructor(private readonly options: AdamOptions) {}

  step({ values, gradient }: Parameters, learningRate: number): void {
    if (this.steps === 0) {
      this.first = new Float32Array(values.length);
      this.second = new Float32Array(values.length);
    }
    this.steps++;
    const { first, second } = this;
    const { beta1, beta2, epsilon } = this.options;
    const rate = learningRate / (1 - beta1 ** this.steps);
    const secondCorrection = 1 / (1 - beta2 ** this.steps);
    for (let i = 0; i < values.length; i++) {
      const slope = gradient[i];
      const mean = beta1 * first[i] + (1 - beta1) * slope;
      const square = beta2 * second[i] + (1 - beta2) * slope * slope;
      first[i] = mean;
      second[i] = square;
      values[i] -= (rate * mean) / (Math.sqrt(square * secondCorrection) + epsilon);
    }
  }
}
