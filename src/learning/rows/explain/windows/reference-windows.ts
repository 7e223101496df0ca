import { z } from 'zod';
import { DamagedFileError } from '../../../../core/errors.js';
import { sha256 } from '../../../../core/files/files.js';
import { zodProblems } from '../../../../core/zod-problems.js';
import type { InputColumns } from '../../../../models/prediction/examples.js';
import type { NetworkShapes } from '../../../../models/network/network.js';
import { sizeOf } from '../../../../models/network/sizes.js';
import type { LoadedModel } from '../../../../registry/model-registry.js';
import { parse } from '../../../artefact-reader.js';

/** The file of a version that holds the windows its answers are compared with; versions of earlier builds have none. */
export const referenceWindowsFile = 'reference-windows.json';

const schema = z.strictObject({
  format: z.literal(1),
  /** Of the orders in which parts change. */
  seed: z.int(),
  /** How many rows they stand for. */
  from: z.int().min(1),
  count: z.int().min(1),
  /** What a network reads of them, row-major, in base64: little-endian float32, of `identity` int32. */
  inputs: z.record(z.string(), z.base64()),
  /** The last value of each, where changes from it are learnt; null where it is unknown. */
  last: z.array(z.number().nullable()).optional(),
});

/** Windows as a network reads them, which answers are compared with. */
export interface ReferenceWindows {
  seed: number;
  from: number;
  count: number;
  /** By input, row-major. */
  inputs: Readonly<Record<string, Float32Array | Int32Array>>;
  last?: Float64Array;
  sha256: string;
}

export function referenceWindowsText(
  inputs: InputColumns,
  { last, ...head }: { seed: number; from: number; count: number; last?: Float64Array },
): string {
  const coded = Object.entries(inputs).map(([name, { data }]) => [name, base64Of(data)] as const);
  const known = last && Array.from(last, (value) => (Number.isFinite(value) ? value : null));
  return `${JSON.stringify({ format: 1, ...head, inputs: Object.fromEntries(coded), ...(known && { last: known }) }, null, 1)}\n`;
}

/**
 * @param shapes of what the version's network reads.
 * @throws DamagedFileError where the file is not of its form, or of other inputs; undefined where a version has none.
 */
export function parseReferenceWindows(
  files: LoadedModel['files'],
  shapes: NetworkShapes,
): ReferenceWindows | undefined {
  const bytes = files.get(referenceWindowsFile);
  if (!bytes) return undefined;
  const json = parse(files, referenceWindowsFile);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new DamagedFileError(`${referenceWindowsFile} is not of its form.`, {
      details: zodProblems(parsed.error, json),
    });
  }
  const { seed, from, count, inputs, last } = parsed.data;
  const read = Object.entries(shapes.inputs).map(([name, { shape, dtype }]) => {
    const values = valuesOf(inputs[name] ?? '', dtype === 'int32');
    if (values.length === count * sizeOf(shape)) return [name, values] as const;
    throw new DamagedFileError(`${referenceWindowsFile} does not fit the network.`, {
      details: [
        {
          pointer: `/inputs/${name}`,
          expected: `${count * sizeOf(shape)} numbers`,
          received: `${values.length} numbers`,
        },
      ],
    });
  });
  return {
    ...{ seed, from, count },
    inputs: Object.fromEntries(read),
    ...(last && { last: Float64Array.from(last, (value) => value ?? NaN) }),
    sha256: sha256(bytes),
  };
}

function base64Of(data: Float32Array | Int32Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}

function valuesOf(text: string, areIndexes: boolean): Float32Array | Int32Array {
  // A buffer of its own begins where numbers may.
  const { buffer, byteLength } = Uint8Array.from(Buffer.from(text, 'base64'));
  const whole = buffer.slice(0, byteLength - (byteLength % 4));
  return areIndexes ? new Int32Array(whole) : new Float32Array(whole);
}
