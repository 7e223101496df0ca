import type { Tensor } from '@tensorflow/tfjs';
import type { EngineName } from '../core/configuration.js';
import { EngineError } from '../core/errors.js';
import { runningEngine } from './engine.js';
import { tf } from './tf.js';

interface BlockRule {
  /** How many rows go through a network at once. */
  rows: number;
  /** Shorter blocks are filled up with zeros, because the engine computes other bits for other row counts. */
  filled: boolean;
}

/*
 * The wasm and cpu engines give a row the same bits in every batch and place (test/engine/batch-invariance.spec.ts), so a block is only
 * as long as the processor's cache likes it. TensorFlow chooses its algorithm by the shape of a product, so on the native engine every
 * block has the same length. Its products go through panels of rows, 6 or 24 or 48 by processor, and rows that fill no panel take
 * another way: with blocks of 512 the last two got other bits on a processor with AVX2. 480 leaves no such rest. A single row then
 * costs 1.0 ms instead of 0.6 and many rows stay fast.
 */
const rules: Readonly<Record<EngineName, BlockRule>> = {
  native: { rows: 480, filled: true },
  wasm: { rows: 2_048, filled: false },
  cpu: { rows: 2_048, filled: false },
};

/**
 * Rows per block of a prediction on the running engine. A row's outputs have the same bits alone, in any batch and at any place of
 * it when each block has at most this many rows and passes through `fullBlock`.
 * @throws EngineError when no engine runs.
 */
export function blockRows(): number {
  return runningRule().rows;
}

/**
 * A block's inputs `[rows, ...]` as the running engine wants them: as they are, or filled up with rows of zeros to `blockRows()`,
 * of whose outputs only the first `rows` count. Call it inside `tf.tidy`.
 * @throws EngineError when no engine runs.
 */
export function fullBlock(inputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const { rows, filled } = runningRule();
  const entries = Object.entries(inputs).map(([name, input]) => {
    const absent = filled ? Math.max(0, rows - input.shape[0]) : 0;
    return [name, absent === 0 ? input : withZeroRows(input, absent)] as const;
  });
  return Object.fromEntries(entries);
}

function withZeroRows(input: Tensor, count: number): Tensor {
  const paddings = input.shape.map((_, axis): [number, number] => [0, axis === 0 ? count : 0]);
  return tf.pad(input, paddings);
}

function runningRule(): BlockRule {
  const engine = runningEngine();
  if (!engine) throw new EngineError('No engine runs: `startEngine` must be awaited before a prediction.');
  return rules[engine.name];
}
