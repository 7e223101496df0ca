import { floatBytes, lanes, laneShuffles, rowKernels, tileUnits, type RowKernels } from './kernels.js';

/** Weights of a layer in the memory, its units padded to whole tiles. */
export interface StoredLayer {
  kernel: number;
  bias: number;
  inputs: number;
  /** Bytes of one row of the kernel, and of what the layer gives to a row. */
  stride: number;
}

/** Weights of outputs, a column each. */
export interface StoredOutput {
  columns: readonly number[];
  bias: Float32Array;
}

/** Where rows of numbers stand. */
interface Rows {
  at: number;
  /** Bytes from one row to the next. */
  stride: number;
}

export interface RowSizes {
  /** Most rows at a time. */
  rows: number;
  /** Numbers of a row that are given, and the most that a layer adds behind them. */
  inputs: number;
  added: number;
  /** Units of the widest hidden layer. */
  widest: number;
  /** Numbers that each answer gives to a row, and how many answers there are. */
  outputs: number;
  answers: number;
}

const pageBytes = 64 * 1024;

/** Layers of perceptrons over rows, in a memory of their own that holds weights and the numbers of one block of rows. */
export class RowLayers {
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly kernels: RowKernels = rowKernels(this.memory);
  private used = 0;
  private floats = new Float32Array(this.memory.buffer);
  private readonly inputs: Rows;
  private readonly hidden: readonly [Rows, Rows];
  private readonly entries: readonly [Entries, Entries];
  private readonly output: number;
  private readonly shuffles: number;
  /** The kernel stride for which the inputs' entries were made. */
  private preparedFor = 0;

  constructor(private readonly sizes: RowSizes) {
    const { rows, inputs, added, widest, outputs, answers } = sizes;
    const width = inputs + padded(added);
    const most = Math.max(width, padded(widest));
    this.inputs = this.reserveRows(width);
    this.hidden = [this.reserveRows(padded(widest)), this.reserveRows(padded(widest))];
    this.entries = [this.reserveEntries(rows, most), this.reserveEntries(rows, most)];
    this.output = this.reserve(rows * outputs * answers);
    this.shuffles = this.reserve(laneShuffles.length / floatBytes);
    new Uint8Array(this.memory.buffer).set(laneShuffles, this.shuffles);
  }

  /** Keep a layer: `[inputs, units]` row-major, and `[units]`. */
  storeLayer(kernel: Float32Array, bias: Float32Array): StoredLayer {
    const units = bias.length;
    const stride = padded(units);
    const inputs = kernel.length / units;
    const at = this.reserve(inputs * stride);
    const biasAt = this.reserve(stride);
    for (let input = 0; input < inputs; input++) {
      const row = kernel.subarray(input * units, (input + 1) * units);
      this.floats.set(row, at / floatBytes + input * stride);
    }
    this.floats.set(bias, biasAt / floatBytes);
    return { kernel: at, bias: biasAt, inputs, stride: stride * floatBytes };
  }

  /** Keep the weights of outputs, `[units, outputs]` row-major, and `[outputs]`. */
  storeOutput(kernel: Float32Array, bias: Float32Array): StoredOutput {
    const outputs = bias.length;
    const columns = Array.from(bias, (_, output) => {
      const at = this.reserve(kernel.length / outputs);
      this.floats.set(
        kernel.filter((_weight, i) => i % outputs === output),
        at / floatBytes,
      );
      return at;
    });
    return { columns, bias };
  }

  /** Take the rows from `start` to `end` of row-major features. */
  read(features: Float32Array, start: number, end: number): void {
    const { inputs, added } = this.sizes;
    const first = this.inputs.at / floatBytes;
    const stride = this.inputs.stride / floatBytes;
    if (added === 0) this.floats.set(features.subarray(start * inputs, end * inputs), first);
    else {
      for (let row = start; row < end; row++)
        this.floats.set(features.subarray(row * inputs, (row + 1) * inputs), first + (row - start) * stride);
    }
    this.preparedFor = 0;
  }

  /** Write a layer of the inputs behind them, each number kept between 0 and 1. */
  addInputs(layer: StoredLayer, rows: number): void {
    const { inputs } = this.sizes;
    const behind = { at: this.inputs.at + inputs * floatBytes, stride: this.inputs.stride };
    const entries = this.compressed(this.inputs, { rows, width: layer.inputs, layer }, this.entries[1]);
    this.spread(entries, { layer, rows, out: behind, floor: 0, ceiling: 1 });
    this.preparedFor = 0;
  }

