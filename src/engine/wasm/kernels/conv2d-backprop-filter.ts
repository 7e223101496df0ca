import type { backend_util, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { floats, runKernel, sizeOf, viewAs, type KernelArguments, type WasmBackend } from '../backend.js';

export interface Conv2DAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [number, number, number, number];
}

type ConvInfo = backend_util.Conv2DInfo;

/** The patches of as many filter rows as fit into this many numbers (16 MiB) are multiplied at once. */
const patchLimit = 4 * 1024 * 1024;

/**
 * Gradient of a convolution with respect to its filter `[height, width, inChannels, outChannels]`.
 *
 * Line (row, column, channel) of the patch matrix holds the input value that this filter weight meets at each output position;
 * the patch matrix times `dy` `[positions, outChannels]` is the gradient, and one product does the arithmetic.
 */
export function conv2dBackpropFilter(given: KernelArguments<Conv2DAttributes>): TensorInfo {
  const { backend, attrs } = given;
  const format = tf.backend_util.convertConv2DDataFormat(attrs.dataFormat);
  const info = tf.backend_util.computeConv2DInfo(
    given.inputs.x.shape as [number, number, number, number],
    attrs.filterShape,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
    false,
    format,
  );
  const gradient = backend.makeOutput(info.filterShape, 'float32');
  const positions = info.batchSize * info.outHeight * info.outWidth;
  if (positions === 0 || sizeOf(info.filterShape) === 0) {
    floats(backend, gradient).fill(0);
    return gradient;
  }
  const channelsLast = outputGradient(backend, given.inputs.dy, info);
  multiplyPatches(backend, { x: given.inputs.x, dy: channelsLast, gradient, info, positions });
  if (channelsLast.dataId !== given.inputs.dy.dataId) backend.disposeData(channelsLast.dataId);
  return gradient;
}

/** `dy` as float32 `[positions, outChannels]`. */
function outputGradient(backend: WasmBackend, dy: TensorInfo, info: ConvInfo): TensorInfo {
  tf.util.assert(
    dy.dtype === 'float32',
    () => `conv2dBackpropFilter: dy of type float32 expected, got ${dy.dtype}`,
  );
  const shape = [sizeOf(dy.shape) / info.outChannels, info.outChannels];
  if (info.dataFormat === 'channelsLast') return viewAs(dy, shape);
  const attrs = { perm: [0, 2, 3, 1] };
  return viewAs(runKernel('Transpose', { inputs: { x: dy }, backend, attrs }), shape);
}

interface PatchProduct {
  x: TensorInfo;
  dy: TensorInfo;
  gradient: TensorInfo;
  info: ConvInfo;
  positions: number;
}

function multiplyPatches(backend: WasmBackend, given: PatchProduct): void {
  const { x, dy, gradient, info, positions } = given;
  const taps = info.filterHeight * info.filterWidth;
  const tapsAtOnce = Math.min(taps, Math.max(1, Math.floor(patchLimit / (info.inChannels * positions))));
  for (let first = 0; first < taps; first += tapsAtOnce) {
    const count = Math.min(tapsAtOnce, taps - first);
    const patches = backend.makeOutput([count * info.inChannels, positions], 'float32');
    fillPatches({ x: backend.typedArrayFromHeap(x), patches: floats(backend, patches), info, first, count });
    const product = runKernel('BatchMatMul', {
      inputs: { a: patches, b: dy },
      backend,
      attrs: { transposeA: false, transposeB: false },
    });
    floats(backend, gradient).set(floats(backend, product), first * info.inChannels * info.outChannels);
    backend.disposeData(patches.dataId);
    backend.disposeData(product.dataId);
  }
}

interface PatchFill {
  x: ArrayLike<number>;
  patches: Float32Array;
  info: ConvInfo;
  first: number;
  count: number;
}

function fillPatches({ x, patches, info, first, count }: PatchFill): void {
  patches.fill(0);
  const line = info.batchSize * info.outHeight * info.outWidth;
  for (let tap = first; tap < first + count; tap++) {
    const rows = outputSpan(info, 'row', Math.floor(tap / info.filterWidth));
    const columns = outputSpan(info, 'column', tap % info.filterWidth);
    for (let channel = 0; channel < info.inChannels; channel++) {
      const target = ((tap - first) * info.inChannels + channel) * line;
      copyChannel({ x, patches, info, rows, columns, channel, target });
    }
  }
}

/** Output positions along one axis whose input position lies inside the input, and where the first of them reads. */
interface Span {
  from: number;
  to: number;
  input: number;
  stride: number;
}

function outputSpan(info: ConvInfo, axis: 'row' | 'column', tap: number): Span {
  const [pad, stride, inputs, outputs] =
    axis === 'row'
      ? [info.padInfo.top, info.strideHeight, info.inHeight, info.outHeight]
      : [info.padInfo.left, info.strideWidth, info.inWidth, info.outWidth];
  const from = Math.max(0, Math.ceil((pad - tap) / stride));
  const to = Math.min(outputs, Math.ceil((inputs + pad - tap) / stride));
  return { from, to, input: from * stride + tap - pad, stride };
}

interface ChannelCopy {
  x: ArrayLike<number>;
  patches: Float32Array;
  info: ConvInfo;
  rows: Span;
  columns: Span;
  channel: number;
  target: number;
}

function copyChannel({ x, patches, info, rows, columns, channel, target }: ChannelCopy): void {
  const last = info.dataFormat === 'channelsLast';
  const image = info.inHeight * info.inWidth * info.inChannels;
  const perPixel = last ? info.inChannels : 1;
  const channelStart = last ? channel : channel * info.inHeight * info.inWidth;
  const step = columns.stride * perPixel;
  for (let item = 0; item < info.batchSize; item++) {
    for (let row = rows.from; row < rows.to; row++) {
      const inputRow = rows.input + (row - rows.from) * rows.stride;
      let source = item * image + channelStart + (inputRow * info.inWidth + columns.input) * perPixel;
      const start = target + (item * info.outHeight + row) * info.outWidth;
      for (let column = columns.from; column < columns.to; column++, source += step) {
        patches[start + column] = x[source];
      }
    }
  }
}
