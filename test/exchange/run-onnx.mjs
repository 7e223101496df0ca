// Run by a test in a process of its own: node run-onnx.mjs RUNTIME MODEL < {"rows": N, "width": W, "features": [...]}; prints {"outputs": {NAME: [...]}, ...}.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const [, , runtime, model] = process.argv;
const { InferenceSession, Tensor } = createRequire(join(runtime, 'package.json'))('onnxruntime-node');
const { rows, width, features } = JSON.parse(await text(process.stdin));
const session = await InferenceSession.create(model);
const answer = await session.run({
  features: new Tensor('float32', Float32Array.from(features), [rows, width]),
});
const outputs = Object.fromEntries(
  Object.entries(answer).map(([name, { data }]) => [name, Array.from(data)]),
);
process.stdout.write(JSON.stringify({ inputs: session.inputNames, outputs }));
