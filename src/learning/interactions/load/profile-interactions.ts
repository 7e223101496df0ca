import type { Profile } from '../../../tables/profile/profile-schema.js';
import { profileTable } from '../../../tables/profile/profile-table.js';
import type { ProfiledColumn } from '../../../tables/profile/profiled-column.js';
import { Table, type TableColumn } from '../../../tables/table.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import { parts } from './interactions.js';
import type { LoadedInteractions } from './load-interactions.js';

type Column = TableColumn & Pick<ProfiledColumn, 'kind'>;

/** The profile of a table of interactions: how much, when, and how many rows each customer and each product has. */
export function profileInteractions({
  interactions,
  spec,
}: Pick<LoadedInteractions, 'interactions' | 'spec'>): Profile {
  const { customers, items, customer, item, value, time, part } = interactions;
  const texts = (
    name: string,
    kind: ProfiledColumn['kind'],
    indexes: ArrayLike<number>,
    known: CellValue[],
  ) => {
    const values = Array.from(indexes, (index) => known[index]);
    return { name, kind, type: 'text' as const, values };
  };
  const columns: Column[] = [
    texts(spec.user, 'identifier', customer, customers),
    texts(
      spec.item,
      'identifier',
      item,
      items.map(({ id }) => id),
    ),
    ...(spec.value !== undefined && value ? [numbers(spec.value, value)] : []),
    ...(spec.time === undefined ? [] : [numbers(spec.time, time)]),
    ...(spec.title === undefined
      ? []
      : [
          texts(
            spec.title,
            'identifier',
            item,
            items.map(({ title }) => title),
          ),
        ]),
    ...(spec.part !== undefined && part ? [texts(spec.part, 'categorical', part, [...parts])] : []),
  ];
  return profileTable(Table.fromColumns(columns), columns, { rowsPer: [spec.user, spec.item] });
}

function numbers(name: string, values: Float64Array): Column {
  return { name, kind: 'numeric', type: 'number', values: Array.from(values) };
}
