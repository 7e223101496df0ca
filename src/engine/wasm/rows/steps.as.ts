/* Rows that change step by step, through one rectified layer. Every address, length and place is in bytes unless it says otherwise. */

/** A change: the address of a row of the kernel, of the first unit that it moves, how many bytes of units, and by how much of it (f32). */
const changeBytes: usize = 16;

/**
 * An answerer: the address of its units, how many bytes of them, of its kernel (a row of these units for each output), of its biases,
 * and of units that are added to its outputs as they are (0: none).
 */
const answererBytes: usize = 20;

/** Units that are worked out together, in four registers of four lanes. */
const tileBytes: usize = 64;

/**
 * After each step, of which `ends` tells where its changes end, what every answerer gives: `[steps, outputs]` from `out` on, each answerer's `apart`
 * from the one before.
 * Units stand before their rectification, whole tiles of them, and keep what the steps add to them.
 */
export function walk(
  ends: usize,
  steps: usize,
  changes: usize,
  answerers: usize,
  answererCount: usize,
  outputs: usize,
  out: usize,
  apart: usize,
): void {
  const last = answerers + answererCount * answererBytes;
  for (let step: usize = 0; step < steps; step++, ends += 4, out += outputs << 2) {
    const end = <usize>load<u32>(ends);
    while (changes < end) changes = add(changes, end);
    let to = out;
    for (let one = answerers; one < last; one += answererBytes, to += apart) answer(one, outputs, to);
  }
}

/** Makes a change, together with the next one where both move the same units: the sums are the same. @returns what comes after. */
function add(change: usize, end: usize): usize {
  const kernel = <usize>load<u32>(change);
  const units = <usize>load<u32>(change, 4);
  const bytes = <usize>load<u32>(change, 8);
  const factor = load<f32>(change, 12);
  const next = change + changeBytes;
  if (!ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < bytes; at += 4)
      store<f32>(units + at, load<f32>(units + at) + factor * load<f32>(kernel + at));
    return next;
  }
  if (next < end && <usize>load<u32>(next, 4) == units && <usize>load<u32>(next, 8) == bytes) {
    addTwo(units, bytes, kernel, factor, <usize>load<u32>(next), load<f32>(next, 12));
    return next + changeBytes;
  }
  const by = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += tileBytes) {
    const to = units + at;
    const from = kernel + at;
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(by, v128.load(from))));
    v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(by, v128.load(from, 16))), 16);
    v128.store(to, f32x4.add(v128.load(to, 32), f32x4.mul(by, v128.load(from, 32))), 32);
    v128.store(to, f32x4.add(v128.load(to, 48), f32x4.mul(by, v128.load(from, 48))), 48);
  }
  return next;
}

function addTwo(units: usize, bytes: usize, first: usize, by: f32, second: usize, byThen: f32): void {
  const a = f32x4.splat(by);
  const b = f32x4.splat(byThen);
  for (let at: usize = 0; at < bytes; at += tileBytes) {
    const to = units + at;
    const one = first + at;
    const two = second + at;
    const sum0 = f32x4.add(v128.load(to), f32x4.mul(a, v128.load(one)));
    const sum1 = f32x4.add(v128.load(to, 16), f32x4.mul(a, v128.load(one, 16)));
    const sum2 = f32x4.add(v128.load(to, 32), f32x4.mul(a, v128.load(one, 32)));
    const sum3 = f32x4.add(v128.load(to, 48), f32x4.mul(a, v128.load(one, 48)));
    v128.store(to, f32x4.add(sum0, f32x4.mul(b, v128.load(two))));
    v128.store(to, f32x4.add(sum1, f32x4.mul(b, v128.load(two, 16))), 16);
    v128.store(to, f32x4.add(sum2, f32x4.mul(b, v128.load(two, 32))), 32);
    v128.store(to, f32x4.add(sum3, f32x4.mul(b, v128.load(two, 48))), 48);
  }
}

function answer(answerer: usize, outputs: usize, out: usize): void {
  const units = <usize>load<u32>(answerer);
  const bytes = <usize>load<u32>(answerer, 4);
  const kernel = <usize>load<u32>(answerer, 8);
  const bias = <usize>load<u32>(answerer, 12);
  const beside = <usize>load<u32>(answerer, 16);
  for (let output: usize = 0; output < outputs; output++) {
    const own = kernel + output * bytes;
    const place = output << 2;
    const sum = ASC_FEATURE_SIMD ? rectifiedLanes(units, bytes, own) : rectifiedUnits(units, bytes, own);
    const linear = beside == 0 ? <f32>0 : load<f32>(beside + place);
    store<f32>(out + place, load<f32>(bias + place) + sum + linear);
  }
}

/** In sixteen sums, four to a lane. */
function rectifiedLanes(units: usize, bytes: usize, kernel: usize): f32 {
  const zero = f32x4.splat(0);
  let sum0 = zero;
  let sum1 = zero;
  let sum2 = zero;
  let sum3 = zero;
  for (let at: usize = 0; at < bytes; at += tileBytes) {
    const x = units + at;
    const weights = kernel + at;
    sum0 = f32x4.add(sum0, f32x4.mul(f32x4.pmax(v128.load(x), zero), v128.load(weights)));
    sum1 = f32x4.add(sum1, f32x4.mul(f32x4.pmax(v128.load(x, 16), zero), v128.load(weights, 16)));
    sum2 = f32x4.add(sum2, f32x4.mul(f32x4.pmax(v128.load(x, 32), zero), v128.load(weights, 32)));
    sum3 = f32x4.add(sum3, f32x4.mul(f32x4.pmax(v128.load(x, 48), zero), v128.load(weights, 48)));
  }
  const sum = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** The same sums for a processor without lanes. */
function rectifiedUnits(units: usize, bytes: usize, kernel: usize): f32 {
  return (
    laneSum(units, bytes, kernel) +
    laneSum(units + 4, bytes, kernel + 4) +
    (laneSum(units + 8, bytes, kernel + 8) + laneSum(units + 12, bytes, kernel + 12))
  );
}

function laneSum(units: usize, bytes: usize, kernel: usize): f32 {
  return (
    everyTile(units, bytes, kernel) +
    everyTile(units + 16, bytes, kernel + 16) +
    (everyTile(units + 32, bytes, kernel + 32) + everyTile(units + 48, bytes, kernel + 48))
  );
}

function everyTile(units: usize, bytes: usize, kernel: usize): f32 {
  let sum: f32 = 0;
  for (let at: usize = 0; at < bytes; at += tileBytes)
    sum += rectified(load<f32>(units + at)) * load<f32>(kernel + at);
  return sum;
}

/** As the lanes have it, in one instruction: what is no number stays none. */
function rectified(value: f32): f32 {
  return value < 0 ? 0 : value;
}
