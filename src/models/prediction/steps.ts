import type { InputColumns } from './examples.js';

/** Rows on their way from known rows to others: in each step some features change. Filled once, read once. */
export class StepList {
  /** Of each walk the row that it begins at, and where its steps end. */
  readonly starts: number[] = [];
  readonly walkEnds: number[] = [];
  /** Of each step where its changes end. */
  readonly stepEnds: number[] = [];
  /** Places of features, and the values that they change to. */
  readonly features: number[] = [];
  readonly values: number[] = [];

  change(feature: number, value: number): void {
    this.features.push(feature);
    this.values.push(value);
  }

  endStep(): void {
    this.stepEnds.push(this.features.length);
  }

  endWalk(start: number): void {
    this.starts.push(start);
    this.walkEnds.push(this.stepEnds.length);
  }
}

/** Linked outputs after each step of some walks, `[steps, outputs]`; what a walk gives does not depend on those around it. */
export type StepPredictor = (walks: StepList) => Float32Array;

/** Rows that walks begin at, `[rows, width]` features, row-major. */
export interface StepStarts {
  data: Float32Array;
  width: number;
}

/** How features become what a network reads. */
export type InputsOf = (data: Float32Array) => InputColumns;

/** Every row that the walks come through, one below the other: for networks that are not fused, or of several hidden layers. */
export function rowsAlong({ data, width }: StepStarts, walks: StepList): Float32Array {
  const { starts, walkEnds, stepEnds, features, values } = walks;
  const rows = new Float32Array(stepEnds.length * width);
  let step = 0;
  let change = 0;
  starts.forEach((start, walk) => {
    const row = data.slice(start * width, (start + 1) * width);
    for (; step < walkEnds[walk]; step++) {
      for (; change < stepEnds[step]; change++) row[features[change]] = values[change];
      rows.set(row, step * width);
    }
  });
  return rows;
}
