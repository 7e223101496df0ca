import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { asKernel, sizeOf, type KernelArguments, type WasmBackend } from '../backend.js';

/*
 * Upstream reads the whole tensor out of the heap to cut a part from it, which made cutting 256 rows out of 20,000 the most expensive
 * step of a training. Here only the part is touched. Texts are left to upstream.
 */

interface Part {
  begin: number[];
  size: number[];
}

/** `Slice`: the block of `size` that starts at `begin`; a size of -1 reaches to the end. */
export function partialSlice(upstream: KernelFunc): KernelFunc {
  return asKernel<{ begin: number | number[]; size: number | number[] }>((given) => {
    const { x } = given.inputs;
    if (x.dtype === 'string') return upstream({ ...given, attrs: { ...given.attrs } }) as TensorInfo;
    // These read only the shape of their first argument.
    const [begin, size] = tf.slice_util.parseSliceParams(x, given.attrs.begin, given.attrs.size);
    tf.slice_util.assertParamsValid(x, begin, size);
    return cut(given.backend, x, { begin, size });
  });
}

/** `SplitV`: consecutive parts along one axis. */
export function partialSplit(upstream: KernelFunc): KernelFunc {
  const kernel = (given: KernelArguments<{ numOrSizeSplits: number | number[]; axis: number }>): unknown => {
    const { x } = given.inputs;
    if (x.dtype === 'string') return upstream({ ...given, attrs: { ...given.attrs } });
    const [axis] = tf.util.parseAxisParam(given.attrs.axis, x.shape);
    const lengths = tf.backend_util.prepareSplitSize(x, given.attrs.numOrSizeSplits, axis);
    return partsAlong(given.backend, x, { axis, lengths });
  };
  return kernel as unknown as KernelFunc;
}

/** `Unpack`: the parts of length 1 along one axis, without that axis. */
export function partialUnpack(upstream: KernelFunc): KernelFunc {
  const kernel = (given: KernelArguments<{ axis: number }>): unknown => {
    const { value } = given.inputs;
    if (value.dtype === 'string') return upstream({ ...given, attrs: { ...given.attrs } });
    const [axis] = tf.util.parseAxisParam(given.attrs.axis, value.shape);
    const lengths = Array<number>(value.shape[axis]).fill(1);
    const shape = value.shape.filter((_, index) => index !== axis);
    return partsAlong(given.backend, value, { axis, lengths }).map((part) => ({ ...part, shape }));
  };
  return kernel as unknown as KernelFunc;
}

function partsAlong(
  backend: WasmBackend,
  x: TensorInfo,
  { axis, lengths }: { axis: number; lengths: number[] },
): TensorInfo[] {
  let start = 0;
  return lengths.map((length) => {
    const begin = x.shape.map((_, index) => (index === axis ? start : 0));
    const size = x.shape.map((whole, index) => (index === axis ? length : whole));
    start += length;
    return cut(backend, x, { begin, size });
  });
}

/** Copy a block, in runs as long as the memory holds it without a gap. */
function cut(backend: WasmBackend, x: TensorInfo, { begin, size }: Part): TensorInfo {
  const out = backend.makeOutput(size, x.dtype);
  const total = sizeOf(size);
  if (total === 0) return out;
  const source = backend.typedArrayFromHeap(x);
  const target = backend.typedArrayFromHeap(out);
  const runAxis = lastPartialAxis(x.shape, size);
  const inner = sizeOf(x.shape.slice(runAxis + 1));
  const run = runAxis < 0 ? total : size[runAxis] * inner;
  const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)));
  const position = begin.slice(0, Math.max(runAxis, 0));
  let from = begin.reduce((offset, index, axis) => offset + index * strides[axis], 0);
  for (let to = 0; to < total; to += run) {
    target.set(source.subarray(from, from + run), to);
    from += advance(position, { begin, size, strides });
  }
  return out;
}

/** The last axis of which only a part is taken; -1 when the block is the whole tensor. */
function lastPartialAxis(whole: readonly number[], size: readonly number[]): number {
  for (let axis = whole.length - 1; axis >= 0; axis--) if (size[axis] !== whole[axis]) return axis;
  return -1;
}

/** Step `position` to the next run, the last axis first, and give the distance to it in elements. */
function advance(position: number[], { begin, size, strides }: Part & { strides: number[] }): number {
  let distance = 0;
  for (let axis = position.length - 1; axis >= 0; axis--) {
    distance += strides[axis];
    if (++position[axis] < begin[axis] + size[axis]) return distance;
    position[axis] = begin[axis];
    distance -= size[axis] * strides[axis];
  }
  return distance;
}
