import type { KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../tf.js';

type TypedArray = Float32Array | Int32Array | Uint8Array;

/** What the project's kernels use of tfjs-backend-wasm 4.22.0, which is pinned. */
export interface WasmBackend extends KernelBackend {
  readonly dataIdMap: {
    get(dataId: object): { id: number; memoryOffset: number };
    set(dataId: object, data: WasmData): void;
    delete(dataId: object): boolean;
  };
  dataIdNextNumber: number;
  readonly wasm: {
    tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
  makeOutput(shape: readonly number[], dtype: TensorInfo['dtype']): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): TypedArray;
}

interface WasmData {
  id: number;
  memoryOffset: number;
  shape: readonly number[];
  dtype: TensorInfo['dtype'];
  refCount: number;
}

/** Arguments of a kernel on the wasm backend, as tfjs-core hands them over. */
export interface KernelArguments<Attributes> {
  inputs: Record<string, TensorInfo>;
  backend: WasmBackend;
  attrs: Attributes;
}

/** A kernel of this project under the type that tfjs-core registers. */
export function asKernel<Attributes>(kernel: (given: KernelArguments<Attributes>) => TensorInfo): KernelFunc {
  return kernel as unknown as KernelFunc;
}

/** Run another kernel of the wasm backend on data that tfjs-core does not track. */
export function runKernel(
  name: string,
  { inputs, backend, attrs }: KernelArguments<Record<string, unknown>>,
): TensorInfo {
  const kernel = tf.getKernel(name, 'wasm');
  const result = kernel.kernelFunc({ inputs, backend, attrs: attrs as never });
  return Array.isArray(result) ? result[0] : result;
}

/** A view of the heap as float32. Valid until the next allocation, which may move the heap. */
export function floats(backend: WasmBackend, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The same data under another shape of equal size; nothing is copied and nothing needs to be freed. */
export function viewAs(tensor: TensorInfo, shape: number[]): TensorInfo {
  return { dataId: tensor.dataId, dtype: tensor.dtype, shape };
}

/**
 * Call `use` with a part of a tensor without copying it: the part is announced to the backend as a tensor of its own that starts
 * `offset` elements later, and withdrawn afterwards. The backend's own `disposeData` would free memory inside the tensor.
 */
export function withPart<Result>(
  backend: WasmBackend,
  part: { of: TensorInfo; offset: number; shape: number[] },
  use: (tensor: TensorInfo) => Result,
): Result {
  const { of, offset, shape } = part;
  const id = backend.dataIdNextNumber++;
  const dataId = {};
  const memoryOffset =
    backend.dataIdMap.get(of.dataId).memoryOffset + offset * Float32Array.BYTES_PER_ELEMENT;
  backend.dataIdMap.set(dataId, { id, memoryOffset, shape, dtype: of.dtype, refCount: 1 });
  backend.wasm.tfjs.registerTensor(id, sizeOf(shape), memoryOffset);
  try {
    return use({ dataId, shape, dtype: of.dtype });
  } finally {
    backend.wasm.tfjs.disposeData(id);
    backend.dataIdMap.delete(dataId);
  }
}
