import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { onnxModel } from '../../src/exchange/onnx/onnx-model.js';
import { tfjsModel } from '../../src/exchange/tfjs/tfjs-model.js';
import type { PortableGraph } from '../../src/models/portable/graph.js';

// `.ci/run` installs it elsewhere: it is far larger than anything else that tests use.
const runtime = process.env.SEXTANT_TEST_ONNXRUNTIME ?? '';

export const hasOnnxRuntime = runtime !== '' && existsSync(join(runtime, 'node_modules', 'onnxruntime-node'));

/** Behind the name of a test that cannot go on without it. */
export const needsOnnxRuntime = hasOnnxRuntime
  ? ''
  : ' (skipped: SEXTANT_TEST_ONNXRUNTIME names no folder with node_modules/onnxruntime-node)';

export interface FeatureRows {
  rows: number;
  width: number;
  features: Float32Array;
}

/** Every output by its name, row-major. */
export type Outputs = Record<string, number[]>;

/** What plain TensorFlow.js makes of a graph. */
export function throughTfjs(graph: PortableGraph, { rows, width, features }: FeatureRows): Promise<Outputs> {
  const { json, weights } = tfjsModel(graph, { generatedBy: 'a test', metadata: {} });
  return askTfjs(JSON.parse(json) as GraphFile, weights, tf.tensor2d(features, [rows, width]));
}

export interface GraphFile {
  modelTopology: object;
  signature: { outputs: Record<string, unknown> };
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
}

/** The files of an exported folder, opened as any program would, and asked. */
export async function askTfjs(file: GraphFile, weights: Uint8Array, input: tf.Tensor2D): Promise<Outputs> {
  const model = await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology: file.modelTopology,
      signature: file.signature,
      weightSpecs: file.weightsManifest.flatMap((group) => group.weights),
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
  const names = Object.keys(file.signature.outputs);
  const answers = model.execute({ features: input }, names);
  const list = Array.isArray(answers) ? answers : [answers];
  const outputs = Object.fromEntries(names.map((name, i) => [name, Array.from(list[i].dataSync())]));
  tf.dispose([...list, input]);
  model.dispose();
  return outputs;
}

/** What onnxruntime makes of a graph. */
export async function throughOnnx(graph: PortableGraph, rows: FeatureRows): Promise<Outputs> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-onnx-'));
  try {
    const path = join(folder, 'model.onnx');
    const head = { producer: 'a test', producerVersion: '1', name: 'graph', metadata: {} };
    await writeFile(path, onnxModel(graph, head));
    return await askOnnx(path, rows);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A process of its own: jest's arrays are none of those that a native module knows. */
export function askOnnx(path: string, { rows, width, features }: FeatureRows): Promise<Outputs> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, 'run-onnx.mjs');
    const options = { maxBuffer: 2 ** 28 };
    const child = execFile(process.execPath, [script, runtime, path], options, (error, out) => {
      if (error) reject(new Error(`onnxruntime: ${error.message}`));
      else resolve((JSON.parse(out) as { outputs: Outputs }).outputs);
    });
    child.stdin?.end(JSON.stringify({ rows, width, features: Array.from(features) }));
  });
}

/** The outputs of a row side by side, in the order of the names. */
export function sideBySide(
  outputs: Outputs,
  figures: readonly { name: string; width: number }[],
  rows: number,
): number[] {
  return Array.from({ length: rows }, (_, row) =>
    figures.flatMap(({ name, width }) => outputs[name].slice(row * width, (row + 1) * width)),
  ).flat();
}

/** Of each figure the largest difference, in parts of 1 or of the figure itself where that is larger. */
export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  return Array.from(expected).reduce((worst, value, i) => {
    const difference = Math.abs(found[i] - value) / Math.max(1, Math.abs(value));
    return difference <= worst ? worst : difference;
  }, 0);
}
