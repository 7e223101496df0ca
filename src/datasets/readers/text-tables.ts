import { Table } from '../../tables/table.js';
import type { RawTable } from './dataset-reader.js';

/** Name of the number column that holds the line of a record; no column of a dataset has an empty name. */
const line = '';

/** Records of texts as a table, so that danfo can join them and put them below others. Their lines go with them. */
export function textTable({ header, records, lines }: RawTable): Table {
  const columns = header.map((name, i) => ({
    name,
    type: 'text' as const,
    values: records.map((cells) => cells[i]),
  }));
  return Table.fromColumns([...columns, { name: line, type: 'number', values: lines }]);
}

/** These columns of a table of texts as records; nothing may be missing. */
export function rawTable(table: Table, header: readonly string[]): RawTable {
  const columns = header.map((name) => table.column(name) as readonly string[]);
  return {
    header: [...header],
    records: Array.from({ length: table.rows }, (_, row) => columns.map((values) => values[row])),
    lines: [...(table.column(line) as readonly number[])],
  };
}
