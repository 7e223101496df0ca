import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidSpecificationError, UnknownNameError, shown } from '../core/errors.js';
import { sha256File } from '../core/files/files.js';
import { nearestName } from '../core/text/nearest-name.js';
import { readStoredFile } from '../core/files/stored-file.js';
import { specificationText } from '../core/text/utf8-text.js';
import { datasetHeader, parseDatasetSpec, type DatasetSpec } from './dataset-spec.js';
import { withDerivedColumns } from './derived-columns.js';
import {
  originalFileStatus,
  originalFolder,
  originalsSha256,
  removeUnfinishedOriginals,
  type OriginalFileStatus,
} from './originals.js';
import { readDelimited } from './readers/delimited.reader.js';
import { readerOf, type RawTable } from './readers/index.js';

/** A dataset of the catalogue. */
export interface Dataset {
  spec: DatasetSpec;
  /** Where `dataset.yaml` and `sample.csv` lie. */
  folder: string;
}

export interface DatasetStatus {
  /** Whether every original file is there and intact; what `open` will read. */
  source: DatasetSource;
  /** Where the original files are, or will be once they are imported. */
  originalFolder: string;
  files: OriginalFileStatus[];
}

export type DatasetSource = 'original' | 'synthetic-sample';

export interface OpenedDataset {
  table: RawTable;
  source: DatasetSource;
  /** Of the file that was read (of several files: of the list of their checksums). */
  sha256: string;
  /** What the user should be told, for instance why the original was not read although it is there. */
  notices: string[];
}

/** The synthetic sample that ships with a dataset. */
export function samplePath({ folder }: Pick<Dataset, 'folder'>): string {
  return join(folder, 'sample.csv');
}

/** The datasets of some folders, and their original files below `<home>/datasets`. */
export class DatasetCatalogue {
  /**
   * @param datasetFolders folders that hold one folder a dataset; a folder that does not exist holds none.
   */
  constructor(
    private readonly datasetFolders: readonly string[],
    readonly home: string,
  ) {}

  /**
   * Every dataset, by name.
   * @throws InvalidSpecificationError when a `dataset.yaml` is wrong, or two datasets have one name.
   */
  async list(): Promise<Dataset[]> {
    const byName = new Map<string, Dataset>();
    for (const folder of await this.folders()) {
      const dataset = await readDataset(folder);
      const other = byName.get(dataset.spec.name);
      if (other) {
        throw new InvalidSpecificationError(
          `Two datasets are called ${dataset.spec.name}: ${other.folder} and ${folder}.`,
        );
      }
      byName.set(dataset.spec.name, dataset);
    }
    return [...byName.values()].sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
  }

  /** @throws UnknownNameError naming the datasets that there are, and the one that may be meant; InvalidSpecificationError. */
  async get(name: string): Promise<Dataset> {
    const all = await this.list();
    const found = all.find(({ spec }) => spec.name === name);
    if (found) return found;
    const names = all.map(({ spec }) => spec.name);
    const meant = nearestName(name, names);
    throw new UnknownNameError(
      `There is no dataset ${shown(name)}. Datasets: ${names.join(', ') || 'none'}.`,
      meant === undefined ? {} : { hint: `Did you mean ${meant}?` },
    );
  }

  /** Whether the original is imported and intact; reads and hashes its files. */
  async status(name: string): Promise<DatasetStatus> {
    const { spec } = await this.get(name);
    const folder = originalFolder(this.home, name);
    const files = await Promise.all(spec.files.map((file) => originalFileStatus(folder, file)));
    const whole = files.every(({ state }) => state === 'intact');
    return { source: whole ? 'original' : 'synthetic-sample', originalFolder: folder, files };
  }

  /**
   * The table: of the original when it is imported and intact, else of the synthetic sample.
   * @throws NotFoundError, InvalidSpecificationError, InvalidInputError when the file is not of the declared form.
   */
  async open(name: string): Promise<OpenedDataset> {
    const { spec, folder } = await this.get(name);
    const { source, originalFolder: originals, files } = await this.status(name);
    const reader = readerOf(spec.reader);
    if (source === 'original') {
      const original = await reader.read(spec.reader, (file) => join(originals, file));
      const table = withDerivedColumns(original, spec.derived);
      return { table, source, sha256: originalsSha256(spec), notices: [] };
    }
    const path = samplePath({ folder });
    const form = { delimiter: ',', columns: datasetHeader(spec), hasHeader: true };
    const table = await readDelimited(path, form);
    return { table, source, sha256: await sha256File(path), notices: notices(name, files) };
  }

  /** Remove what killed imports and downloads left; worth a call at every start. @returns the removed paths. */
  removeLeftovers(now = new Date()): Promise<string[]> {
    return removeUnfinishedOriginals(this.home, now);
  }

  private async folders(): Promise<string[]> {
    const found: string[] = [];
    for (const parent of this.datasetFolders) {
      const entries = await readdir(parent, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
      found.push(...folders.map((entry) => join(parent, entry.name)));
    }
    return found;
  }
}

async function readDataset(folder: string): Promise<Dataset> {
  const path = join(folder, 'dataset.yaml');
  const bytes = await readStoredFile(path, { what: `The dataset.yaml of ${basename(folder)}` });
  if (!bytes) throw new InvalidSpecificationError(`The dataset folder ${folder} has no dataset.yaml.`);
  return { spec: parseDatasetSpec({ text: specificationText(bytes, path), path }), folder };
}

function notices(name: string, files: readonly OriginalFileStatus[]): string[] {
  const damaged = files.filter(({ state }) => state === 'damaged');
  if (damaged.length > 0) {
    const list = damaged.map(({ path, problem }) => `${path}: ${problem}`).join('; ');
    return [`The original of ${name} is damaged and was not read (${list}). Import it again.`];
  }
  const absent = files.filter(({ state }) => state === 'absent').map((file) => file.name);
  if (absent.length === files.length) return [];
  return [`The original of ${name} is not complete and was not read: ${absent.join(', ')} not imported.`];
}
