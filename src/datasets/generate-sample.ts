import { formatRow } from '../csv/writer.js';
import type { DatasetSpec } from './dataset-spec.js';
import { withDerivedColumns } from './derived-columns.js';
import { mechanismOf, type SampleTable } from './samples/index.js';

/** The synthetic sample of a dataset: always the same for the same specification. */
export function generateSample({ sample, derived }: Pick<DatasetSpec, 'sample' | 'derived'>): SampleTable {
  return withDerivedColumns(mechanismOf(sample).generate(sample), derived);
}

/** The sample as the text of `sample.csv`: comma, line feed, quotes where needed. */
export function sampleCsv({ header, records }: SampleTable): string {
  return [header, ...records].map((cells) => `${formatRow(cells, ',')}\n`).join('');
}
