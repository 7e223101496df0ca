/** What a graph is made of; every format that one is written in has each of them. Rows are `[N, width]`, constants are broadcast to them. */
export const operations = [
  'identity',
  'matMul',
  'add',
  'subtract',
  'multiply',
  'divide',
  'maximum',
  'minimum',
  'relu',
  'sigmoid',
  'softmax',
  'exp',
  'log',
  'concat',
] as const;

export type Operation = (typeof operations)[number];

/** Something that nodes read: the input, a constant or another node, by its name. */
export type Reference = string;

export interface GraphConstant {
  name: string;
  shape: readonly number[];
  /** Row-major. */
  values: Float32Array;
}

export interface GraphNode {
  name: string;
  operation: Operation;
  inputs: readonly Reference[];
}

export interface GraphOutput {
  name: string;
  /** Numbers of a row. */
  width: number;
}

/** The name of the one input, `[N, width]`. */
export const graphInput = 'features';

/** From the features of rows to figures: no format yet, and nothing that runs. Nodes stand behind those that they read. */
export interface PortableGraph {
  width: number;
  constants: readonly GraphConstant[];
  nodes: readonly GraphNode[];
  outputs: readonly GraphOutput[];
}

/** Puts a graph together, node by node. */
export class GraphBuilder {
  private readonly constants: GraphConstant[] = [];
  private readonly nodes: GraphNode[] = [];
  private readonly outputs: GraphOutput[] = [];

  /** @param width features of a row. */
  constructor(private readonly width: number) {}

  constant(values: Float32Array, shape: readonly number[]): Reference {
    const name = `constant_${this.constants.length + 1}`;
    this.constants.push({ name, shape, values });
    return name;
  }

  /** The same number for every row and place. */
  scalar(value: number): Reference {
    return this.constant(Float32Array.of(value), [1]);
  }

  apply(operation: Operation, ...inputs: Reference[]): Reference {
    const name = `${operation}_${this.nodes.length + 1}`;
    this.nodes.push({ name, operation, inputs });
    return name;
  }

  /** @param values of each place of a row that is added up what it counts, `[width, columns]`. */
  combine(rows: Reference, values: readonly number[], columns: number): Reference {
    const kernel = this.constant(Float32Array.from(values), [values.length / columns, columns]);
    return this.apply('matMul', rows, kernel);
  }

  output(name: string, from: Reference, width: number): void {
    this.nodes.push({ name, operation: 'identity', inputs: [from] });
    this.outputs.push({ name, width });
  }

  built(): PortableGraph {
    const { width, constants, nodes, outputs } = this;
    return { width, constants, nodes, outputs };
  }
}
