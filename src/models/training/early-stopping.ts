interface EarlyStoppingOptions {
  patience: number;
  minDelta: number;
}

/** Keeps the best weights seen and says when waiting for better ones is over (Prechelt, 1998). */
export class EarlyStopping {
  private best = Infinity;
  private waited = 0;
  private kept: Float32Array | undefined;
  /** Epoch of the best loss, counted from 1; 0 before the first. */
  bestEpoch = 0;

  constructor(private readonly options: EarlyStoppingOptions) {}

  /** Take note of an epoch. True when training should stop. */
  observe(epoch: number, loss: number, values: Float32Array): boolean {
    if (loss < this.best - this.options.minDelta) {
      this.best = loss;
      this.bestEpoch = epoch;
      this.waited = 0;
      this.kept = values.slice();
      return false;
    }
    return ++this.waited >= this.options.patience;
  }

  /** Put the best weights back into `values`. */
  restore(values: Float32Array): void {
    if (this.kept) values.set(this.kept);
  }
}
