import type { TailRisk } from '../../../evaluation/risk/tail.js';

/** Losses are told in percent of the value of a portfolio. */
export const percent = 100;

/** No forecast is less: the joint loss of both figures needs a shortfall above 0. */
const leastShortfall = 1e-6;

/** Forecasts of the tail of one portfolio on some days, beside what was lost; all in percent of its value. */
export class TailForecasts {
  readonly actual: number[] = [];
  readonly valueAtRisk: number[] = [];
  readonly expectedShortfall: number[] = [];

  constructor(readonly levels: readonly number[]) {}

  /** @param tails at each level, and the loss, as shares of the value. */
  add(tails: readonly TailRisk[], loss: number): void {
    this.actual.push(percent * loss);
    for (const { valueAtRisk, expectedShortfall } of tails) {
      this.valueAtRisk.push(percent * valueAtRisk);
      this.expectedShortfall.push(Math.max(leastShortfall, percent * expectedShortfall));
    }
  }

  /** At one of the levels, by its place. */
  at(place: number) {
    const every = (values: readonly number[]) =>
      Float64Array.from(this.actual, (_, day) => values[day * this.levels.length + place]);
    return {
      losses: Float64Array.from(this.actual),
      valueAtRisk: every(this.valueAtRisk),
      expectedShortfall: every(this.expectedShortfall),
    };
  }

  get scored() {
    const { levels, actual, valueAtRisk, expectedShortfall } = this;
    return { kind: 'tail-risk' as const, predictions: { levels, actual, valueAtRisk, expectedShortfall } };
  }
}
