import { z } from 'zod';
import { asError, DamagedFileError, shown } from '../core/errors.js';
import { architectureNames } from './architectures/names.js';
import { linkNames } from './links.js';
import { ModelFactory } from './model-factory.js';
import { Model } from './model.js';
import type { Network } from './network.js';
import { ParameterVector } from './parameter-vector.js';

const formatName = 'sextant-model';
/** Raised when an older program could not read a newer file; a program reads this version and all before it. */
const formatVersion = 1;
const bytesPerNumber = 4;

const count = z.number().int().min(1);
const position = z.number().int().min(0);

const modelSchema = z.strictObject({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  architecture: z.enum(architectureNames),
  options: z.record(z.string(), z.unknown()),
  shapes: z.strictObject({
    inputs: z.record(
      z.string(),
      z.strictObject({
        shape: z.array(count),
        dtype: z.enum(['float32', 'int32']),
        sizes: z.array(count).optional(),
        layout: z.strictObject({ columns: z.array(position), quantities: z.array(position) }).optional(),
      }),
    ),
    outputs: count,
  }),
  link: z.enum(linkNames),
  members: count,
  /** Member by member, in the order of the bytes in weights.bin. */
  weights: z.array(
    z.strictObject({
      member: z.number().int().min(0),
      name: z.string(),
      shape: z.array(count),
      dtype: z.literal('float32'),
      /** First byte in weights.bin. */
      offset: z.number().int().min(0),
    }),
  ),
});

type ModelFile = z.infer<typeof modelSchema>;
type WeightEntry = ModelFile['weights'][number];

/** The two halves of a model on disk: the text of `model.json`, the bytes of `weights.bin` (little-endian float32). */
export interface SerialisedModel {
  json: string;
  weights: Uint8Array;
}

export function serialiseModel(model: Model): SerialisedModel {
  const { architecture, options, shapes, link, members } = model;
  const file = { format: formatName, version: formatVersion, architecture, options, shapes, link };
  const entries = manifest(members);
  const json = `${JSON.stringify({ ...file, members: members.length, weights: entries }, null, 2)}\n`;
  return { json, weights: bytesOf(members.map((member) => new ParameterVector(member).values)) };
}

function bytesOf(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0) * bytesPerNumber);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++, offset += bytesPerNumber) view.setFloat32(offset, array[i], true);
  }
  return bytes;
}

/**
 * The model that `serialiseModel` wrote. Nothing in the files is run, and it loads on every engine.
 * @throws DamagedFileError naming the file and what is wrong with it.
 */
export function loadModel(json: string, weights: Uint8Array): Model {
  const file = parseModelFile(json);
  const members: Network[] = [];
  try {
    for (let member = 0; member < file.members; member++) members.push(buildMember(file));
    checkManifest(file.weights, manifest(members));
    fillWeights(members, weights);
  } catch (error) {
    for (const member of members) member.dispose();
    throw error;
  }
  return new Model(file, members);
}

function manifest(members: readonly Network[]): WeightEntry[] {
  let offset = 0;
  return members.flatMap((network, member) =>
    [...network.weights].map(([name, { variable }]): WeightEntry => {
      const entry = { member, name, shape: [...variable.shape], dtype: 'float32' as const, offset };
      offset += variable.size * bytesPerNumber;
      return entry;
    }),
  );
}

function damaged(file: string, expected: string, received: string, pointer?: string): DamagedFileError {
  const place = pointer === undefined ? file : `${file} at ${pointer || '/'}`;
  const message = `${place} is damaged or of another version: expected ${expected}, received ${received}.`;
  return new DamagedFileError(message, { details: [{ pointer, expected, received }] });
}

function parseModelFile(json: string): ModelFile {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    throw damaged('model.json', 'JSON', asError(error).message);
  }
  const head = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(content);
  if (head.success && head.data.format === formatName && head.data.version !== formatVersion) {
    throw damaged('model.json', `format version ${formatVersion}`, shown(head.data.version), '/version');
  }
  const parsed = modelSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const found = issue.path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key],
    content,
  );
  throw damaged('model.json', issue.message, shown(found), `/${issue.path.join('/')}`);
}

function buildMember(file: ModelFile): Network {
  try {
    return ModelFactory.create(file.architecture, file.options, file.shapes, 0);
  } catch (error) {
    throw damaged('model.json', `options of a "${file.architecture}"`, asError(error).message);
  }
}

function checkManifest(found: readonly WeightEntry[], expected: readonly WeightEntry[]): void {
  if (found.length !== expected.length) {
    throw damaged('model.json', `${expected.length} weights`, `${found.length}`, '/weights');
  }
  expected.forEach((entry, index) => {
    const { member, name, shape, dtype, offset } = found[index];
    const received = shown({ member, name, shape, dtype, offset }, 200);
    const wanted = shown(entry, 200);
    if (received !== wanted) throw damaged('model.json', wanted, received, `/weights/${index}`);
  });
}

function fillWeights(members: readonly Network[], weights: Uint8Array): void {
  const vectors = members.map((member) => new ParameterVector(member));
  const bytes = vectors.reduce((sum, { values }) => sum + values.length * bytesPerNumber, 0);
  if (weights.byteLength !== bytes) {
    throw damaged('weights.bin', `${bytes} bytes`, `${weights.byteLength} bytes`);
  }
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  let offset = 0;
  for (const vector of vectors) {
    for (let i = 0; i < vector.values.length; i++) {
      const value = view.getFloat32(offset, true);
      if (!Number.isFinite(value))
        throw damaged('weights.bin', 'finite numbers', `${value} at byte ${offset}`);
      vector.values[i] = value;
      offset += bytesPerNumber;
    }
    vector.write();
  }
}
