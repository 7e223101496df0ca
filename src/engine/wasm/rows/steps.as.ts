/* Rows that change step by step, through one rectified layer. Every address, length and place is in bytes unless it says otherwise. */

/** A change: the address of a row of the kernel, of the first unit that it moves, how many bytes of units, and by how much of it (f32). */
const changeBytes: usize = 16;

/**
 * An answerer: the address of its units, how many bytes of them, of its kernel (a row of these units for each output), of its biases,
 * and of units that are added to its outputs as they are (0: none).
 */
const answererBytes: usize = 20;

/**
 * After each step, of which `ends` tells where its changes end, what every answerer gives: `[answerers, steps, outputs]` from `out` on.
 * Units stand before their rectification, whole lanes of them, and keep what the steps add to them.
 */
export function walk(
  ends: usize,
  steps: usize,
  changes: usize,
  answerers: usize,
  answererCount: usize,
  outputs: usize,
  out: usize,
): void {
  const last = answerers + answererCount * answererBytes;
  const each = (steps * outputs) << 2;
  for (let step: usize = 0; step < steps; step++, ends += 4, out += outputs << 2) {
    const end = <usize>load<u32>(ends);
    for (; changes < end; changes += changeBytes) add(changes);
    let to = out;
    for (let one = answerers; one < last; one += answererBytes, to += each) answer(one, outputs, to);
  }
}

function add(change: usize): void {
  const kernel = <usize>load<u32>(change);
  const units = <usize>load<u32>(change, 4);
  const bytes = <usize>load<u32>(change, 8);
  if (ASC_FEATURE_SIMD) {
    const factor = v128.load32_splat(change, 12);
    for (let at: usize = 0; at < bytes; at += 16) {
      const sum = f32x4.add(v128.load(units + at), f32x4.mul(factor, v128.load(kernel + at)));
      v128.store(units + at, sum);
    }
  } else {
    const factor = load<f32>(change, 12);
    for (let at: usize = 0; at < bytes; at += 4)
      store<f32>(units + at, load<f32>(units + at) + factor * load<f32>(kernel + at));
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

function rectifiedLanes(units: usize, bytes: usize, kernel: usize): f32 {
  const zero = f32x4.splat(0);
  let sum = zero;
  for (let at: usize = 0; at < bytes; at += 16)
    sum = f32x4.add(sum, f32x4.mul(f32x4.max(v128.load(units + at), zero), v128.load(kernel + at)));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** In four sums, as lanes have them. */
function rectifiedUnits(units: usize, bytes: usize, kernel: usize): f32 {
  let sum0: f32 = 0;
  let sum1: f32 = 0;
  let sum2: f32 = 0;
  let sum3: f32 = 0;
  for (let at: usize = 0; at < bytes; at += 16) {
    sum0 += max<f32>(load<f32>(units + at), 0) * load<f32>(kernel + at);
    sum1 += max<f32>(load<f32>(units + at, 4), 0) * load<f32>(kernel + at, 4);
    sum2 += max<f32>(load<f32>(units + at, 8), 0) * load<f32>(kernel + at, 8);
    sum3 += max<f32>(load<f32>(units + at, 12), 0) * load<f32>(kernel + at, 12);
  }
  return sum0 + sum1 + (sum2 + sum3);
}
