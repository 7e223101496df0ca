import { z } from 'zod';
import { packageVersion } from '../core/package-version.js';
import { answersSchema, preparedSchema, type PortableVersion } from '../learning/portable.js';
import { graphInput } from '../models/portable/graph.js';
import type { LoadedModel } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';

export const interfaceName = 'interface.json';

/** What a program that runs an exported graph must know: `interface.json`. */
export const interfaceSchema = z.object({
  format: z.literal(1).describe('Of this file'),
  suite: z.string().describe('Version of the program that wrote it'),
  model: z.string(),
  checksum: z.string().describe('Of the manifest of the version: which one it is wherever it goes'),
  synthetic: z.boolean().describe('No real row stands behind it: its figures say nothing about real cases'),
  input: z.object({ name: z.string(), width: z.int() }).describe('float32, `[N, width]`'),
  preparation: preparedSchema,
  answers: answersSchema,
});

export type ExportedInterface = z.infer<typeof interfaceSchema>;

export function interfaceOf({ tag, manifest }: LoadedModel, portable: PortableVersion): ExportedInterface {
  const { prepared, answers } = portable;
  return {
    format: 1,
    suite: packageVersion(),
    model: formatModelTag(tag),
    checksum: manifest.checksum,
    synthetic: manifest.data === 'synthetic-sample',
    input: { name: graphInput, width: prepared.width },
    preparation: prepared,
    answers,
  };
}
