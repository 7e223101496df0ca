import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { tarEnd, tarHeader, tarPadding } from '../backup/tar-writing.js';
import { packageVersion } from '../core/package-version.js';
import { manifestName, writtenManifest } from '../registry/manifest.js';
import { formatModelTag } from '../registry/model-tag.js';
import type { LoadedModel } from '../registry/model-registry.js';

/*
 * A version as one file: a tar archive packed by gzip of a header, the version's own manifest, which lists every other file with its sha256,
 * and these files. What ends before the last of them was cut.
 */

export const versionHeaderName = 'sextant-version.json';

/** Of the archive; the files of a version have formats of their own. */
export const versionFormat = 1;

export const versionHeaderSchema = z.object({
  format: z.literal(versionFormat).describe('Of the archive'),
  suite: z.string().describe('Version of the program that wrote it'),
  model: z.string().describe('What the version was called where it was exported'),
});

export type VersionHeader = z.infer<typeof versionHeaderSchema>;

/** The bytes of the file. The same version gives the same bytes. */
export function versionBytes(version: LoadedModel): Readable {
  return Readable.from(archiveOf(version)).pipe(createGzip());
}

function* archiveOf({ tag, manifest, files }: LoadedModel): Generator<Uint8Array> {
  const header: VersionHeader = {
    format: versionFormat,
    suite: packageVersion(),
    model: formatModelTag(tag),
  };
  const time = new Date(manifest.publishedAt);
  yield* entryOf(versionHeaderName, Buffer.from(`${JSON.stringify(header)}\n`), time);
  yield* entryOf(manifestName, Buffer.from(writtenManifest(manifest)), time);
  for (const [name, content] of files) yield* entryOf(name, content, time);
  yield tarEnd;
}

function* entryOf(path: string, content: Uint8Array, time: Date): Generator<Uint8Array> {
  yield tarHeader({ path, size: content.length, type: 'File', time });
  // A stream takes an empty piece for its end.
  if (content.length > 0) yield content;
  const padding = tarPadding(content.length);
  if (padding.length > 0) yield padding;
}
