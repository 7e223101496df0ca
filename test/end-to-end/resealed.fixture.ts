import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

interface Manifest {
  files: Record<string, { sha256: string; bytes: number }>;
  checksum?: string;
  [field: string]: unknown;
}

/** Change a file of a published version and its manifest with it, as whoever shares a model of their own making could. */
export async function resealed(
  folder: string,
  name: string,
  change: (text: string) => string,
): Promise<void> {
  const text = change(await readFile(join(folder, name), 'utf8'));
  await writeFile(join(folder, name), text);
  const path = join(folder, 'manifest.json');
  const body = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  delete body.checksum;
  body.files[name] = { sha256: sha256(text), bytes: Buffer.byteLength(text) };
  await writeFile(path, JSON.stringify({ ...body, checksum: sha256(JSON.stringify(body)) }, null, 2));
}
