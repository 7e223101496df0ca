import type { DatasetCatalogue, DatasetStatus } from './dataset-catalogue.js';
import { datasetHeader, type DatasetSpec } from './dataset-spec.js';

export interface DatasetDescription extends Pick<
  DatasetSpec,
  'name' | 'title' | 'description' | 'licence' | 'citation' | 'files'
> {
  /** The page that describes the dataset. */
  sourcePage: string;
  columns: string[];
  sample: { rows: number; mechanism: string; seed: number };
  status: DatasetStatus;
}

/** What a person wants to know of a dataset before using it, and whether its original is here. */
export async function describeDataset(
  catalogue: DatasetCatalogue,
  name: string,
): Promise<DatasetDescription> {
  const { spec } = await catalogue.get(name);
  const { title, description, licence, citation, files } = spec;
  const { rows, mechanism, seed } = spec.sample;
  return {
    name,
    title,
    description,
    licence,
    citation,
    files,
    sourcePage: spec.source,
    columns: datasetHeader(spec),
    sample: { rows, mechanism, seed },
    status: await catalogue.status(name),
  };
}