  /** What rectified layers, at least one, make of the inputs, as many as the first one reads. */
  through(layers: readonly StoredLayer[], rows: number): Rows {
    let last: Rows = this.inputs;
    layers.forEach((layer, depth) => {
      const entries = depth === 0 ? this.ofInputs(layer, rows) : this.ofHidden(last, layer, rows);
      const out: Rows = { at: this.hidden[depth % 2].at, stride: layer.stride };
      this.spread(entries, { layer, rows, out, floor: 0, ceiling: Infinity });
      last = out;
    });
    return last;
  }

  /** An answer to each row: a layer of the inputs as it is. */
  answerLinearly(layer: StoredLayer, rows: number, answer: number): void {
    const { outputs } = this.sizes;
    const [out] = this.hidden;
    const to = { at: out.at, stride: layer.stride };
    const entries = this.ofInputs(layer, rows);
    this.spread(entries, { layer, rows, out: to, floor: -Infinity, ceiling: Infinity });
    const [from, stride] = [out.at / floatBytes, layer.stride / floatBytes];
    const answered = this.answers(answer, 1, rows);
    for (let row = 0; row < rows; row++) {
      for (let output = 0; output < outputs; output++)
        answered[row * outputs + output] = this.floats[from + row * stride + output];
    }
  }

  /** An answer to each row: of each output the bias plus the row's numbers, behind a layer, times the output's column. */
  answer({ at, stride }: Rows, { columns, bias }: StoredOutput, rows: number, answer: number): void {
    const { outputs } = this.sizes;
    const first = this.output / floatBytes + answer * rows * outputs;
    const answered = this.floats.subarray(first, first + rows * outputs);
    columns.forEach((column, output) => {
      for (let row = 0; row < rows; row++) answered[row * outputs + output] = bias[output];
      const to = (first + output) * floatBytes;
      this.kernels.gather(at, rows, stride, stride, column, to, outputs * floatBytes);
    });
  }

  /** Some answers, `[count * rows, outputs]`, one answer's rows after the other's; to be read before the next rows. */
  answers(first: number, count: number, rows: number): Float32Array {
    const each = rows * this.sizes.outputs;
    const from = this.output / floatBytes + first * each;
    return this.floats.subarray(from, from + count * each);
  }

  private ofInputs(layer: StoredLayer, rows: number): Entries {
    const [entries] = this.entries;
    // Places of kernel rows, by their stride: the same for all members of a network.
    if (this.preparedFor === layer.stride) return entries;
    this.preparedFor = layer.stride;
    return this.compressed(this.inputs, { rows, width: layer.inputs, layer }, entries);
  }

  private ofHidden(rows: Rows, layer: StoredLayer, count: number): Entries {
    return this.compressed(rows, { rows: count, width: layer.inputs, layer }, this.entries[1]);
  }

  private compressed(
    { at, stride }: Rows,
    { rows, width, layer }: { rows: number; width: number; layer: StoredLayer },
    entries: Entries,
  ): Entries {
    const { starts, places, apart } = entries;
    this.kernels.compress(at, rows, stride, width, layer.stride, starts, places, apart, this.shuffles);
    return entries;
  }

  private spread({ starts, apart }: Entries, { layer, rows, out, floor, ceiling }: Spreading): void {
    const { kernel, bias, stride } = layer;
    this.kernels.spread(starts, apart, rows, kernel, stride, bias, out.at, out.stride, floor, ceiling);
  }

  private reserveRows(width: number): Rows {
    return { at: this.reserve(this.sizes.rows * width), stride: width * floatBytes };
  }

  private reserveEntries(rows: number, width: number): Entries {
    const starts = this.reserve(rows + 1);
    // Lanes that are left out are written, too, before the next take their place.
    const most = rows * width + lanes;
    const places = this.reserve(most);
    return { starts, places, apart: this.reserve(most) - places };
  }

  /** Room for floats, zeros at first; with a tile behind it, for whole lanes are read. */
  private reserve(length: number): number {
    const at = this.used;
    this.used += padded(length + tileUnits) * floatBytes;
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    this.floats = new Float32Array(this.memory.buffer);
    return at;
  }
}

interface Spreading {
  layer: StoredLayer;
  rows: number;
  out: Rows;
  /** What the units are kept between. */
  floor: number;
  ceiling: number;
}

/** Numbers that are not 0: where those of each row start, the places of their kernel rows, and the numbers so far behind these. */
interface Entries {
  starts: number;
  places: number;
  apart: number;
}

function padded(units: number): number {
  return Math.ceil(units / tileUnits) * tileUnits;
}
