import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Random } from '../../../core/random.js';
import { tf } from '../../../engine/tf.js';
import { columnRuns, layoutOf, type Run } from '../feature-layout.js';
import { glorotUniform, heNormal } from '../initialisers.js';
import type { FusedLayer } from '../../fused/fused-network.js';
import type { WeightStore } from '../weight-store.js';
import type { InputSpec, Network } from '../network.js';
import { periodic } from './periodic.js';
import { piecewiseLinear } from './piecewise-linear.js';
import { seenFeatures } from './seen-features.js';
import type { NumberEmbedding } from './number-embedding.js';

/** What a network makes of the features of a table's row before its first layer; part of an architecture's options. */
export const encodingOptions = {
  /** How quantities are told, beside their standardised size: `plain`, by that alone. */
  numbers: z.enum(['plain', 'piecewise', 'periodic']).default('plain'),
  /** For `piecewise`: the most bins of a quantity. */
  bins: z.number().int().min(2).max(256).default(16),
  /** For `periodic`: how many waves a quantity has, and the spread of their first frequencies. */
  frequencies: z.number().int().min(1).max(256).default(16),
  frequencyDeviation: z.number().positive().default(0.1),
  /** A column of more flags than this is embedded as a short vector; null: none is. */
  embedFrom: z.number().int().min(1).nullable().default(null),
  /** Whether a feature that no training row had is ignored; else it says what its first weights happened to be. */
  onlySeen: z.boolean().default(false),
};

export type EncodingOptions = {
  [Key in keyof typeof encodingOptions]: z.output<(typeof encodingOptions)[Key]>;
};

/** Numbers that a quantity becomes in a periodic embedding. */
const periodicUnits = 8;

export interface FeatureEncoding {
  /** How many numbers the first layer reads. */
  width: number;
  /** How many of them, the last ones, only bend what the others say: a first layer begins best with 0 for these. */
  bends: number;
  /** Of each number the column that it was made from, counted from 0. */
  columns: readonly number[];
  /** From `[batch, features]` to `[batch, width]`. Called inside `tf.tidy`. */
  encode(features: Tensor2D): Tensor2D;
  /** As `Network.adapt`; absent where nothing is to be measured. */
  adapt?: Network['adapt'];
  /** Absent where the encoding is no factor of each feature with perhaps a layer of bends behind them. */
  fuse?: () => FusedEncoding;
}

/** An encoding as a fused network has it. */
export interface FusedEncoding {
  /** What each number that the first layer reads is multiplied by. */
  factors: Float32Array;
  bends?: FusedLayer;
}

/** The encoding of the input `features` by these options. */
export function featureEncoding(
  store: WeightStore,
  input: InputSpec,
  options: EncodingOptions,
  random: Random,
): FeatureEncoding {
  const [features] = input.shape;
  const layout = layoutOf(input);
  const { quantities } = layout;
  const numbers = numberEmbedding(store, { features, quantities, options, random });
  const isQuantity = new Set(quantities);
  const flags = columnRuns(layout).filter(({ start }) => !isQuantity.has(start));
  const long = flags.filter(({ length }) => options.embedFrom !== null && length > options.embedFrom);
  const embeddings = long.map((run, i) => categoryEmbedding(store, `category-${i + 1}`, run, random));
  const kept = others(long, features);
  const seen = options.onlySeen ? seenFeatures(store, features) : undefined;
  const parts = (rows: Tensor2D): Tensor2D[] => {
    const told = seen ? seen.apply(rows) : rows;
    return [
      ...(long.length === 0 ? [told] : kept.map((run) => slice(told, run))),
      ...embeddings.map(({ embed }) => embed(told)),
      ...(numbers ? [numbers.embed(rows)] : []),
    ];
  };
  const perQuantity = (numbers?.width ?? 0) / Math.max(1, quantities.length);
  const columns = [
    ...kept.flatMap((run) => layout.columns.slice(run.start, run.start + run.length)),
    ...embeddings.flatMap(({ width }, i) => repeated(layout.columns[long[i].start], width)),
    ...quantities.flatMap((feature) => repeated(layout.columns[feature], perQuantity)),
  ];
  const isFusible = long.length === 0 && (!numbers || numbers.fuse !== undefined);
  const measured = [seen, numbers].filter((part) => part?.adapt !== undefined);
  return {
    width: columns.length,
    columns,
    bends: options.numbers === 'piecewise' ? (numbers?.width ?? 0) : 0,
    encode(rows) {
      const all = parts(rows);
      return all.length === 1 ? all[0] : tf.concat(all, 1);
    },
    ...(isFusible && {
      fuse: () => {
        const factors = new Float32Array(columns.length).fill(1);
        if (seen) factors.set(seen.values());
        return { factors, bends: numbers?.fuse?.() };
      },
    }),
    ...(measured.length > 0 && {
      adapt: (inputs) => {
        for (const part of measured) part?.adapt?.(inputs.features.data as Float32Array);
      },
    }),
  };
}

interface NumberParts {
  features: number;
  quantities: readonly number[];
  options: EncodingOptions;
  random: Random;
}

function numberEmbedding(
  store: WeightStore,
  { features, quantities, options, random }: NumberParts,
): NumberEmbedding | undefined {
  if (options.numbers === 'plain' || quantities.length === 0) return undefined;
  if (options.numbers === 'piecewise') {
    return piecewiseLinear(store, { features, quantities, bins: options.bins });
  }
  const { frequencies, frequencyDeviation: deviation } = options;
  return periodic(
    store,
    { quantities, frequencies, deviation, units: periodicUnits },
    random.fork('numbers'),
  );
}

/**
 * One vector per category, learnt (Guo & Berkhahn, 2016). A row's flags times the table of vectors is the vector of its category.
 * Its length is twice the square root of the number of categories.
 */
function categoryEmbedding(store: WeightStore, name: string, run: Run, random: Random) {
  const width = Math.min(run.length, Math.round(2 * run.length ** 0.5));
  const fan = { inputs: run.length, outputs: width };
  const vectors = store.kernel(name, [run.length, width], () => glorotUniform(random.fork(name), fan));
  return {
    width,
    embed: (rows: Tensor2D): Tensor2D => tf.matMul(slice(rows, run), vectors),
  };
}

/** The runs between `taken`. */
function others(taken: readonly Run[], width: number): Run[] {
  const ends = [...taken, { start: width, length: 0 }];
  let from = 0;
  return ends.flatMap(({ start, length }) => {
    const before = { start: from, length: start - from };
    from = start + length;
    return before.length > 0 ? [before] : [];
  });
}

/** First values of the kernel `[width, units]` that reads an encoding (He et al., 2015). Row-major. */
export function firstKernel({ width, bends }: FeatureEncoding, units: number, random: Random): Float32Array {
  const plain = width - bends;
  const values = new Float32Array(width * units);
  values.set(heNormal(random, { inputs: plain, outputs: units }));
  return values;
}

function slice(rows: Tensor2D, { start, length }: Run): Tensor2D {
  return tf.slice(rows, [0, start], [-1, length]);
}

function repeated(column: number, times: number): number[] {
  return Array<number>(times).fill(column);
}
