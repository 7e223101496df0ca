import { table, tableOfMarkup, text } from './html.js';
import type { PageWords } from './page-words.js';

/** So many entries of a list are shown; how many there are besides is said. */
const mostEntries = 30;

/** Any section as tables: whatever a family or a plug-in keeps is shown, known or not. */
export function storedTables(value: unknown, words: PageWords): string {
  if (Array.isArray(value)) return listTable(value, words);
  if (typeof value === 'object' && value !== null) return objectTable(value, words);
  return text(plain(value));
}

function objectTable(value: object, words: PageWords): string {
  const entries = Object.entries(value).filter(([, own]) => own !== undefined);
  if (entries.length === 0) return text('–');
  return tableOfMarkup(
    [],
    entries.map(([name, own]) => [
      { markup: text(name), isNumber: false },
      { markup: storedTables(own, words), isNumber: typeof own === 'number' },
    ]),
  );
}

function listTable(values: readonly unknown[], words: PageWords): string {
  if (values.length === 0) return text('–');
  const shown = values.slice(0, mostEntries);
  const left = values.length - shown.length;
  const more = left > 0 ? text(` … ${words.moreEntries({ count: left })}`) : '';
  if (shown.every((value) => !isNested(value))) return text(shown.map(plain).join(', ')) + more;
  if (shown.every(isRecord)) return recordsTable(shown, words) + more;
  return shown.map((value) => storedTables(value, words)).join('<br />') + more;
}

/** Records side by side, in the columns that any of them has. */
function recordsTable(records: readonly Record<string, unknown>[], words: PageWords): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  if (names.length === 0) return table([], [['–']]);
  return tableOfMarkup(
    names,
    records.map((record) =>
      names.map((name) => {
        const own = record[name] ?? null;
        return { markup: storedTables(own, words), isNumber: typeof own === 'number' };
      }),
    ),
  );
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isNested(value) && !Array.isArray(value);
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
