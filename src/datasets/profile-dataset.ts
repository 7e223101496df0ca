import type { Profile } from '../tables/profile/profile-schema.js';
import { profileTable } from '../tables/profile/profile-table.js';
import { Table, type TableColumn } from '../tables/table.js';
import type { DatasetCatalogue, DatasetSource } from './dataset-catalogue.js';
import type { RawTable } from './readers/index.js';

export interface DatasetProfile {
  source: DatasetSource;
  profile: Profile;
  /** What the user should be told, for instance why the original was not read although it is there. */
  notices: string[];
}

/**
 * What the rows of a dataset are like, of the original when it is here. A dataset declares no kinds, so a column is one of numbers
 * when every cell that is not empty is a number, and else one of texts, of which none is named that few rows have.
 * @throws UnknownNameError, InvalidSpecificationError, InvalidInputError, as opening it does.
 */
export async function profileDataset(catalogue: DatasetCatalogue, name: string): Promise<DatasetProfile> {
  const { table, source, notices } = await catalogue.open(name);
  const columns = columnsOf(table);
  const described = columns.map((column) => ({
    name: column.name,
    kind: column.type === 'number' ? ('numeric' as const) : ('categorical' as const),
  }));
  return { source, profile: profileTable(Table.fromColumns(columns), described), notices };
}

function columnsOf({ header, records }: RawTable): TableColumn[] {
  return header.map((name, i) => {
    const texts = records.map((cells) => (cells[i].trim() === '' ? null : cells[i]));
    const numbers = texts.map((text) => (text === null ? null : Number(text)));
    return numbers.every((value) => value === null || Number.isFinite(value))
      ? { name, type: 'number', values: numbers }
      : { name, type: 'text', values: texts };
  });
}
