import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidInputError, NotFoundError, type ErrorDetail } from '../core/errors.js';
import { sha256File } from '../core/files/files.js';
import { kindOf, systemReason } from '../core/files/stored-file.js';
import type { Dataset, DatasetCatalogue } from './dataset-catalogue.js';
import type { DatasetFile } from './dataset-spec.js';
import { copyVerified, originalFileStatus, originalFolder } from './originals.js';

export interface ImportReport {
  /** `already` when the same bytes were there before. */
  imported: { dataset: string; file: string; from: string; to: string; already: boolean }[];
  /** Files of a folder that no dataset knows, with the reason. */
  ignored: { path: string; reason: string }[];
  /** Files that the imported datasets still lack. */
  missing: { dataset: string; file: string }[];
}

interface KnownFile {
  dataset: string;
  file: DatasetFile;
}

const mostFiles = 100_000;
const mostShown = 8;

/**
 * Import original files from the disk: a file, or every known file in a folder and the folders below it. Files are recognised
 * by their sha256, whatever they are called; copies are checked before they take their place. Doing it again changes nothing.
 * @param options.name restricts the import to one dataset.
 * @throws NotFoundError, InvalidInputError when no file is recognised: it lists what is known and what was received.
 */
export async function importDataset(
  catalogue: DatasetCatalogue,
  path: string,
  options: { name?: string } = {},
): Promise<ImportReport> {
  const datasets = options.name === undefined ? await catalogue.list() : [await catalogue.get(options.name)];
  const known = datasets.flatMap(({ spec }) => spec.files.map((file) => ({ dataset: spec.name, file })));
  const candidates = await filesAt(path);
  const report: ImportReport = { imported: [], ignored: [], missing: [] };
  const received: ErrorDetail[] = [];
  for (const from of candidates) {
    const { matches, reason, detail } = await recognised(from, known, from === path);
    for (const match of matches) report.imported.push(await importFile(catalogue.home, match, from));
    if (matches.length > 0) continue;
    report.ignored.push({ path: from, reason });
    if (detail) received.push(detail);
  }
  if (report.imported.length === 0) throw nothingRecognised(path, known, { report, received });
  report.missing = await stillMissing(catalogue, datasets, report);
  return report;
}

async function importFile(
  home: string,
  { dataset, file }: KnownFile,
  from: string,
): Promise<ImportReport['imported'][number]> {
  const folder = originalFolder(home, dataset);
  const to = join(folder, file.name);
  const already = (await originalFileStatus(folder, file)).state === 'intact';
  if (!already) await copyVerified(from, to, file);
  return { dataset, file: file.name, from, to, already };
}

/** As `recognise`; one file of a folder that cannot be read is left alone like one that is not known. */
async function recognised(path: string, known: readonly KnownFile[], isNamed: boolean): Promise<Recognised> {
  try {
    return await recognise(path, known, isNamed);
  } catch (error) {
    const reason = `it cannot be read (${systemReason(error)})`;
    if (isNamed)
      throw new InvalidInputError(`${path} cannot be read: ${systemReason(error)}.`, { cause: error });
    return { matches: [], reason };
  }
}

interface Recognised {
  matches: KnownFile[];
  reason: string;
  detail?: ErrorDetail;
}

/** In a folder, files are compared by size first, so that large unknown files are not read; a named file always is. */
async function recognise(path: string, known: readonly KnownFile[], isNamed: boolean): Promise<Recognised> {
  const { size } = await stat(path);
  const sameName = known.find(({ file }) => file.name === basename(path));
  const sameSize = known.filter(({ file }) => file.bytes === size);
  const isUnknown = sameSize.length === 0 && !sameName;
  if (isUnknown && !isNamed) return { matches: [], reason: 'no dataset has a file of this size' };
  const digest = await sha256File(path);
  const received = `${size} bytes, sha256 ${digest}`;
  if (isUnknown) return { matches: [], reason: received };
  const expected = inWords(sameName ?? sameSize[0]);
  return {
    matches: sameSize.filter(({ file }) => file.sha256 === digest),
    reason: `${received}; expected ${expected}`,
    detail: { pointer: `/${basename(path)}`, expected, received },
  };
}

function nothingRecognised(
  path: string,
  known: readonly KnownFile[],
  { report, received }: { report: ImportReport; received: ErrorDetail[] },
): InvalidInputError {
  const expected = firstOf(known.map(inWords));
  const found = firstOf(report.ignored.map(({ path: file, reason }) => `${basename(file)}: ${reason}`));
  return new InvalidInputError(
    `${path} holds no file of a known dataset. Expected: ${expected}. Received: ${found || 'an empty folder'}.`,
    {
      details: received,
      hint: 'Download the original from the page that `sextant datasets list` shows; an edited copy has another checksum.',
    },
  );
}

async function stillMissing(
  catalogue: DatasetCatalogue,
  datasets: readonly Dataset[],
  { imported }: ImportReport,
): Promise<ImportReport['missing']> {
  const touched = datasets.filter(({ spec }) => imported.some(({ dataset }) => dataset === spec.name));
  const missing: ImportReport['missing'] = [];
  for (const { spec } of touched) {
    const { files } = await catalogue.status(spec.name);
    const lacking = files.filter(({ state }) => state !== 'intact');
    missing.push(...lacking.map((file) => ({ dataset: spec.name, file: file.name })));
  }
  return missing;
}

async function filesAt(path: string): Promise<string[]> {
  const status = await stat(path).catch((error: unknown) => Promise.reject(unreachable(path, error)));
  if (status.isFile()) return [path];
  if (!status.isDirectory()) {
    throw new InvalidInputError(`${path} is ${kindOf(status)}; expected a file or a folder.`, {
      hint: 'Copy what comes out of it into a file: it is read twice, to compare and to copy.',
    });
  }
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error: unknown) =>
    Promise.reject(unreachable(path, error)),
  );
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length > mostFiles) {
    throw new InvalidInputError(
      `${path} holds ${files.length} files; give the folder of the dataset itself.`,
    );
  }
  return files.sort();
}

function unreachable(path: string, error: unknown): NotFoundError | InvalidInputError {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return new NotFoundError(`There is no file or folder ${path}.`, { cause: error });
  }
  return new InvalidInputError(`${path} cannot be read: ${systemReason(error)}.`, { cause: error });
}

function firstOf(texts: readonly string[]): string {
  const more = texts.length - mostShown;
  return [...texts.slice(0, mostShown), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function inWords({ dataset, file }: KnownFile): string {
  return `${file.name} of ${dataset} (${file.bytes} bytes, sha256 ${file.sha256})`;
}
