import type { KernelFunc } from '@tensorflow/tfjs';
import { tf } from '../tf.js';
import { asKernel } from './backend.js';
import { conv2dBackpropFilter } from './kernels/conv2d-backprop-filter.js';
import { depthwiseConv2dBackpropFilter } from './kernels/depthwise-conv2d-backprop-filter.js';
import { depthwiseConv2dBackpropInput } from './kernels/depthwise-conv2d-backprop-input.js';
import { sharedIdentity } from './kernels/identity.js';
import { partialSlice, partialSplit, partialUnpack } from './kernels/slices.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';
import { fastFusedMatMul, fastMatMul } from './products.js';

/** The kernels that the wasm backend lacks and training needs, by tfjs-core's names. */
const added = new Map<string, KernelFunc>([
  ['UnsortedSegmentSum', asKernel(unsortedSegmentSum)],
  ['Conv2DBackpropFilter', asKernel(conv2dBackpropFilter)],
  ['DepthwiseConv2dNativeBackpropFilter', asKernel(depthwiseConv2dBackpropFilter)],
  ['DepthwiseConv2dNativeBackpropInput', asKernel(depthwiseConv2dBackpropInput)],
]);

/** The kernels of the wasm backend that are wrapped, and with what. */
const wrappers = new Map<string, (upstream: KernelFunc) => KernelFunc>([
  ['BatchMatMul', fastMatMul],
  ['_FusedMatMul', fastFusedMatMul],
  ['Identity', sharedIdentity],
  ['Slice', partialSlice],
  ['SplitV', partialSplit],
  ['Unpack', partialUnpack],
]);

/** The backend's own functions of the wrapped kernels. */
const originals = new Map<string, KernelFunc>();

export const addedKernels: readonly string[] = [...added.keys()];
export const wrappedKernels: readonly string[] = [...wrappers.keys()];

/** Register what the wasm backend lacks and wrap its products. The backend's package must be loaded; repeating it does nothing. */
export function completeWasm(): void {
  for (const [kernelName, kernelFunc] of added) {
    if (!tf.getKernel(kernelName, 'wasm')) tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
  setFastKernels(true);
}

/** Switch the wrapped kernels on or off; off is the backend as it comes, for comparing the two. */
export function setFastKernels(enabled: boolean): void {
  for (const [kernelName, wrap] of wrappers) {
    const config = tf.getKernel(kernelName, 'wasm');
    const upstream = originals.get(kernelName) ?? config.kernelFunc;
    originals.set(kernelName, upstream);
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ ...config, kernelFunc: enabled ? wrap(upstream) : upstream });
  }
}
