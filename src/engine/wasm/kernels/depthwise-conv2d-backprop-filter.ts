import type { TensorInfo } from '@tensorflow/tfjs';
import { floats, type KernelArguments } from '../backend.js';
import {
  assertFloats,
  channelMultiplier,
  depthwiseGeometry,
  eachMeeting,
  type DepthwiseAttributes,
} from './depthwise-taps.js';

type Attributes = DepthwiseAttributes & { filterShape: [number, number, number, number] };

/** Gradient of a depthwise convolution with respect to its filter. Sums are carried in double precision, as on the cpu backend. */
export function depthwiseConv2dBackpropFilter(given: KernelArguments<Attributes>): TensorInfo {
  const { backend, attrs } = given;
  const { x, dy } = given.inputs;
  assertFloats('depthwiseConv2dNativeBackpropFilter', x, dy);
  const info = depthwiseGeometry(x.shape, attrs.filterShape, attrs);
  const multiplier = channelMultiplier(info);
  const gradient = backend.makeOutput(info.filterShape, 'float32');
  const inputs = floats(backend, x);
  const outputs = floats(backend, dy);
  const sums = new Float64Array(info.filterHeight * info.filterWidth * info.outChannels);
  eachMeeting(info, (input, output, filter) => {
    for (let channel = 0, to = 0; channel < info.inChannels; channel++) {
      const value = inputs[input + channel];
      for (let copy = 0; copy < multiplier; copy++, to++) sums[filter + to] += value * outputs[output + to];
    }
  });
  floats(backend, gradient).set(sums);
  return gradient;
}
