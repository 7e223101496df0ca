/* Layers of perceptrons over rows of float32. Every address, stride and length is in bytes unless it says otherwise. */

/** An entry of a compressed row: the place of its row of the kernel (u32), and its value (f32). */
const entryBytes: usize = 8;

/** Units that are worked out together, in eight registers of four lanes. */
const tileUnits: usize = 32;
const tileBytes: usize = tileUnits << 2;

/**
 * The numbers of each row that are not 0, as entries. `starts` receives where each row's entries begin, and where the last one's end.
 * Of the flags of a category all but one are 0, and of rectified units about half: what is left out here is never multiplied.
 * `inputs` are numbers, `starts` has room for `rows + 1` integers, `entries` for one entry more than there are numbers.
 */
export function compress(
  x: usize,
  rows: usize,
  stride: usize,
  inputs: usize,
  kernelStride: u32,
  starts: usize,
  entries: usize,
): void {
  const last = x + rows * stride;
  for (; x < last; x += stride) {
    store<u32>(starts, <u32>entries);
    starts += 4;
    const end = x + (inputs << 2);
    let place: u32 = 0;
    for (let at = x; at < end; at += 4) {
      const value = load<f32>(at);
      store<u32>(entries, place);
      store<f32>(entries, value, 4);
      // Without a branch: a 0 is overwritten by what comes next.
      entries += usize(value != 0) * entryBytes;
      place += kernelStride;
    }
  }
  store<u32>(starts, <u32>entries);
}

/**
 * A layer: for each row the bias plus, for each entry, its value times its row of the kernel; then kept between `floor` and `ceiling`.
 * `units` are bytes, whole tiles; the kernel's and the output's rows begin at multiples of 4 bytes.
 */
export function spread(
  starts: usize,
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
      if (ASC_FEATURE_SIMD) spreadLanes(first, end, kernel + tile, bias + tile, out + tile, floor, ceiling);
      else spreadUnits(first, end, kernel + tile, bias + tile, out + tile, floor, ceiling);
    }
  }
}

function spreadLanes(
  entry: usize,
  end: usize,
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
  let sum4 = v128.load(bias, 64);
  let sum5 = v128.load(bias, 80);
  let sum6 = v128.load(bias, 96);
  let sum7 = v128.load(bias, 112);
  for (; entry < end; entry += entryBytes) {
    const row = kernel + <usize>load<u32>(entry);
    const factor = v128.load32_splat(entry, 4);
    sum0 = f32x4.add(sum0, f32x4.mul(factor, v128.load(row)));
    sum1 = f32x4.add(sum1, f32x4.mul(factor, v128.load(row, 16)));
    sum2 = f32x4.add(sum2, f32x4.mul(factor, v128.load(row, 32)));
    sum3 = f32x4.add(sum3, f32x4.mul(factor, v128.load(row, 48)));
    sum4 = f32x4.add(sum4, f32x4.mul(factor, v128.load(row, 64)));
    sum5 = f32x4.add(sum5, f32x4.mul(factor, v128.load(row, 80)));
    sum6 = f32x4.add(sum6, f32x4.mul(factor, v128.load(row, 96)));
    sum7 = f32x4.add(sum7, f32x4.mul(factor, v128.load(row, 112)));
  }
  const low = f32x4.splat(floor);
  const high = f32x4.splat(ceiling);
  v128.store(out, f32x4.min(f32x4.max(sum0, low), high));
  v128.store(out, f32x4.min(f32x4.max(sum1, low), high), 16);
  v128.store(out, f32x4.min(f32x4.max(sum2, low), high), 32);
  v128.store(out, f32x4.min(f32x4.max(sum3, low), high), 48);
  v128.store(out, f32x4.min(f32x4.max(sum4, low), high), 64);
  v128.store(out, f32x4.min(f32x4.max(sum5, low), high), 80);
  v128.store(out, f32x4.min(f32x4.max(sum6, low), high), 96);
  v128.store(out, f32x4.min(f32x4.max(sum7, low), high), 112);
}

/** The same sums in the same order, unit by unit, for a processor without lanes. */
function spreadUnits(
  first: usize,
  end: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  floor: f32,
  ceiling: f32,
): void {
  memory.copy(out, bias, tileBytes);
  for (let entry = first; entry < end; entry += entryBytes) {
    const row = kernel + <usize>load<u32>(entry);
    const factor = load<f32>(entry, 4);
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
  const last = x + rows * stride;
  for (; x < last; x += stride, out += outStride) {
    const sum = ASC_FEATURE_SIMD ? productOfLanes(x, units, kernel) : productOfUnits(x, units, kernel);
    store<f32>(out, load<f32>(out) + sum);
  }
}

function productOfLanes(x: usize, units: usize, kernel: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < units; at += 16)
    sum = f32x4.add(sum, f32x4.mul(v128.load(x + at), v128.load(kernel + at)));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
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
