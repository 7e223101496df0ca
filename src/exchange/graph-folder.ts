import { packageVersion } from '../core/package-version.js';
import { sha256 } from '../core/files/files.js';
import type { PortableVersion } from '../learning/portable.js';
import type { LoadedModel } from '../registry/model-registry.js';
import { interfaceName, interfaceOf } from './interface.js';
import { onnxModel } from './onnx/onnx-model.js';
import { readmeOf } from './readme.js';
import { tfjsModel, weightsName } from './tfjs/tfjs-model.js';
import type { GraphFormat } from './formats.js';

/** Rows to try a graph with. */
export interface ExampleRows {
  rows: unknown[];
  features: number[][];
  /** What the version served for them. */
  figures: number[][];
}

type Files = Record<string, string | Uint8Array>;

/** The files of a folder that holds a version as a graph, by name. */
export function graphFolder(
  format: GraphFormat,
  { version, portable, examples }: { version: LoadedModel; portable: PortableVersion; examples: ExampleRows },
): Files {
  const told = interfaceOf(version, portable);
  const card = version.files.get('card.md');
  const files: Files = {
    ...writers[format](portable, told.model, {
      scenario: version.tag.scenario,
      version: String(version.tag.version),
      checksum: told.checksum,
      columns: JSON.stringify(told.preparation),
      answers: JSON.stringify(told.answers),
    }),
    [interfaceName]: `${JSON.stringify(told, null, 2)}\n`,
    'examples.json': `${JSON.stringify(examples)}\n`,
    ...(card && { 'card.md': card }),
    'README.md': readmeOf(format, told),
  };
  const sums = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}\n`);
  return { ...files, SHA256SUMS: sums.join('') };
}

type Metadata = Record<'scenario' | 'version' | 'checksum' | 'columns' | 'answers', string>;

const writers: Readonly<
  Record<GraphFormat, (portable: PortableVersion, model: string, metadata: Metadata) => Files>
> = {
  tfjs({ graph }, _model, metadata) {
    const { json, weights } = tfjsModel(graph, { generatedBy: `sextant ${packageVersion()}`, metadata });
    return { 'model.json': json, [weightsName]: weights };
  },
  onnx({ graph }, name, metadata) {
    const head = { producer: 'sextant', producerVersion: packageVersion(), name, metadata };
    return { 'model.onnx': onnxModel(graph, head) };
  },
};
