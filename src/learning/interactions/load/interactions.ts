import { InvalidInputError, shown, type ErrorDetail } from '../../../core/errors.js';
import { spelling } from '../../../tables/columns/category-text.js';
import { tokenTest } from '../../../tables/columns/declared-tokens.js';
import { problemOfTarget } from '../../../tables/columns/learnable-number.js';
import { Table } from '../../../tables/table.js';
import { missingColumns } from '../../../tables/reading/column-positions.js';
import { numberOf, TimeReader } from './cells.js';
import type { InteractionSpec } from './interaction-spec.js';

export interface CatalogueItem {
  id: string;
  title: string;
  attributes: string[];
}

/** Where a dataset's own division puts an interaction. */
export const parts = ['train', 'test', 'negative'] as const;

/** Every interaction as numbers: element i of each array belongs to one row of the table. */
export interface Interactions {
  /** Ids by index, in one spelling: 10.0 is 10. */
  customers: string[];
  items: CatalogueItem[];
  customer: Int32Array;
  item: Int32Array;
  /** Absent where the table has no value. */
  value?: Float64Array;
  /** Rises with time; equal times keep the order of the rows. */
  time: Float64Array;
  /** Index in {@link parts}; absent without a division of its own. */
  part?: Uint8Array;
  /** Row of the table, from 0. */
  row: Int32Array;
}

/** What is wrong with a row of the table. */
export interface UnreadRow {
  column?: string;
  expected: string;
  received: string;
  row: number;
  line: number;
}

interface RawTable {
  header: readonly string[];
  records: readonly (readonly string[])[];
  lines: ArrayLike<number>;
}

const mostDetails = 5;

/**
 * Read a table of interactions.
 * @returns what could be read, and what is wrong with the other rows.
 * @throws InvalidInputError when a column is missing.
 */
export function readInteractions(
  { header, records, lines }: RawTable,
  spec: InteractionSpec,
  { name, missingTokens = [] }: { name: string; missingTokens?: readonly string[] },
): { interactions: Interactions; problems: UnreadRow[] } {
  const at = positions(header, spec, name);
  const builder = new InteractionBuilder(tokenTest(missingTokens), spec.time);
  const problems: UnreadRow[] = [];
  records.forEach((cells, row) => {
    const problem = builder.add(cells, row, at);
    if (problem) problems.push({ ...problem, row: row + 1, line: lines[row] });
  });
  return { interactions: builder.build(at), problems };
}

/** Who rated what, as a request names them. */
export function pairsOf({ customer, item, customers, items }: Interactions, rows: ArrayLike<number>): Table {
  return Table.fromColumns([
    { name: 'customer', type: 'text', values: Array.from(rows, (row) => customers[customer[row]]) },
    { name: 'item', type: 'text', values: Array.from(rows, (row) => items[item[row]].id) },
  ]);
}

/** @throws InvalidInputError when nothing or too little was read; the first problems are its details. */
export function checkRead(
  { interactions, problems }: ReturnType<typeof readInteractions>,
  name: string,
): void {
  const read = interactions.row.length;
  if (read > 0 && problems.length <= read) return;
  throw new InvalidInputError(
    `${name}: ${problems.length} of ${read + problems.length} rows cannot be read.`,
    {
      details: problems.slice(0, mostDetails),
      withoutData: true,
    },
  );
}

interface Positions {
  user: number;
  item: number;
  value: number;
  time: number;
  part: number;
  title: number;
  attributes: number[];
  /** What the columns are called. */
  names: InteractionSpec;
}

type Problem = Omit<UnreadRow, 'row' | 'line'>;

