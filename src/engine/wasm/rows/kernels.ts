import {
  add,
  addFloat,
  addLanes,
  assemble,
  code,
  differs,
  f32,
  float,
  get,
  i32,
  int,
  lane,
  largerLanes,
  lessThan,
  loadFloat,
  loadInt,
  loadLanes,
  loadSplat,
  multiply,
  multiplyLanes,
  set,
  shiftLeft,
  smallerLanes,
  splat,
  storeFloat,
  storeInt,
  storeLanes,
  v128,
  whileTrue,
  type Code,
  type WasmFunction,
} from './assembler.js';

/** Bytes of a float, and of an entry of a compressed row: the place of its kernel row, and its value. */
export const floatBytes = 4;
export const entryBytes = 8;

/** Units that `spread` works out together, in registers. */
export const tileUnits = 32;
const tileBytes = tileUnits * floatBytes;
const laneBytes = 16;
const tileLanes = tileBytes / laneBytes;

/** Names the locals in their order, parameters first. */
function locals<Name extends string>(...names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>;
}

const advance = (local: number, bytes: number): Code => set(local, add(get(local), int(bytes)));

/**
 * The numbers of each row that are not 0, as entries. `starts` receives where each row's entries begin, and where the last one's end.
 * Of the flags of a category all but one are 0, and of rectified units about half: what is left out here is never multiplied.
 */
function compress(): WasmFunction {
  const l = locals(
    'x',
    'rows',
    'stride',
    'inputs',
    'kernelStride',
    'starts',
    'entries',
    'at',
    'end',
    'last',
    'place',
    'value',
  );
  const row = code(
    storeInt(get(l.starts), get(l.entries)),
    advance(l.starts, floatBytes),
    set(l.at, get(l.x)),
    set(l.end, add(get(l.x), shiftLeft(get(l.inputs), 2))),
    set(l.place, int(0)),
    whileTrue(
      lessThan(get(l.at), get(l.end)),
      code(
        set(l.value, loadFloat(get(l.at))),
        storeInt(get(l.entries), get(l.place)),
        storeFloat(get(l.entries), get(l.value), floatBytes),
        // Without a branch: a 0 is overwritten by what comes next.
        set(l.entries, add(get(l.entries), shiftLeft(differs(get(l.value), float(0)), 3))),
        advance(l.at, floatBytes),
        set(l.place, add(get(l.place), get(l.kernelStride))),
      ),
    ),
    set(l.x, add(get(l.x), get(l.stride))),
  );
  return {
    name: 'compress',
    parameters: [i32, i32, i32, i32, i32, i32, i32],
    locals: [i32, i32, i32, i32, f32],
    body: code(
      set(l.last, add(get(l.x), multiply(get(l.rows), get(l.stride)))),
      whileTrue(lessThan(get(l.x), get(l.last)), row),
      storeInt(get(l.starts), get(l.entries)),
    ),
  };
}

/**
 * A layer: for each row the bias plus, for each entry, its value times its row of the kernel; then kept between `floor` and `ceiling`.
 * `units` are bytes, whole tiles; the kernel's and the output's rows begin at multiples of 4 bytes.
 */
