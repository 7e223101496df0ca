import {
  graphInput,
  type GraphConstant,
  type GraphNode,
  type Operation,
  type PortableGraph,
} from '../../models/portable/graph.js';
import { floatBytes } from '../float-bytes.js';
import { message, type Field } from './protobuf.js';

/** Of 2021: every runtime since then reads it. */
export const onnxOpset = 17;

/** The version of the format that came with the opset. */
const irVersion = 8;

/** `TensorProto.FLOAT`, `AttributeProto.INT`. */
const float = 1;
const int = 2;

const operators: Readonly<Record<Operation, string>> = {
  identity: 'Identity',
  matMul: 'MatMul',
  add: 'Add',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'Div',
  maximum: 'Max',
  minimum: 'Min',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  exp: 'Exp',
  log: 'Log',
  concat: 'Concat',
};

/** Operators that work along the numbers of a row. */
const alongRows: readonly Operation[] = ['concat', 'softmax'];

export interface OnnxHead {
  /** What wrote it, and its version. */
  producer: string;
  producerVersion: string;
  /** What the graph is called. */
  name: string;
  /** Of `metadata_props`. */
  metadata: Readonly<Record<string, string>>;
}

/**
 * A graph as a file of ONNX (onnx.proto3 of release 1.12): one input `features` and the outputs of the graph, all float32, `[N, width]`.
 * The same graph and head give the same bytes.
 */
export function onnxModel(
  graph: PortableGraph,
  { producer, producerVersion, name, metadata }: OnnxHead,
): Uint8Array {
  const properties = Object.entries(metadata).map(([key, value]): Field => [
    14,
    message([1, key], [2, value]),
  ]);
  return message(
    [1, irVersion],
    [2, producer],
    [3, producerVersion],
    [7, graphMessage(graph, name)],
    [8, message([1, ''], [2, onnxOpset])],
    ...properties,
  );
}

function graphMessage({ width, constants, nodes, outputs }: PortableGraph, name: string): Uint8Array {
  return message(
    ...nodes.map((node): Field => [1, nodeMessage(node)]),
    [2, name],
    ...constants.map((constant): Field => [5, tensorMessage(constant)]),
    [11, valueMessage(graphInput, width)],
    ...outputs.map((output): Field => [12, valueMessage(output.name, output.width)]),
  );
}

function nodeMessage({ name, operation, inputs }: GraphNode): Uint8Array {
  // The last axis: 1 of `[N, width]`.
  const axis = alongRows.includes(operation) ? message([1, 'axis'], [3, 1], [20, int]) : undefined;
  const read = inputs.map((input): Field => [1, input]);
  return message(...read, [2, name], [3, name], [4, operators[operation]], [5, axis]);
}

function tensorMessage({ name, shape, values }: GraphConstant): Uint8Array {
  return message(
    ...shape.map((length): Field => [1, length]),
    [2, float],
    [8, name],
    [9, floatBytes(values)],
  );
}

/** Of any number of rows `N`. */
function valueMessage(name: string, width: number): Uint8Array {
  const shape = message([1, message([2, 'N'])], [1, message([1, width])]);
  return message([1, name], [2, message([1, message([1, float], [2, shape])])]);
}
