import type { Optimiser, Parameters } from './optimiser.js';

/** Stochastic gradient descent (Robbins & Monro, 1951). */
export class StochasticGradientDescent implements Optimiser {
  step({ values, gradient }: Parameters, learningRate: number): void {
    for (let i = 0; i < values.length; i++) values[i] -= learningRate * gradient[i];
  }
}
