import { floatBytes, rowKernels, type RowBuild, type RowKernels } from './kernels.js';

/** Numbers in the memory: where they begin, and how many there are, whole tiles of them. */
export interface StoredNumbers {
  at: number;
  length: number;
}

/** What answers from units of one rectified layer. Places are counted in numbers from the first unit. */
export interface StepAnswerer {
  first: number;
  units: number;
  /** `[outputs, units]` in whole tiles each. */
  kernel: StoredNumbers;
  bias: StoredNumbers;
  /** The first of the units that are added to the outputs as they are; absent: none. */
  beside?: number;
}

const changeNumbers = 4;
const answererNumbers = 5;
/** Units that are worked out together. */
const stepUnits = 16;
const pageBytes = 64 * 1024;

/** A layer whose inputs change step by step, in a memory of its own: see `walk` of `steps.as.ts`. */
export class RowSteps {
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly kernels: RowKernels;
  private used = stepUnits * floatBytes;
  private floats = new Float32Array(this.memory.buffer);
  private words = new Uint32Array(this.memory.buffer);
  private units: StoredNumbers = { at: 0, length: 0 };
  private answerers = { at: 0, count: 0 };
  private ends: StoredNumbers = { at: 0, length: 0 };
  private changes: StoredNumbers = { at: 0, length: 0 };
  private answered: StoredNumbers = { at: 0, length: 0 };
  private changeCount = 0;
  private stepCount = 0;
  /** Steps of all walks that are opened, and of those that are gone. */
  private total = 0;
  private done = 0;

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

  /** Make room for walks of so many steps together. */
  open(steps: number): void {
    this.answered = this.atLeast(this.answered, steps * this.outputs * this.answerers.count);
    this.total = steps;
    this.done = 0;
  }

  /** Begin a walk from such units, of at most so many steps and changes. */
  begin(units: Float32Array, most: { steps: number; changes: number }): void {
    this.ends = this.atLeast(this.ends, most.steps);
    this.changes = this.atLeast(this.changes, most.changes * changeNumbers);
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

  /** Go the walk that was begun. */
  walk(): void {
    const { at, count } = this.answerers;
    const each = this.outputs * floatBytes;
    const out = this.answered.at + this.done * each;
    const { ends, changes, stepCount } = this;
    this.kernels.walk(ends.at, stepCount, changes.at, at, count, this.outputs, out, this.total * each);
    this.done += stepCount;
  }

  /** What every answerer gave after each step of all walks, `[answerers, steps, outputs]`; to be read before others are opened. */
  answers(): Float32Array {
    const from = this.answered.at / floatBytes;
    return this.floats.subarray(from, from + this.answerers.count * this.total * this.outputs);
  }

  private atLeast(known: StoredNumbers, length: number): StoredNumbers {
    return known.length >= length ? known : this.reserve(2 * length);
  }

  private reserve(length: number): StoredNumbers {
    const whole = wholeTiles(length);
    const at = this.used;
    this.used += whole * floatBytes;
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    this.floats = new Float32Array(this.memory.buffer);
    this.words = new Uint32Array(this.memory.buffer);
    return { at, length: whole };
  }
}

/** So many numbers and what fills the last tile. */
export function wholeTiles(length: number): number {
  return Math.ceil(length / stepUnits) * stepUnits;
}
