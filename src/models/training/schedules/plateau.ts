import type { Schedule } from './schedule.js';

interface PlateauOptions {
  patience: number;
  decay: number;
  floor: number;
}

/** Lowers the learning rate when the loss stands still. */
export class Plateau implements Schedule {
  private best = Infinity;
  private waited = 0;
  private current = 1;

  constructor(private readonly options: PlateauOptions) {}

  factor(): number {
    return this.current;
  }

  observe(loss: number): void {
    if (loss < this.best) {
      this.best = loss;
      this.waited = 0;
      return;
    }
    this.waited++;
    if (this.waited < this.options.patience) return;
    this.waited = 0;
    this.current = Math.max(this.options.floor, this.current * this.options.decay);
  }
}
