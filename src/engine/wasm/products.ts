import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../tf.js';
import { asKernel, floats, runKernel, sizeOf, viewAs, withPart } from './backend.js';
import type { KernelArguments, WasmBackend } from './backend.js';

/*
 * The wasm backend multiplies with XNNPACK only when both operands are single, untransposed matrices; every other product falls
 * to a loop ten times slower. So transposed operands are transposed first, a stack of matrices times one matrix becomes one tall
 * product, and a stack times a stack becomes one product per pair where the matrices are large enough to repay the calls.
 *
 * Which way is taken never depends on the number of rows of the left operand or of the stack: a row gives the same bits in
 * every batch.
 */

interface ProductAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

type Product = KernelArguments<ProductAttributes>;

/**
 * The shape under which data was first a right operand. XNNPACK packs a right operand once and upstream finds it again by the
 * data's id alone, so the same data under another shape (a reshaped tensor, a transposed column) would be multiplied as if it
 * had the first one: wrong numbers read from beyond the operand. Such data gets an id of its own for the product.
 */
const packedShapes = new WeakMap<object, string>();

/**
 * Weights `k x n` of one pair below which the backend's own loop over a stack is as fast as separate products. Measured. The rows
 * must not count: in an ensemble they are the batch.
 */
const smallPair = 256;

/** The backend's `BatchMatMul`, led to the fast path. Shapes `[..., m, k]` and `[..., k, n]` before transposition. */
export function fastMatMul(upstream: KernelFunc): KernelFunc {
  return asKernel<ProductAttributes>((product) => {
    const { a, b } = product.inputs;
    if (!isFilled(a) || !isFilled(b)) return call(upstream, product);
    checkInnerLengths(product);
    if (stackSize(b) === 1) return untransposed(product, (matrices) => stackedProduct(upstream, matrices));
    const { stack, m, k, n } = dimensions(product);
    const repays = k * n >= smallPair || !oneStackShape(stack, a, b);
    return repays
      ? untransposed(product, (matrices) => pairwiseProduct(upstream, matrices, [...stack, m, n]))
      : call(upstream, product);
  });
}

/** The backend's `_FusedMatMul` (product, bias, activation), led to the fast path. Operands of rank 3. */
export function fastFusedMatMul(upstream: KernelFunc): KernelFunc {
  return asKernel<ProductAttributes>((product) => {
    const { a, b, preluActivationWeights } = product.inputs;
    const stackable = stackSize(b) === 1 && (stackSize(a) === 1 || preluActivationWeights === undefined);
    if (!isFilled(a) || !isFilled(b) || !stackable) return call(upstream, product);
    checkInnerLengths(product);
    return untransposed(product, (matrices) => stackedProduct(upstream, matrices));
  });
}

/** `[..., m, k]` times one `[k, n]`: the stack's rows one below the other. */
function stackedProduct(upstream: KernelFunc, product: Product): TensorInfo {
  const { a, b } = product.inputs;
  const { stack, m, k, n } = dimensions(product);
  const left = viewAs(a, [1, sizeOf(a.shape) / k, k]);
  const multiply = (right: TensorInfo): TensorInfo =>
    call(upstream, { ...product, inputs: { ...product.inputs, a: left, b: right } });
  const part = { of: b, offset: 0, shape: [1, k, n] };
  const result = isPackedAs(b, `${k} x ${n}`)
    ? multiply(viewAs(b, part.shape))
    : withPart(product.backend, part, multiply);
  return viewAs(result, [...stack, m, n]);
}

/** Whether the packed form that upstream keeps for this data, now or after this product, is of the given shape. */
function isPackedAs({ dataId }: TensorInfo, shape: string): boolean {
  const first = packedShapes.get(dataId) ?? shape;
  packedShapes.set(dataId, first);
  return first === shape;
}

/** One product per pair of matrices; a stack dimension of length 1 is repeated. */
function pairwiseProduct(upstream: KernelFunc, product: Product, shape: number[]): TensorInfo {
  const { inputs, backend } = product;
  const { stack, m, k, n } = dimensions(product);
  const positionA = stackPositions(stack, inputs.a.shape.slice(0, -2));
  const positionB = stackPositions(stack, inputs.b.shape.slice(0, -2));
  const out = backend.makeOutput(shape, 'float32');
  for (let pair = 0; pair < sizeOf(stack); pair++) {
    const left = { of: inputs.a, offset: positionA(pair) * m * k, shape: [1, m, k] };
    const right = { of: inputs.b, offset: positionB(pair) * k * n, shape: [1, k, n] };
    const part = withPart(backend, left, (a) =>
      withPart(backend, right, (b) => call(upstream, { ...product, inputs: { a, b } })),
    );
    floats(backend, out).set(floats(backend, part), pair * m * n);
    backend.disposeData(part.dataId);
  }
  return out;
}

