import type { TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { sizeOf, type KernelArguments } from '../backend.js';

/**
 * Sum the slices of `x` `[rows, ...]` that carry the same segment id: `[numSegments, ...]`. The gradient of `gather`, so of every
 * embedding. Ids outside `[0, numSegments)` are left out, as on the cpu backend.
 */
export function unsortedSegmentSum(given: KernelArguments<{ numSegments: number }>): TensorInfo {
  const { backend, attrs } = given;
  const { x, segmentIds } = given.inputs;
  tf.util.assert(
    segmentIds.shape.length === 1 && segmentIds.shape[0] === x.shape[0],
    () =>
      `unsortedSegmentSum: one segment id per row of x [${x.shape.join()}] expected, got ids [${segmentIds.shape.join()}]`,
  );
  const inner = x.shape.slice(1);
  const width = sizeOf(inner);
  const out = backend.makeOutput([attrs.numSegments, ...inner], x.dtype);
  const sums = backend.typedArrayFromHeap(out).fill(0);
  const values = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row];
    if (id < 0 || id >= attrs.numSegments) continue;
    const from = row * width;
    const to = id * width;
    for (let i = 0; i < width; i++) sums[to + i] += values[from + i];
  }
  return out;
}
