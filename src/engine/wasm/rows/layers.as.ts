/* Layers of perceptrons over rows of float32. Every address, stride and length is in bytes unless it says otherwise. */

/**
 * Units that are worked out together, in four registers of four lanes. V8 reads what an entry needs before it multiplies: with eight, which
 * would halve the reading of entries, it runs out of registers, and the sums go through memory (measured: two thirds of the speed).
 */
const tileUnits: usize = 16;
const tileBytes: usize = tileUnits << 2;

/**
 * The numbers of each row that are not 0, as entries: the places of their rows of the kernel (u32), from `places` on, and `apart` behind each the
 * number. `starts` receives where each row's entries begin, and where the last one's end.
 * Of the flags of a category all but one are 0, and of rectified units about half: what is left out here is never multiplied.
 * `inputs` are numbers, `starts` has room for `rows + 1` integers, places and numbers each for four more than there are. `shuffles` has for each
 * set of four lanes (bit 0: the first) the bytes of those lanes in their order, 16 for each of the 16 sets.
 */
export function compress(
  x: usize,
  rows: usize,
  stride: usize,
  inputs: usize,
  kernelStride: u32,
  starts: usize,
  places: usize,
  apart: usize,
  shuffles: usize,
): void {
  const last = x + rows * stride;
  for (; x < last; x += stride, starts += 4) {
    store<u32>(starts, <u32>places);
    const end = x + (inputs << 2);
    places = ASC_FEATURE_SIMD
      ? compressLanes(x, end, kernelStride, places, apart, shuffles)
      : compressNumbers(x, end, kernelStride, places, apart);
  }
  store<u32>(starts, <u32>places);
}

/** Without a branch: behind the lanes that are kept stands what the next ones take the place of. */
function compressLanes(
  x: usize,
  end: usize,
  kernelStride: u32,
  places: usize,
  apart: usize,
  shuffles: usize,
): usize {
  const zero = f32x4.splat(0);
  const step = i32x4.splat(4 * kernelStride);
  let rows = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(kernelStride));
  for (; x < end; x += 16) {
    const numbers = v128.load(x);
    let kept = i32x4.bitmask(f32x4.ne(numbers, zero));
    // Behind the end of a row another begins.
    if (end - x < 16) kept &= (1 << i32((end - x) >> 2)) - 1;
    const shuffle = v128.load(shuffles + ((<usize>kept) << 4));
    v128.store(places, i8x16.swizzle(rows, shuffle));
    v128.store(places + apart, i8x16.swizzle(numbers, shuffle));
    places += (<usize>popcnt(kept)) << 2;
    rows = i32x4.add(rows, step);
  }
  return places;
}

function compressNumbers(x: usize, end: usize, kernelStride: u32, places: usize, apart: usize): usize {
  for (let row: u32 = 0; x < end; x += 4, row += kernelStride) {
    const number = load<f32>(x);
    store<u32>(places, row);
    store<f32>(places + apart, number);
    places += usize(number != 0) << 2;
  }
  return places;
}

/**
 * A layer: for each row the bias plus, for each entry, its number times its row of the kernel; then kept between `floor` and `ceiling`.
 * `units` are bytes, whole tiles; the kernel's and the output's rows begin at multiples of 4 bytes.
 */
export function spread(
  starts: usize,
  apart: usize,
  rows: usize,
  kernel: usize,
  units: usize,
  bias: usize,
  out: usize,
  outStride: usize,
  floor: f32,
  ceiling: f32,
): void {
  const last = starts + (rows << 2);
  for (; starts < last; starts += 4, out += outStride) {
    const first = <usize>load<u32>(starts);
    const end = <usize>load<u32>(starts, 4);
    for (let tile: usize = 0; tile < units; tile += tileBytes) {
      const to = out + tile;
      if (ASC_FEATURE_SIMD) spreadLanes(first, end, apart, kernel + tile, bias + tile, to, floor, ceiling);
      else spreadUnits(first, end, apart, kernel + tile, bias + tile, to, floor, ceiling);
    }
  }
}

