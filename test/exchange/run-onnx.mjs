// Run by a test in a process of its own: node run-onnx.mjs RUNTIME MODEL < {"rows": N, "width": W, "features": [...]}; prints {"outputs": {NAME: [...]}}.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * What is used of onnxruntime-node.
 * @typedef {{ run(feeds: Record<string, unknown>): Promise<Record<string, { data: Float32Array }>> }} Session
 * @typedef {{
 *   InferenceSession: { create(path: string): Promise<Session> };
 *   Tensor: new (type: string, data: Float32Array, shape: number[]) => unknown;
 * }} Runtime
 */

const [, , folder, model] = process.argv;
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- a module that is no dependency
const runtime = /** @type {Runtime} */ (createRequire(join(folder, 'package.json'))('onnxruntime-node'));
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what the test wrote
const asked = /** @type {{ rows: number; width: number; features: number[] }} */ (
  JSON.parse(await text(process.stdin))
);
const session = await runtime.InferenceSession.create(model);
const { rows, width, features } = asked;
const input = new runtime.Tensor('float32', Float32Array.from(features), [rows, width]);
const answer = await session.run({ features: input });
const outputs = Object.fromEntries(
  Object.entries(answer).map(([name, { data }]) => [name, Array.from(data)]),
);
process.stdout.write(JSON.stringify({ outputs }));
