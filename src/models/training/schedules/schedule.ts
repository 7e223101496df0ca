/** How the learning rate changes while training goes on. */
export interface Schedule {
  /** What the learning rate is multiplied with; `epoch` counts from 0 and moves on inside an epoch (2.5: half of the third). */
  factor(epoch: number): number;
  /** Called after each epoch with the validation loss, or the training loss when there is no validation. */
  observe(loss: number): void;
}
