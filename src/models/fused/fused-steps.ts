import { RowSteps, type StoredNumbers } from '../../engine/wasm/rows/row-steps.js';
import type { StepList, StepStarts } from '../prediction/steps.js';
import type { FusedLayer, FusedNetwork } from './fused-network.js';
import { stepLayout, type StepLayout } from './step-layout.js';

/** Numbers that a network reads behind the features. */
interface Bends {
  layer: FusedLayer;
  rows: readonly StoredNumbers[];
  /** Of each feature the bends that it moves. */
  moved: readonly Int32Array[];
  /** Before they are kept between 0 and 1: of each start, and of the row that is walked. */
  starts: Float64Array;
  current: Float64Array;
}

/**
 * Runs a fused network of one hidden layer, or none, over rows that change feature by feature: a step costs the kernel rows of what
 * changes and the rectified sums, not the layer. A walk gives the same bits whatever came before it; beside a whole row they differ by
 * the rounding of float32.
 */
export class FusedSteps {
  readonly members: number;
  private readonly steps: RowSteps;
  private readonly features: readonly StoredNumbers[];
  private readonly bends: Bends | undefined;
  /** Units at each start, `[starts, units]`. */
  private readonly started: Float32Array;
  private readonly units: number;
  private readonly row: Float32Array;
  /** Changes that one feature makes at most. */
  private readonly mostChanges: number;

  /** Whether a network can be walked through. */
  static serves({ members }: FusedNetwork): boolean {
    return members.every(({ hidden }) => hidden.length <= 1);
  }

  constructor(
    network: FusedNetwork,
    private readonly starts: StepStarts,
  ) {
    const layout = stepLayout(network);
    this.members = network.members.length;
    this.steps = new RowSteps(network.outputs);
    this.features = layout.features.map((row) => this.steps.store(row));
    this.bends = layout.bends && {
      layer: layout.bends.layer,
      rows: layout.bends.rows.map((row) => this.steps.store(row)),
      moved: movedBy(layout.bends.layer, starts.width),
      starts: bendsAtStarts(layout.bends.layer, starts),
      current: new Float64Array(layout.bends.layer.bias.length),
    };
    this.units = layout.bias.length;
    this.started = unitsAtStarts(layout, this.bends, starts);
    this.row = new Float32Array(starts.width);
    this.mostChanges = 1 + (this.bends ? longest(this.bends.moved) : 0);
    this.steps.settle(
      this.units,
      layout.answerers.map((answerer) => ({
        ...answerer,
        kernel: this.steps.store(answerer.kernel),
        bias: this.steps.store(answerer.bias),
      })),
    );
  }

  /** Raw outputs after each step of all walks, `[members, steps, outputs]`; to be read before the next are asked for. */
  raw(walks: StepList): Float32Array {
    this.steps.open(walks.stepEnds.length);
    walks.starts.forEach((_, walk) => this.go(walks, walk));
    return this.steps.answers();
  }

  private go(walks: StepList, walk: number): void {
    const { walkEnds, stepEnds, features, values } = walks;
    const [from, to] = [walk === 0 ? 0 : walkEnds[walk - 1], walkEnds[walk]];
    const first = from === 0 ? 0 : stepEnds[from - 1];
    const changes = (stepEnds[to - 1] - first) * this.mostChanges;
    this.begin(walks.starts[walk], { steps: to - from, changes });
    for (let step = from, change = first; step < to; step++) {
      for (; change < stepEnds[step]; change++) this.change(features[change], values[change]);
      this.steps.endStep();
    }
    this.steps.walk();
  }

  private begin(start: number, most: { steps: number; changes: number }): void {
    const { width, data } = this.starts;
    this.row.set(data.subarray(start * width, (start + 1) * width));
    if (this.bends) {
      const { current, starts } = this.bends;
      current.set(starts.subarray(start * current.length, (start + 1) * current.length));
    }
    this.steps.begin(this.started.subarray(start * this.units, (start + 1) * this.units), most);
  }

  private change(feature: number, value: number): void {
    const difference = value - this.row[feature];
    if (difference === 0) return;
    this.row[feature] = value;
    this.steps.change(this.features[feature], 0, difference);
    if (!this.bends) return;
    const { layer, moved, current, rows } = this.bends;
    for (const bend of moved[feature]) {
      const before = kept(current[bend]);
      current[bend] += difference * layer.kernel[feature * current.length + bend];
      const by = kept(current[bend]) - before;
      if (by !== 0) this.steps.change(rows[bend], 0, by);
    }
  }
}

/** Of each feature the bends that read it. */
function movedBy({ kernel, bias }: FusedLayer, inputs: number): Int32Array[] {
  const bends = bias.length;
  return Array.from({ length: inputs }, (_, feature) =>
    Int32Array.from(bias.keys()).filter((bend) => kernel[feature * bends + bend] !== 0),
  );
}

function bendsAtStarts({ kernel, bias }: FusedLayer, { data, width }: StepStarts): Float64Array {
  const bends = bias.length;
  const rows = data.length / width;
  const at = Float64Array.from({ length: rows * bends }, (_, i) => bias[i % bends]);
  data.forEach((value, i) => {
    if (value === 0) return;
    const [row, feature] = [Math.floor(i / width), i % width];
    for (let bend = 0; bend < bends; bend++) at[row * bends + bend] += value * kernel[feature * bends + bend];
  });
  return at;
}

function unitsAtStarts(
  layout: StepLayout,
  bends: Bends | undefined,
  { data, width }: StepStarts,
): Float32Array {
  const units = layout.bias.length;
  const started = new Float32Array((data.length / width) * units);
  for (let row = 0; row < data.length / width; row++) {
    const sums = Float64Array.from(layout.bias);
    const add = (numbers: Float32Array, factor: number) => {
      if (factor === 0) return;
      for (let unit = 0; unit < units; unit++) sums[unit] += factor * numbers[unit];
    };
    layout.features.forEach((numbers, i) => add(numbers, data[row * width + i]));
    layout.bends?.rows.forEach((numbers, bend, { length }) =>
      add(numbers, kept(bends!.starts[row * length + bend])),
    );
    started.set(sums, row * units);
  }
  return started;
}

/** Between 0 and 1. */
function kept(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

function longest(lists: readonly ArrayLike<unknown>[]): number {
  return Math.max(0, ...lists.map(({ length }) => length));
}