function spreadLanes(
  entry: usize,
  end: usize,
  apart: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  floor: f32,
  ceiling: f32,
): void {
  let sum0 = v128.load(bias);
  let sum1 = v128.load(bias, 16);
  let sum2 = v128.load(bias, 32);
  let sum3 = v128.load(bias, 48);
  for (; entry < end; entry += 4) {
    const row = kernel + <usize>load<u32>(entry);
    const factor = v128.load32_splat(entry + apart);
    sum0 = f32x4.add(sum0, f32x4.mul(factor, v128.load(row)));
    sum1 = f32x4.add(sum1, f32x4.mul(factor, v128.load(row, 16)));
    sum2 = f32x4.add(sum2, f32x4.mul(factor, v128.load(row, 32)));
    sum3 = f32x4.add(sum3, f32x4.mul(factor, v128.load(row, 48)));
  }
  const low = f32x4.splat(floor);
  const high = f32x4.splat(ceiling);
  v128.store(out, f32x4.min(f32x4.max(sum0, low), high));
  v128.store(out, f32x4.min(f32x4.max(sum1, low), high), 16);
  v128.store(out, f32x4.min(f32x4.max(sum2, low), high), 32);
  v128.store(out, f32x4.min(f32x4.max(sum3, low), high), 48);
}

/** The same sums in the same order, unit by unit, for a processor without lanes. */
function spreadUnits(
  first: usize,
  end: usize,
  apart: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  floor: f32,
  ceiling: f32,
): void {
  memory.copy(out, bias, tileBytes);
  for (let entry = first; entry < end; entry += 4) {
    const row = kernel + <usize>load<u32>(entry);
    const factor = load<f32>(entry + apart);
    for (let unit: usize = 0; unit < tileBytes; unit += 4)
      store<f32>(out + unit, load<f32>(out + unit) + factor * load<f32>(row + unit));
  }
  for (let unit: usize = 0; unit < tileBytes; unit += 4)
    store<f32>(out + unit, min<f32>(max<f32>(load<f32>(out + unit), floor), ceiling));
}

/** One output: for each row the sum of its `units` bytes (whole lanes) times the kernel's, added to what `out` holds. */
export function gather(
  x: usize,
  rows: usize,
  stride: usize,
  units: usize,
  kernel: usize,
  out: usize,
  outStride: usize,
): void {
  if (!ASC_FEATURE_SIMD) {
    for (const last = x + rows * stride; x < last; x += stride, out += outStride)
      store<f32>(out, load<f32>(out) + productOfUnits(x, units, kernel));
    return;
  }
  // Four rows at a time: a sum must wait for the one before it, those of other rows need not.
  for (; rows >= 4; rows -= 4, x += 4 * stride, out += 4 * outStride)
    gatherFour(x, stride, units, kernel, out, outStride);
  for (; rows > 0; rows--, x += stride, out += outStride) addLanes(productOfLanes(x, units, kernel), out);
}

function gatherFour(
  x: usize,
  stride: usize,
  units: usize,
  kernel: usize,
  out: usize,
  outStride: usize,
): void {
  const second = x + stride;
  const third = second + stride;
  const fourth = third + stride;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (let at: usize = 0; at < units; at += 16) {
    const weights = v128.load(kernel + at);
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(x + at), weights));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(second + at), weights));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(third + at), weights));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(fourth + at), weights));
  }
  addLanes(sum0, out);
  addLanes(sum1, out + outStride);
  addLanes(sum2, out + 2 * outStride);
  addLanes(sum3, out + 3 * outStride);
}

function productOfLanes(x: usize, units: usize, kernel: usize): v128 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < units; at += 16)
    sum = f32x4.add(sum, f32x4.mul(v128.load(x + at), v128.load(kernel + at)));
  return sum;
}

function addLanes(sum: v128, out: usize): void {
  const first = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  const second = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  store<f32>(out, load<f32>(out) + (first + second));
}

/** In four sums, as lanes have them. */
function productOfUnits(x: usize, units: usize, kernel: usize): f32 {
  let sum0: f32 = 0;
  let sum1: f32 = 0;
  let sum2: f32 = 0;
  let sum3: f32 = 0;
  for (let at: usize = 0; at < units; at += 16) {
    sum0 += load<f32>(x + at) * load<f32>(kernel + at);
    sum1 += load<f32>(x + at, 4) * load<f32>(kernel + at, 4);
    sum2 += load<f32>(x + at, 8) * load<f32>(kernel + at, 8);
    sum3 += load<f32>(x + at, 12) * load<f32>(kernel + at, 12);
  }
  return sum0 + sum1 + (sum2 + sum3);
}
