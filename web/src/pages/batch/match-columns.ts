import type { Column } from '../ask/columns';

/** How a column of a scenario is found in a file. */
export interface Match {
  column: Column;
  /** The name in the file; absent where nothing is. */
  found?: string;
  /** `near`: another spelling, which must be confirmed as a mapping. */
  how: 'same' | 'spelling' | 'mapped' | 'near' | 'missing';
}

/** Names in the file by the column that they mean. */
export type Mapping = Readonly<Record<string, string>>;

/** What the header of a file has of the columns: by name, by case and blanks, by the reader's mapping, by a likely spelling. */
export function matchColumns(
  columns: readonly Column[],
  header: readonly string[],
  mapping: Mapping,
): Match[] {
  const taken = new Set(
    columns.flatMap(({ name }) => (header.includes(name) ? [name] : (mapping[name] ?? []))),
  );
  return columns.map((column) => {
    const { name } = column;
    if (header.includes(name)) return { column, found: name, how: 'same' };
    if (mapping[name] !== undefined && header.includes(mapping[name]))
      return { column, found: mapping[name], how: 'mapped' };
    const free = header.filter((one) => !taken.has(one));
    const spelling = free.find((one) => spelt(one) === spelt(name));
    if (spelling !== undefined) return { column, found: spelling, how: 'spelling' };
    const near = nearest(name, free);
    return near === undefined ? { column, how: 'missing' } : { column, found: near, how: 'near' };
  });
}

/** What the server reads as the same name. */
const spelt = (name: string) => name.toLowerCase().replace(/\s+/g, '');
const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');

/** The name that begins alike, else the one that fewest changes of characters make; none where more than a third would change. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const own = plain(name);
  const part = names.find(
    (one) => plain(one).length > 2 && (own.startsWith(plain(one)) || plain(one).startsWith(own)),
  );
  if (part !== undefined) return part;
  const [best] = names
    .map((one) => ({ one, changes: changesBetween(own, plain(one)) }))
    .sort((a, b) => a.changes - b.changes);
  return best && best.changes <= Math.max(1, own.length / 3) ? best.one : undefined;
}

/** Levenshtein's distance (1966). */
export function changesBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, before[j] + 1, row[j - 1] + 1));
    }
    before = row;
  }
  return before[b.length];
}

/** What must be there and is not. A near name counts once it is confirmed. */
export function missingOf(matches: readonly Match[]): Match[] {
  return matches.filter(
    ({ how, column }) => (how === 'missing' || how === 'near') && column.optional !== true,
  );
}

/** The option `map` of a batch: the column that each name of the file means. */
export function mapOption(matches: readonly Match[]): Record<string, string> {
  const mapped = matches.filter(({ how }) => how === 'mapped');
  return Object.fromEntries(mapped.map(({ column, found = '' }) => [found, column.name]));
}
