import type { backend_util, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { sizeOf } from '../backend.js';

export interface DepthwiseAttributes {
  strides: number | [number, number];
  dilations?: number | [number, number];
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4D = [number, number, number, number];

/** Geometry of a depthwise convolution: input `[batch, height, width, channels]`, filter `[height, width, channels, multiplier]`. */
export function depthwiseGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: DepthwiseAttributes,
): backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
  );
}

/** Where one filter position meets one output position: offsets of the first channel in each array. */
export type Meeting = (input: number, output: number, filter: number) => void;

/** Visit every pair of output position and filter position that reads inside the input. */
export function eachMeeting(info: backend_util.Conv2DInfo, visit: Meeting): void {
  for (let item = 0; item < info.batchSize; item++) {
    for (let row = 0; row < info.outHeight; row++) {
      for (let tapRow = 0; tapRow < info.filterHeight; tapRow++) {
        const inputRow = row * info.strideHeight + tapRow * info.dilationHeight - info.padInfo.top;
        if (inputRow < 0 || inputRow >= info.inHeight) continue;
        const inputLine = (item * info.inHeight + inputRow) * info.inWidth;
        const outputLine = (item * info.outHeight + row) * info.outWidth;
        alongWidth(info, { inputLine, outputLine, tapLine: tapRow * info.filterWidth }, visit);
      }
    }
  }
}

interface Lines {
  inputLine: number;
  outputLine: number;
  tapLine: number;
}

function alongWidth(info: backend_util.Conv2DInfo, lines: Lines, visit: Meeting): void {
  for (let column = 0; column < info.outWidth; column++) {
    for (let tap = 0; tap < info.filterWidth; tap++) {
      const inputColumn = column * info.strideWidth + tap * info.dilationWidth - info.padInfo.left;
      if (inputColumn < 0 || inputColumn >= info.inWidth) continue;
      visit(
        (lines.inputLine + inputColumn) * info.inChannels,
        (lines.outputLine + column) * info.outChannels,
        (lines.tapLine + tap) * info.outChannels,
      );
    }
  }
}

/** The kernels below read the heap as float32. */
export function assertFloats(kernel: string, ...tensors: TensorInfo[]): void {
  for (const { dtype, shape } of tensors) {
    tf.util.assert(dtype === 'float32', () => `${kernel}: float32 expected, got ${dtype} [${shape.join()}]`);
  }
}

/** Output channels per input channel; 0 for an empty convolution. */
export function channelMultiplier(info: backend_util.Conv2DInfo): number {
  return sizeOf([info.inChannels]) === 0 ? 0 : info.outChannels / info.inChannels;
}
