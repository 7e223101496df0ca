import { floatBytes, rowKernels, type RowBuild, type RowKernels } from './kernels.js';

/** Numbers in the memory: where they begin, and how many there are, whole lanes of them. */
export interface StoredNumbers {
  at: number;
  length: number;
}

/** What answers from units of one rectified layer. Places are counted in numbers from the first unit. */
export interface StepAnswerer {
  first: number;
  units: number;
  /** `[outputs, units]` in whole lanes each. */
  kernel: StoredNumbers;
  bias: StoredNumbers;
  /** The first of the units that are added to the outputs as they are; absent: none. */
  beside?: number;
}

const changeNumbers = 4;
const answererNumbers = 5;
const laneUnits = 4;
const pageBytes = 64 * 1024;

/** A layer whose inputs change step by step, in a memory of its own: see `walk` of `steps.as.ts`. */
export class RowSteps {
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly kernels: RowKernels;
  private used = laneUnits * floatBytes;
  private floats = new Float32Array(this.memory.buffer);
  private words = new Uint32Array(this.memory.buffer);
  private units: StoredNumbers = { at: 0, length: 0 };
  private answerers = { at: 0, count: 0 };
  private ends: StoredNumbers = { at: 0, length: 0 };
  private changes: StoredNumbers = { at: 0, length: 0 };
  private answered: StoredNumbers = { at: 0, length: 0 };
  private changeCount = 0;
  private stepCount = 0;

  constructor(
    private readonly outputs: number,
    build?: RowBuild,
  ) {
    this.kernels = rowKernels(this.memory, { build });
  }

  store(numbers: ArrayLike<number>): StoredNumbers {
    const stored = this.reserve(numbers.length);
    this.floats.set(numbers, stored.at / floatBytes);
    return stored;
  }

  /** After everything is stored: how many units there are, and who answers from them. */
  settle(unitCount: number, answerers: readonly StepAnswerer[]): void {
    this.units = this.reserve(unitCount);
    const { at } = this.reserve(answerers.length * answererNumbers);
    this.answerers = { at, count: answerers.length };
    answerers.forEach(({ first, units, kernel, bias, beside }, i) => {
      const place = at / floatBytes + i * answererNumbers;
      const address = (unit: number) => this.units.at + unit * floatBytes;
      const linear = beside === undefined ? 0 : address(beside);
      this.words.set([address(first), units * floatBytes, kernel.at, bias.at, linear], place);
    });
  }

  /** Begin a walk from such units, of at most so many steps and changes. */
  begin(units: Float32Array, most: { steps: number; changes: number }): void {
    this.ends = this.atLeast(this.ends, most.steps);
    this.changes = this.atLeast(this.changes, most.changes * changeNumbers);
    this.answered = this.atLeast(this.answered, most.steps * this.outputs * this.answerers.count);
    this.floats.set(units, this.units.at / floatBytes);
    this.changeCount = 0;
    this.stepCount = 0;
  }

  /** A part of the next step: so much of a row of a kernel is added to as many units from the given one on. */
  change(row: StoredNumbers, first: number, factor: number): void {
    const place = this.changes.at / floatBytes + this.changeCount * changeNumbers;
    this.words[place] = row.at;
    this.words[place + 1] = this.units.at + first * floatBytes;
    this.words[place + 2] = row.length * floatBytes;
    this.floats[place + 3] = factor;
    this.changeCount++;
  }

  endStep(): void {
    const end = this.changes.at + this.changeCount * changeNumbers * floatBytes;
    this.words[this.ends.at / floatBytes + this.stepCount++] = end;
  }

  /** What every answerer gives after each step, `[answerers, steps, outputs]`; to be read before the next walk. */
  walk(): Float32Array {
    const { at, count } = this.answerers;
    this.kernels.walk(
      this.ends.at,
      this.stepCount,
      this.changes.at,
      at,
      count,
      this.outputs,
      this.answered.at,
    );
    const from = this.answered.at / floatBytes;
    return this.floats.subarray(from, from + count * this.stepCount * this.outputs);
  }

  private atLeast(known: StoredNumbers, length: number): StoredNumbers {
    return known.length >= length ? known : this.reserve(2 * length);
  }

  private reserve(length: number): StoredNumbers {
    const whole = wholeLanes(length);
    const at = this.used;
    this.used += whole * floatBytes;
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    this.floats = new Float32Array(this.memory.buffer);
    this.words = new Uint32Array(this.memory.buffer);
    return { at, length: whole };
  }
}

/** So many numbers and what fills the last lane. */
export function wholeLanes(length: number): number {
  return Math.ceil(length / laneUnits) * laneUnits;
}
