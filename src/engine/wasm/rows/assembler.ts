/**
 * Just enough of the WebAssembly binary format (W3C, 2.0 with 128-bit SIMD) to write a few numeric kernels without a compiler: every
 * helper gives the bytes of an instruction, functions are their concatenation.
 */
export type Code = readonly number[];

export const i32 = 0x7f;
export const f32 = 0x7d;
export const v128 = 0x7b;
export type ValueType = typeof i32 | typeof f32 | typeof v128;

/** A function that is exported under its name; it returns nothing. */
export interface WasmFunction {
  name: string;
  parameters: readonly ValueType[];
  locals: readonly ValueType[];
  body: Code;
}

const emptyBlock = 0x40;

/** Integers of the format: LEB128, unsigned and signed. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

export const code = (...parts: readonly Code[]): Code => parts.flat();

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const int = (value: number): Code => [0x41, ...signed(value)];
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const multiply = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
export const shiftLeft = (a: Code, bits: number): Code => [...a, ...int(bits), 0x74];
/** 1 where a < b, else 0. */
export const lessThan = (a: Code, b: Code): Code => [...a, ...b, 0x49];

/** Addresses are bytes; `offset` is added to them. */
export const loadInt = (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsigned(offset)];
export const storeInt = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x36,
  2,
  ...unsigned(offset),
];
export const loadFloat = (address: Code, offset = 0): Code => [...address, 0x2a, 2, ...unsigned(offset)];
export const storeFloat = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x38,
  2,
  ...unsigned(offset),
];
export const float = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
export const addFloat = (a: Code, b: Code): Code => [...a, ...b, 0x92];
/** 1 where a differs from b (also where one is NaN), else 0. */
export const differs = (a: Code, b: Code): Code => [...a, ...b, 0x5c];

const simd = (operation: number): Code => [0xfd, ...unsigned(operation)];
export const loadLanes = (address: Code, offset = 0): Code => [
  ...address,
  ...simd(0x00),
  2,
  ...unsigned(offset),
];
/** One float in all four lanes. */
export const loadSplat = (address: Code, offset = 0): Code => [
  ...address,
  ...simd(0x09),
  2,
  ...unsigned(offset),
];
export const storeLanes = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...simd(0x0b),
  2,
  ...unsigned(offset),
];
export const splat = (value: Code): Code => [...value, ...simd(0x13)];
export const lane = (vector: Code, index: number): Code => [...vector, ...simd(0x1f), index];
export const addLanes = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe4)];
export const multiplyLanes = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe6)];
/** NaN stays NaN in both. */
export const smallerLanes = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe8)];
export const largerLanes = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe9)];

/** Repeats the body as long as the condition holds; it is looked at first. */
export const whileTrue = (condition: Code, body: Code): Code => [
  0x02,
  emptyBlock,
  0x03,
  emptyBlock,
  ...condition,
  // Out of the block where the condition is 0.
  0x45,
  0x0d,
  1,
  ...body,
  0x0c,
  0,
  0x0b,
  0x0b,
];

/** A module whose memory is the import `env.memory`. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const each = <Item>(items: readonly Item[], write: (item: Item, index: number) => Code): Code => [
    ...unsigned(items.length),
    ...items.flatMap(write),
  ];
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
  const types = each(functions, ({ parameters }) => [0x60, ...each(parameters, (type) => [type]), 0]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0, 0];
  const indexes = each(functions, (_, index) => unsigned(index));
  const names = each(functions, ({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = each(functions, ({ locals, body }) => {
    const content = [...each(locals, (type) => [1, type]), ...body, 0x0b];
    return [...unsigned(content.length), ...content];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [1, ...memory]),
    ...section(3, indexes),
    ...section(7, names),
    ...section(10, bodies),
  ]);
}

function text(value: string): Code {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}
