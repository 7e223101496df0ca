import type { Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { asError, DamagedFileError, shown } from '../../core/errors.js';
import { numbersOf } from '../../engine/numbers-of.js';
import { tf } from '../../engine/tf.js';
import { damaged, damagedBy } from './damaged-model.js';
import { architectureNames } from '../architectures/names.js';
import { sizeOf } from '../network/sizes.js';
import { linkNames } from '../prediction/links.js';
import { ModelFactory } from '../model-factory.js';
import { Model } from '../prediction/model.js';
import { memberWeights, type WeightEntry } from './stored-weights.js';
import type { Network } from '../network/network.js';

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

/** The two halves of a model on disk: the text of `model.json`, the bytes of `weights.bin` (little-endian float32). */
export interface SerialisedModel {
  json: string;
  weights: Uint8Array;
}

export function serialiseModel(model: Model): SerialisedModel {
  const { architecture, options, shapes, link, members } = model;
  const file = { format: formatName, version: formatVersion, architecture, options, shapes, link };
  const entries = listing(members);
  const json = `${JSON.stringify({ ...file, members: members.length, weights: entries }, null, 2)}\n`;
  return { json, weights: bytesOf(members) };
}

/** So many numbers leave the engine at once, so that what is made is the only copy of a large weight. */
const mostNumbers = 2 ** 22;

function bytesOf(members: readonly Network[]): Uint8Array {
  const variables = members.flatMap(({ weights }) => [...weights.values()].map(({ variable }) => variable));
  const bytes = new Uint8Array(variables.reduce((sum, { size }) => sum + size, 0) * bytesPerNumber);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const variable of variables) {
    for (const numbers of partsOf(variable)) {
      for (let i = 0; i < numbers.length; i++, offset += bytesPerNumber)
        view.setFloat32(offset, numbers[i], true);
    }
  }
  return bytes;
}

/** The numbers of a weight, row-major, some rows of it at a time. */
function* partsOf(variable: Variable): Iterable<Float32Array> {
  const { shape, size } = variable;
  if (size <= mostNumbers || shape.length < 2) {
    yield variable.dataSync<'float32'>();
    return;
  }
  const length = Math.max(1, Math.floor((mostNumbers * shape[0]) / size));
  for (let start = 0; start < shape[0]; start += length) {
    const begin = shape.map((_, axis) => (axis === 0 ? start : 0));
    const extent = shape.map((all, axis) => (axis === 0 ? Math.min(length, all - start) : all));
    yield numbersOf(() => tf.slice(variable, begin, extent));
  }
}

/**
 * The model that `serialiseModel` wrote. Nothing in the files is run, and it loads on every engine. What `model.json` says is compared
 * with the bytes of `weights.bin` before anything is made of it, so a file that asks for more than it holds costs nothing.
 * @throws DamagedFileError naming the file and what is wrong with it.
 */
export function loadModel(json: string, weights: Uint8Array): Model {
  const file = parseModelFile(json);
  checkListing(file, weights);
  checkShapes(file.shapes, weights.byteLength / bytesPerNumber);
  const members: Network[] = [];
  try {
    for (let member = 0; member < file.members; member++) members.push(buildMember(file, member, weights));
  } catch (error) {
    for (const member of members) member.dispose();
    throw error;
  }
  return new Model(file, members);
}

function listing(members: readonly Network[]): WeightEntry[] {
  let offset = 0;
  return members.flatMap((network, member) =>
    [...network.weights].map(([name, { variable }]): WeightEntry => {
      const entry = { member, name, shape: [...variable.shape], dtype: 'float32' as const, offset };
      offset += variable.size * bytesPerNumber;
      return entry;
    }),
  );
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
  throw damagedBy(parsed.error, content);
}

/** The weights in the list stand one behind the other, as many for each member, and fill the bytes. */
function checkListing({ members, weights: entries }: ModelFile, weights: Uint8Array): void {
  const perMember = entries.filter(({ member }) => member === 0).length;
  if (perMember === 0 || entries.length !== members * perMember) {
    throw damaged('model.json', `${members * perMember} weights`, `${entries.length}`, '/weights');
  }
  let offset = 0;
  entries.forEach((entry, index) => {
    const expected = { ...entry, member: Math.floor(index / perMember), offset };
    if (entry.member !== expected.member || entry.offset !== offset) {
      throw damaged('model.json', shown(expected, 200), shown(entry, 200), `/weights/${index}`);
    }
    offset += sizeOf(entry.shape) * bytesPerNumber;
  });
  if (weights.byteLength !== offset) {
    throw damaged('weights.bin', `${offset} bytes`, `${weights.byteLength} bytes`);
  }
}

/** More steps of a window than this are none. */
const mostSteps = 2 ** 20;

/**
 * Every output, every number of a row and every value of an index has a weight of its own, so none of them can be more than there are
 * weights; only the steps of a window share theirs.
 */
function checkShapes({ inputs, outputs }: ModelFile['shapes'], numbers: number): void {
  const check = (value: number, most: number, pointer: string) => {
    if (value > most)
      throw damaged('model.json', `at most ${most}, by the size of weights.bin`, `${value}`, pointer);
  };
  check(outputs, numbers, '/shapes/outputs');
  for (const [name, { shape, sizes = [], layout }] of Object.entries(inputs)) {
    const pointer = `/shapes/inputs/${name}`;
    const most = shape.length > 1 ? Math.max(numbers, mostSteps) : numbers;
    shape.forEach((length, axis) => check(length, most, `${pointer}/shape/${axis}`));
    sizes.forEach((size, i) => check(size, numbers, `${pointer}/sizes/${i}`));
    check(layout?.columns.length ?? 0, shape[0] ?? 0, `${pointer}/layout/columns`);
    check(layout?.quantities.length ?? 0, shape[0] ?? 0, `${pointer}/layout/quantities`);
  }
}

function buildMember(file: ModelFile, member: number, weights: Uint8Array): Network {
  const { architecture, options, shapes, members, weights: entries } = file;
  const stored = memberWeights(entries, { member, members }, weights);
  let network: Network;
  try {
    network = ModelFactory.restore(architecture, options, shapes, stored);
  } catch (error) {
    if (error instanceof DamagedFileError) throw error;
    throw damaged('model.json', `options of a "${architecture}"`, asError(error).message);
  }
  try {
    stored.end();
    return network;
  } catch (error) {
    network.dispose();
    throw error;
  }
}
