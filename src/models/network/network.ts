import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { ZodType } from 'zod';
import type { Random } from '../../core/random.js';
import type { ArchitectureName } from '../architectures/names.js';
import type { FusedNetwork } from '../fused/fused-network.js';
import type { Weight, WeightStore } from './weight-store.js';

/** Shape of one input of a network without the batch axis, and its element type. */
export interface InputSpec {
  shape: readonly number[];
  dtype: 'float32' | 'int32';
  /** For indexes into embeddings, one per number of the shape: how many values it takes, from 0 on. */
  sizes?: readonly number[];
  /** For the features of a table's row: what each number of the shape stands for. */
  layout?: FeatureLayout;
}

/** Where the numbers of a table's row come from. */
export interface FeatureLayout {
  /** Of each number the column that it was made from, counted from 0; the numbers of a column stand side by side. */
  columns: readonly number[];
  /** Positions of the quantities, ascending; the other numbers are flags, 0 or 1. */
  quantities: readonly number[];
}

/** What a builder must know of the data: the inputs by name and how many numbers come out per row. */
export interface NetworkShapes {
  inputs: Readonly<Record<string, InputSpec>>;
  outputs: number;
}

/** Rows of every input, row-major. */
export type InputData = Readonly<Record<string, { data: Float32Array | Int32Array }>>;

export type NetworkInputs = Readonly<Record<string, Tensor>>;

export interface ForwardOptions {
  /** True while fitting: dropout and the like are active. */
  training: boolean;
  /** Seed for this step's random masks; another one at every step. */
  seed: number;
}

/** A built network: its weights, and the way from a batch of inputs to raw outputs. */
export interface Network {
  readonly architecture: ArchitectureName;
  /** What it was built for. */
  readonly shapes: NetworkShapes;
  /** How many answers it gives to each row: 1, or more for an ensemble inside one network. */
  readonly members: number;
  /** By stable names; the artefact stores them under these. */
  readonly weights: ReadonlyMap<string, Weight>;
  /** Raw outputs (logits for classification) `[members * batch, outputs]`, a member's whole batch after the other's. Called inside `tf.tidy`. */
  forward(inputs: NetworkInputs, options: ForwardOptions): Tensor2D;
  /** Measure what the network must know of the training rows (bins of numbers, for instance) before it learns from them. */
  readonly adapt?: (inputs: InputData) => void;
  /** The same network, as it is now, in the form in which it answers fastest; absent where it has none. */
  readonly fuse?: () => FusedNetwork;
  dispose(): void;
}

/** Which of many items each row has, without the zeros between them. */
export interface ItemSets {
  /** How many items there are. */
  items: number;
  /** Of each row the indexes of its items, each once. */
  rows: readonly ArrayLike<number>[];
}

export interface ItemSetsSize {
  items: number;
  rows: number;
  /** How many items all rows have together. */
  taken: number;
}

/** What fitting takes at most, estimated before it starts. */
export interface Demand {
  bytes: number;
  seconds: number;
}

/** What a recommendation depends on. */
export interface DataSize {
  /** That one network learns from. */
  rows: number;
  /** Whether the targets name classes. */
  classes: boolean;
  /** How many of the rows are of another class than the most frequent one, where each row is of one class. */
  events?: number;
}

/** What an architecture's networks are built and trained with where nobody says otherwise; partial, below the scenario's own. */
export interface Recommendation<Options = Record<string, unknown>> {
  options: Partial<Options>;
  /** As `training` of a specification. */
  training: Readonly<Record<string, unknown>>;
}

/** What a network is built with. */
export interface NetworkParts {
  /** First weights are drawn from it alone. */
  random: Random;
  /** Keeps the weights; whoever made it disposes of them when the building fails. */
  store: WeightStore;
}

/** A family of networks: checks its options, builds from a seed. */
export interface Architecture<Options = Record<string, unknown>> {
  readonly name: ArchitectureName;
  /** Strict: an unknown option is an error. Every option has a default. */
  readonly options: ZodType<Options>;
  build(options: Options, shapes: NetworkShapes, parts: NetworkParts): Network;
  /** Outputs that help to learn, behind those that are asked for. */
  readonly auxiliaryOutputs?: number;
  /** What suits so many rows to learn from, where it depends on them. */
  readonly recommend?: (data: DataSize) => Recommendation<Options>;
  /**
   * Weights in closed form, by the names of the network's, for a family that needs no training loop.
   * @param pause called now and then: gives the event loop its turn, throws when cancelled.
   */
  readonly solve?: (
    options: Options,
    sets: ItemSets,
    pause: () => Promise<void>,
  ) => Promise<Map<string, Float32Array>>;
  /** What the closed form takes for so many items and rows. */
  readonly demand?: (options: Options, size: ItemSetsSize) => Demand;
}