/** From the position in the broadcast stack to the position in an operand's own stack. */
function stackPositions(stack: readonly number[], own: readonly number[]): (position: number) => number {
  const lengths = [...Array<number>(stack.length - own.length).fill(1), ...own];
  return (position) => {
    let rest = position;
    let result = 0;
    let stride = 1;
    for (let axis = stack.length - 1; axis >= 0; axis--) {
      const index = rest % stack[axis];
      rest = Math.floor(rest / stack[axis]);
      if (lengths[axis] > 1) result += index * stride;
      stride *= lengths[axis];
    }
    return result;
  };
}

/** Call `multiply` with operands whose transposition is carried out, and free what was made for it. */
function untransposed(product: Product, multiply: (product: Product) => TensorInfo): TensorInfo {
  const { inputs, backend, attrs } = product;
  const made: TensorInfo[] = [];
  const plain = (operand: TensorInfo, transposed: boolean): TensorInfo => {
    if (!transposed) return operand;
    const result = transposeMatrices(backend, operand);
    if (result.dataId !== operand.dataId) made.push(result);
    return result;
  };
  const a = plain(inputs.a, attrs.transposeA);
  const b = plain(inputs.b, attrs.transposeB);
  const result = multiply({
    backend,
    inputs: { ...inputs, a, b },
    attrs: { ...attrs, transposeA: false, transposeB: false },
  });
  for (const tensor of made) backend.disposeData(tensor.dataId);
  return result;
}

/** Swap the last two axes. A row or a column needs no copy. */
function transposeMatrices(backend: WasmBackend, tensor: TensorInfo): TensorInfo {
  const stack = tensor.shape.slice(0, -2);
  const [rows, columns] = tensor.shape.slice(-2);
  const swapped = [...stack, columns, rows];
  if (rows === 1 || columns === 1) return viewAs(tensor, swapped);
  const x = viewAs(tensor, [sizeOf(stack), rows, columns]);
  return viewAs(runKernel('Transpose', { inputs: { x }, backend, attrs: { perm: [0, 2, 1] } }), swapped);
}

/** Stack shape and lengths of the product, transposition taken into account. */
function dimensions({ inputs, attrs }: Product): { stack: number[]; m: number; k: number; n: number } {
  const [rowsA, columnsA] = inputs.a.shape.slice(-2);
  const [rowsB, columnsB] = inputs.b.shape.slice(-2);
  const stack = tf.broadcast_util.assertAndGetBroadcastShape(
    inputs.a.shape.slice(0, -2),
    inputs.b.shape.slice(0, -2),
  );
  const [m, k] = attrs.transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  return { stack, m, k, n: attrs.transposeB ? rowsB : columnsB };
}

/** As upstream: the message that tfjs-core's own tests know. */
function checkInnerLengths({ inputs, attrs }: Product): void {
  const [left, right] = [inputs.a.shape, inputs.b.shape];
  const innerA = left[left.length - (attrs.transposeA ? 2 : 1)];
  const innerB = right[right.length - (attrs.transposeB ? 1 : 2)];
  tf.util.assert(
    innerA === innerB,
    () =>
      `Error in matMul: inner shapes (${innerA}) and (${innerB}) of Tensors with shapes ${left.join()} and ${right.join()} ` +
      `and transposeA=${attrs.transposeA} and transposeB=${attrs.transposeB} must match.`,
  );
}

const stackSize = (tensor: TensorInfo): number => sizeOf(tensor.shape.slice(0, -2));

const isFilled = (tensor: TensorInfo): boolean => tensor.dtype === 'float32' && sizeOf(tensor.shape) > 0;

/** Upstream's loop knows equal stacks and one matrix beside a stack, and writes out of bounds for mixed ones. */
function oneStackShape(stack: readonly number[], a: TensorInfo, b: TensorInfo): boolean {
  const size = sizeOf(stack);
  return [a, b].every((operand) => stackSize(operand) === size || stackSize(operand) === 1);
}

function call(upstream: KernelFunc, product: Product): TensorInfo {
  return upstream({ ...product, attrs: product.attrs as never }) as TensorInfo;
}