function spread(): WasmFunction {
  const names = [
    'starts',
    'rows',
    'kernel',
    'units',
    'bias',
    'out',
    'outStride',
    'floor',
    'ceiling',
  ] as const;
  const l = locals(...names, 'last', 'tile', 'entry', 'end', 'from', 'factor', 'low', 'high');
  const sums = Array.from({ length: tileLanes }, (_, i) => l.high + 1 + i);
  const ofTile = (base: Code): Code => add(base, get(l.tile));
  const tile = code(
    set(l.from, ofTile(get(l.bias))),
    ...sums.map((sum, i) => set(sum, loadLanes(get(l.from), i * laneBytes))),
    set(l.entry, loadInt(get(l.starts))),
    whileTrue(
      lessThan(get(l.entry), get(l.end)),
      code(
        set(l.from, add(ofTile(get(l.kernel)), loadInt(get(l.entry)))),
        set(l.factor, loadSplat(get(l.entry), floatBytes)),
        ...sums.map((sum, i) =>
          set(sum, addLanes(get(sum), multiplyLanes(get(l.factor), loadLanes(get(l.from), i * laneBytes)))),
        ),
        advance(l.entry, entryBytes),
      ),
    ),
    set(l.from, ofTile(get(l.out))),
    ...sums.map((sum, i) =>
      storeLanes(get(l.from), smallerLanes(largerLanes(get(sum), get(l.low)), get(l.high)), i * laneBytes),
    ),
    advance(l.tile, tileBytes),
  );
  const row = code(
    set(l.end, loadInt(get(l.starts), floatBytes)),
    set(l.tile, int(0)),
    whileTrue(lessThan(get(l.tile), get(l.units)), tile),
    advance(l.starts, floatBytes),
    set(l.out, add(get(l.out), get(l.outStride))),
  );
  return {
    name: 'spread',
    parameters: [i32, i32, i32, i32, i32, i32, i32, f32, f32],
    locals: [i32, i32, i32, i32, i32, v128, v128, v128, ...sums.map(() => v128 as typeof v128)],
    body: code(
      set(l.low, splat(get(l.floor))),
      set(l.high, splat(get(l.ceiling))),
      set(l.last, add(get(l.starts), shiftLeft(get(l.rows), 2))),
      whileTrue(lessThan(get(l.starts), get(l.last)), row),
    ),
  };
}

/** One output: for each row the sum of its `units` bytes (whole lanes) times the kernel's, added to what `out` holds. */
function gather(): WasmFunction {
  const l = locals('x', 'rows', 'stride', 'units', 'kernel', 'out', 'outStride', 'last', 'at', 'sum');
  const lanes = ([0, 1, 2, 3] as const).map((index) => lane(get(l.sum), index));
  const row = code(
    set(l.sum, splat(float(0))),
    set(l.at, int(0)),
    whileTrue(
      lessThan(get(l.at), get(l.units)),
      code(
        set(
          l.sum,
          addLanes(
            get(l.sum),
            multiplyLanes(loadLanes(add(get(l.x), get(l.at))), loadLanes(add(get(l.kernel), get(l.at)))),
          ),
        ),
        advance(l.at, laneBytes),
      ),
    ),
    storeFloat(
      get(l.out),
      addFloat(loadFloat(get(l.out)), addFloat(addFloat(lanes[0], lanes[1]), addFloat(lanes[2], lanes[3]))),
    ),
    set(l.x, add(get(l.x), get(l.stride))),
    set(l.out, add(get(l.out), get(l.outStride))),
  );
  return {
    name: 'gather',
    parameters: [i32, i32, i32, i32, i32, i32, i32],
    locals: [i32, i32, v128],
    body: code(
      set(l.last, add(get(l.x), multiply(get(l.rows), get(l.stride)))),
      whileTrue(lessThan(get(l.x), get(l.last)), row),
    ),
  };
}

/** The kernels over a memory; every address, stride and length is in bytes unless it says otherwise. */
export interface RowKernels {
  /** `inputs` are numbers, `starts` has room for `rows + 1` integers, `entries` for 8 bytes per number. */
  compress(
    x: number,
    rows: number,
    stride: number,
    inputs: number,
    kernelStride: number,
    starts: number,
    entries: number,
  ): void;
  spread(
    starts: number,
    rows: number,
    kernel: number,
    units: number,
    bias: number,
    out: number,
    outStride: number,
    floor: number,
    ceiling: number,
  ): void;
  gather(
    x: number,
    rows: number,
    stride: number,
    units: number,
    kernel: number,
    out: number,
    outStride: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** The kernels over `memory`; compiled once per thread. */
export function rowKernels(memory: WebAssembly.Memory): RowKernels {
  compiled ??= new WebAssembly.Module(assemble([compress(), spread(), gather()]));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as RowKernels;
}
