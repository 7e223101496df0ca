import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { privateModes, syncFolder, writeFileDurable } from '../core/files/files.js';
import { startEngine } from '../engine/engine.js';
import { openVersion } from '../learning/index.js';
import type { PortableVersion } from '../learning/portable.js';
import type { Predictor } from '../learning/predictor.js';
import type { LoadedModel } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { readExample } from '../scenarios/example-file.js';
import { readObjects } from '../tables/reading/rows.js';
import { rowsIn } from '../training/ask-example.js';
import { exportFormats, type ExportFormat, type GraphFormat } from './formats.js';
import { graphFolder, type ExampleRows } from './graph-folder.js';
import { newTarget } from './new-target.js';
import { versionBytes } from './version-file.js';

export const exportedSchema = z.object({
  model: z.string(),
  format: z.enum(exportFormats),
  path: z.string().describe('The file, or of a graph the folder'),
  checksum: z.string().describe('Of the manifest of the version'),
});

export type Exported = z.infer<typeof exportedSchema>;

interface ExportOrder {
  scenario: Scenario;
  version: LoadedModel;
  format: ExportFormat;
  /** Nothing may be there yet. */
  out: string;
}

/**
 * Take a version out: as one file for another Sextant, or as a folder with one graph for other programs.
 * @throws ConflictError where something is there already, or saying which part of the version is no graph; DamagedFileError, StorageError
 */
export async function exportVersion({ scenario, version, format, out }: ExportOrder): Promise<Exported> {
  const path = await newTarget(out, async (temporary) => {
    if (format === 'sextant') return writeVersion(version, temporary);
    await writeFolder(temporary, await graphFiles(scenario, version, format));
  });
  return { model: formatModelTag(version.tag), format, path, checksum: version.manifest.checksum };
}

async function writeVersion(version: LoadedModel, path: string): Promise<void> {
  await pipeline(versionBytes(version), createWriteStream(path, { flags: 'wx', mode: privateModes.file }));
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeFolder(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  await mkdir(folder, { mode: privateModes.folder });
  for (const [name, content] of Object.entries(files)) {
    await writeFileDurable(join(folder, name), content, privateModes);
  }
  await syncFolder(folder);
}

async function graphFiles(scenario: Scenario, version: LoadedModel, format: GraphFormat) {
  await startEngine();
  const predictor = await openVersion(scenario, version);
  try {
    const portable = predictor.portable();
    return graphFolder(format, { version, portable, examples: await examplesOf(predictor, portable) });
  } finally {
    predictor.dispose();
  }
}

/** The scenario's own example, as far as it is rows that can be read. */
async function examplesOf({ scenario }: Predictor, portable: PortableVersion): Promise<ExampleRows> {
  const given = rowsIn((await readExample(scenario)).example);
  const { table, accepted } = readObjects(scenario.spec.columns, given, 0);
  const { features, figures } = portable.asked(table);
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const rowOf = (values: ArrayLike<number>, width: number, row: number) =>
    Array.from({ length: width }, (_, i) => values[row * width + i]);
  return {
    rows: Array.from(accepted, (at) => given[at]),
    features: rows.map((row) => rowOf(features, portable.prepared.width, row)),
    figures: rows.map((row) => rowOf(figures.values, figures.width, row)),
  };
}
