import type { TensorInfo } from '@tensorflow/tfjs';
import { floats, type KernelArguments } from '../backend.js';
import {
  assertFloats,
  channelMultiplier,
  depthwiseGeometry,
  eachMeeting,
  type DepthwiseAttributes,
} from './depthwise-taps.js';

type Attributes = DepthwiseAttributes & { inputShape: [number, number, number, number] };

/** Gradient of a depthwise convolution with respect to its input: every output position hands its share back to what it read. */
export function depthwiseConv2dBackpropInput(given: KernelArguments<Attributes>): TensorInfo {
  const { backend, attrs } = given;
  const { dy, filter } = given.inputs;
  assertFloats('depthwiseConv2dNativeBackpropInput', dy, filter);
  const info = depthwiseGeometry(attrs.inputShape, filter.shape, attrs);
  const multiplier = channelMultiplier(info);
  const gradient = backend.makeOutput(info.inShape, 'float32');
  const sums = floats(backend, gradient).fill(0);
  const outputs = floats(backend, dy);
  const weights = floats(backend, filter);
  eachMeeting(info, (input, output, tap) => {
    for (let channel = 0, from = 0; channel < info.inChannels; channel++) {
      let sum = 0;
      for (let copy = 0; copy < multiplier; copy++, from++)
        sum += outputs[output + from] * weights[tap + from];
      sums[input + channel] += sum;
    }
  });
  return gradient;
}
