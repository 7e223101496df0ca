import { sizeOf } from '../network/sizes.js';
import type { Tensor } from '@tensorflow/tfjs';
import { InvalidInputError, shown } from '../../core/errors.js';
import { tf } from '../../engine/tf.js';
import type { FeatureLayout, NetworkInputs, NetworkShapes } from '../network/network.js';
import { gatherRows, isItemSets, lengthOf, sliceRows, type DenseRows, type RowValues } from './row-values.js';

/** One input of many rows: row-major values, or sets of items, and the shape of one row. */
export interface InputColumn<Values extends RowValues = DenseRows> {
  data: Values;
  shape: readonly number[];
  /** For indexes into embeddings, as `InputSpec.sizes`. */
  sizes?: readonly number[];
  /** For the features of a table's row, as `InputSpec.layout`. */
  layout?: FeatureLayout;
}

/** What a network must be built for to read these inputs. */
export function specsOf(inputs: InputColumns<RowValues>): NetworkShapes['inputs'] {
  const specs = Object.entries(inputs).map(([name, { data, shape, sizes, layout }]) => {
    const dtype = data instanceof Int32Array ? ('int32' as const) : ('float32' as const);
    return [name, { shape, dtype, ...(sizes && { sizes }), ...(layout && { layout }) }];
  });
  return Object.fromEntries(specs) as NetworkShapes['inputs'];
}

export type InputColumns<Values extends RowValues = DenseRows> = Readonly<
  Record<string, InputColumn<Values>>
>;

/** Rows that a network learns from or is tested on. */
export interface Examples<Values extends RowValues = DenseRows> {
  rows: number;
  inputs: InputColumns<Values>;
  /** Row-major `[rows, targetWidth]`; or sets, each item of which is a target of 1. */
  targets: Exclude<Values, Int32Array>;
  targetWidth: number;
  /** How much each row counts, `[rows]`, at least 0; absent: each counts 1. */
  weights?: Float32Array;
}

function inputProblem(expected: string, received: string): InvalidInputError {
  const message = `The rows do not fit the network: expected ${expected}, received ${received}.`;
  return new InvalidInputError(message, { details: [{ expected, received }] });
}

/**
 * Check that `inputs` are those that the network was built for, `rows` rows of each.
 * @throws InvalidInputError naming the input.
 */
export function checkInputs(inputs: InputColumns<RowValues>, rows: number, shapes: NetworkShapes): void {
  const expected = Object.keys(shapes.inputs).sort().join(', ');
  const received = Object.keys(inputs).sort().join(', ');
  if (expected !== received) throw inputProblem(`the inputs ${expected}`, received || 'none');
  for (const [name, spec] of Object.entries(shapes.inputs)) {
    const { data, shape } = inputs[name];
    const dtype = data instanceof Int32Array ? 'int32' : 'float32';
    if (shown(shape) !== shown(spec.shape) || dtype !== spec.dtype) {
      const wanted = `${name} as ${spec.dtype} ${shown(spec.shape)} per row`;
      throw inputProblem(wanted, `${dtype} ${shown(shape)}`);
    }
    const length = rows * sizeOf(shape);
    const received = lengthOf(data);
    if (received !== length) throw inputProblem(`${length} values of ${name}`, `${received}`);
    if (spec.sizes && !isItemSets(data)) checkIndexes(name, data, spec.sizes);
  }
}

/** An engine reads whatever lies behind an embedding for an index beyond it. */
function checkIndexes(name: string, data: ArrayLike<number>, sizes: readonly number[]): void {
  for (let i = 0; i < data.length; i++) {
    const size = sizes[i % sizes.length];
    if (data[i] >= 0 && data[i] < size) continue;
    throw inputProblem(`an index of ${name} from 0 to ${size - 1}`, `${data[i]}`);
  }
}

/** Rows `start` to `end` of every input as tensors `[end - start, ...shape]`. The caller disposes of them. */
export function sliceInputs(inputs: InputColumns<RowValues>, start: number, end: number): NetworkInputs {
  return mapInputs(inputs, end - start, ({ data }, size) => sliceRows(data, size, start, end));
}

/** The rows `order[start]` to `order[end - 1]` of every input as tensors. The caller disposes of them. */
export function gatherInputs(
  inputs: InputColumns<RowValues>,
  order: Int32Array,
  start: number,
  end: number,
): NetworkInputs {
  return mapInputs(inputs, end - start, ({ data }, size) =>
    gatherRows(data, size, order.subarray(start, end)),
  );
}

function mapInputs(
  inputs: InputColumns<RowValues>,
  rows: number,
  values: (input: InputColumn<RowValues>, size: number) => Float32Array | Int32Array,
): NetworkInputs {
  const tensors: Record<string, Tensor> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const dtype = input.data instanceof Int32Array ? 'int32' : 'float32';
    tensors[name] = tf.tensor(values(input, sizeOf(input.shape)), [rows, ...input.shape], dtype);
  }
  return tensors;
}
