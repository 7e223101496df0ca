import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../../core/errors.js';
import { projectRoot } from '../../../core/paths.js';

export const floatBytes = 4;

/** Units that `spread` works out together. */
export const tileUnits = 16;

/** Lanes of a register. */
export const lanes = 4;

/** Of each set of lanes (bit 0: the first) the bytes of those lanes in their order, as `compress` takes them; what is behind them does not matter. */
export const laneShuffles = Uint8Array.from(
  Array.from({ length: 2 ** lanes }, (_, set) => {
    const kept = Array.from({ length: lanes }, (_lane, lane) => lane).filter((lane) => (set >> lane) & 1);
    const bytes = kept.flatMap((lane) =>
      Array.from({ length: floatBytes }, (_byte, i) => lane * floatBytes + i),
    );
    return Array.from({ length: lanes * floatBytes }, (_byte, i) => bytes[i] ?? 0);
  }).flat(),
);

/** The functions of `rows.module.as.ts` over a memory; what they do is said where they are written. */
export interface RowKernels {
  describeRows(
    programs: number,
    columns: number,
    needed: number,
    base: number,
    width: number,
    values: number,
    delimiter: number,
    comment: number,
    starts: number,
    touched: number,
    powers: number,
  ): void;
  readRows(at: number, end: number, features: number, values: number, records: number): number;
  keep(program: number, start: number, end: number, patch: number): void;
  writeRows(
    rows: number,
    count: number,
    outputs: number,
    outputBytes: number,
    forms: number,
    formCount: number,
    delimiter: number,
    tail: number,
    tailBytes: number,
    powers: number,
    to: number,
  ): number;
  compress(
    x: number,
    rows: number,
    stride: number,
    inputs: number,
    kernelStride: number,
    starts: number,
    places: number,
    apart: number,
    shuffles: number,
  ): void;
  spread(
    starts: number,
    apart: number,
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
  walk(
    ends: number,
    steps: number,
    changes: number,
    answerers: number,
    answererCount: number,
    outputs: number,
    out: number,
    apart: number,
  ): void;
}

/** What `readRows` and `writeRows` ask for. */
export interface RowCalls {
  meet: (column: number, start: number, end: number) => number;
  scale: (column: number, value: number) => number;
  writeRecord: (row: number, to: number) => number;
  writeNumber: (value: number, to: number) => number;
  rounded: (value: number) => number;
}

function noCall(): never {
  throw new Error('A kernel asked for what its caller does not serve.');
}

/** With vector instructions of 128 bits, and without; both give the same bits. */
export type RowBuild = 'simd' | 'scalar';

const files: Record<RowBuild, string> = { simd: 'rows.wasm', scalar: 'rows.scalar.wasm' };
const compiled = new Map<RowBuild, WebAssembly.Module>();
let best: RowBuild | undefined;

/**
 * The kernels over `memory`, compiled once per thread, in the best build that the processor takes unless one is named.
 * @throws EngineError when the project was not built.
 */
export function rowKernels(
  memory: WebAssembly.Memory,
  { build = bestBuild(), calls = {} }: { build?: RowBuild; calls?: Partial<RowCalls> } = {},
): RowKernels {
  let module = compiled.get(build);
  if (!module) compiled.set(build, (module = new WebAssembly.Module(bytesOf(build))));
  const { meet = noCall, scale = noCall } = calls;
  const { writeRecord = noCall, writeNumber = noCall, rounded = noCall } = calls;
  const imports = {
    env: { memory },
    'cells.as': { meet, scale },
    'lines.as': { writeRecord, writeNumber, rounded },
  };
  return new WebAssembly.Instance(module, imports).exports as unknown as RowKernels;
}

function bestBuild(): RowBuild {
  best ??= WebAssembly.validate(bytesOf('simd')) ? 'simd' : 'scalar';
  return best;
}

function bytesOf(build: RowBuild): Uint8Array<ArrayBuffer> {
  const path = join(projectRoot, 'dist', 'engine', 'wasm', 'rows', files[build]);
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new EngineError(`The kernels of rows were not built: ${path} cannot be read.`, {
      hint: 'Run `npm run build`.',
      cause: error,
    });
  }
}