function positions(header: readonly string[], spec: InteractionSpec, where: string): Positions {
  const details: ErrorDetail[] = [];
  const find = (name: string | undefined): number => {
    if (name === undefined) return -1;
    const position = header.indexOf(name);
    if (position < 0)
      details.push({ column: name, expected: `a column ${shown(name)}`, received: 'no such column' });
    return position;
  };
  const { user, item, value, time, part, title, attributes } = spec;
  const found = {
    user: find(user),
    item: find(item),
    value: find(value),
    time: find(time),
    part: find(part),
    title: find(title),
    attributes: attributes.map(find),
    names: spec,
  };
  if (details.length === 0) return found;
  throw missingColumns(details, header, { where });
}

class InteractionBuilder {
  private readonly customers = new Map<string, number>();
  private readonly items = new Map<string, number>();
  private readonly catalogue: CatalogueItem[] = [];
  private readonly times: TimeReader;
  private readonly columns = {
    customer: [] as number[],
    item: [] as number[],
    value: [] as number[],
    time: [] as number[],
    part: [] as number[],
    row: [] as number[],
  };

  /**
   * @param isToken whether a text is declared to mean that there is no value.
   * @param time the name of the column of times.
   */
  constructor(
    private readonly isToken: (text: string) => boolean,
    time = '',
  ) {
    this.times = new TimeReader(time);
  }

  /** Take a row; what is wrong with it otherwise. */
  add(cells: readonly string[], row: number, at: Positions): Problem | undefined {
    const user = spelling(this.textOf(cells[at.user]));
    const id = spelling(this.textOf(cells[at.item]));
    const { names } = at;
    if (user === '')
      return { column: names.user, expected: 'a customer', received: emptyCell(cells[at.user]) };
    if (id === '') return { column: names.item, expected: 'a product', received: emptyCell(cells[at.item]) };
    const value = at.value < 0 ? 1 : numberOf(this.textOf(cells[at.value]));
    if (value === undefined) return noNumber(names.value, cells[at.value]);
    const time = at.time < 0 ? row : this.times.read(this.textOf(cells[at.time]));
    if (typeof time === 'object') return time;
    const problem = problemOfTarget(value, cells[at.value]);
    if (problem) return { column: names.value, ...problem };
    const part = at.part < 0 ? 0 : parts.indexOf(cells[at.part].trim() as (typeof parts)[number]);
    if (part < 0) {
      return { column: names.part, expected: `one of ${parts.join(', ')}`, received: shown(cells[at.part]) };
    }
    this.columns.customer.push(indexOf(this.customers, user));
    this.columns.item.push(this.itemIndex(id, cells, at));
    this.columns.value.push(value);
    this.columns.time.push(time);
    this.columns.part.push(part);
    this.columns.row.push(row);
    return undefined;
  }

  build(at: Positions): Interactions {
    const { customer, item, value, time, part, row } = this.columns;
    return {
      customers: [...this.customers.keys()],
      items: this.catalogue,
      customer: Int32Array.from(customer),
      item: Int32Array.from(item),
      ...(at.value < 0 ? {} : { value: Float64Array.from(value) }),
      time: Float64Array.from(time),
      ...(at.part < 0 ? {} : { part: Uint8Array.from(part) }),
      row: Int32Array.from(row),
    };
  }

  private textOf(cell: string): string {
    return this.isToken(cell) ? '' : cell.trim();
  }

  private itemIndex(id: string, cells: readonly string[], at: Positions): number {
    const known = this.items.get(id);
    if (known !== undefined) return known;
    const title = at.title < 0 ? '' : this.textOf(cells[at.title]);
    const attributes = at.attributes.flatMap((position) => splitAttributes(cells[position]));
    this.catalogue.push({ id, title: title === '' ? id : title, attributes: [...new Set(attributes)] });
    return indexOf(this.items, id);
  }
}

export function splitAttributes(text: string): string[] {
  return text
    .split(/[|;]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function indexOf(known: Map<string, number>, key: string): number {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, known.size);
  return known.size - 1;
}

function emptyCell(cell: string): string {
  return cell.trim() === '' ? 'an empty cell' : `${shown(cell)} (missing)`;
}

function noNumber(column: string | undefined, cell: string): Problem {
  return { column, expected: 'a number', received: shown(cell) };
}
