import {
  graphInput,
  type GraphConstant,
  type GraphNode,
  type Operation,
  type PortableGraph,
} from '../../models/portable/graph.js';
import { floatBytes } from '../float-bytes.js';

export const weightsName = 'weights.bin';

const operators: Readonly<Record<Operation, string>> = {
  identity: 'Identity',
  matMul: 'MatMul',
  add: 'AddV2',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'RealDiv',
  maximum: 'Maximum',
  minimum: 'Minimum',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  exp: 'Exp',
  log: 'Log',
  concat: 'ConcatV2',
};

/** The axis of the numbers of a row, which a node that puts rows side by side reads as a constant. */
const axisName = 'axis';

export interface TfjsHead {
  generatedBy: string;
  /** What `model.json` says of itself beside the graph. */
  metadata: Readonly<Record<string, string>>;
}

/** A graph as `tf.loadGraphModel` reads it: `model.json` and the bytes of `weights.bin`. */
export function tfjsModel(
  graph: PortableGraph,
  { generatedBy, metadata }: TfjsHead,
): { json: string; weights: Uint8Array } {
  const { width, constants, nodes, outputs } = graph;
  const joins = nodes.some(({ operation }) => operation === 'concat');
  const listed = constants.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const axis = { name: axisName, shape: [], dtype: 'int32' };
  const signature = (name: string, numbers: number) =>
    [name, { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf([-1, numbers]) }] as const;
  const model = {
    format: 'graph-model',
    generatedBy,
    convertedBy: null,
    signature: {
      inputs: Object.fromEntries([signature(graphInput, width)]),
      outputs: Object.fromEntries(outputs.map(({ name, width: numbers }) => signature(name, numbers))),
    },
    userDefinedMetadata: metadata,
    modelTopology: {
      node: [
        placeholder(width),
        ...constants.map(constantNode),
        ...(joins ? [axisNode] : []),
        ...nodes.map(operationNode),
      ],
      library: {},
      versions: { producer: 1 },
    },
    weightsManifest: [{ paths: [weightsName], weights: joins ? [...listed, axis] : listed }],
  };
  const numbers = constants.map(({ values }) => floatBytes(values));
  // The axis is 1, as int32.
  const weights = Buffer.concat(joins ? [...numbers, Uint8Array.of(1, 0, 0, 0)] : numbers);
  return { json: `${JSON.stringify(model, null, 1)}\n`, weights };
}

function shapeOf(lengths: readonly number[]) {
  return { dim: lengths.map((size) => ({ size: String(size) })) };
}

const type = { type: 'DT_FLOAT' };

function placeholder(width: number) {
  return {
    name: graphInput,
    op: 'Placeholder',
    attr: { dtype: type, shape: { shape: shapeOf([-1, width]) } },
  };
}

function constantNode({ name, shape }: GraphConstant) {
  return {
    name,
    op: 'Const',
    attr: { dtype: type, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: shapeOf(shape) } } },
  };
}

const axisNode = {
  name: axisName,
  op: 'Const',
  attr: { dtype: { type: 'DT_INT32' }, value: { tensor: { dtype: 'DT_INT32', tensorShape: {} } } },
};

function operationNode({ name, operation, inputs }: GraphNode) {
  const attributes =
    operation === 'matMul'
      ? { transpose_a: { b: false }, transpose_b: { b: false } }
      : operation === 'concat'
        ? { N: { i: String(inputs.length) }, Tidx: { type: 'DT_INT32' } }
        : {};
  const read = operation === 'concat' ? [...inputs, axisName] : inputs;
  return { name, op: operators[operation], input: read, attr: { T: type, ...attributes } };
}
