import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import type { Table } from '../../tables/table.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { fieldsOf, plainLines } from './plain-lines.js';
import { rawTable, textTable } from './text-tables.js';

/** Options of the reader `movielens`. */
export const movielensOptions = z.strictObject({
  kind: z.literal('movielens'),
  /** Lines `user, item, rating, seconds since 1970`, separated by tabs. */
  ratings: z.string().min(1),
  /** Lines `item | title | release date | video date | address | one 0 or 1 for each genre`, in Latin-1. */
  items: z.string().min(1),
  /** In the order of the flags. */
  genres: z.array(z.string().min(1)).min(1),
  /** Names of the columns to make: user, item, rating, time, title, year, genres (separated by `|`). */
  columns: z.array(z.string().min(1)).length(7),
});

export type MovielensOptions = z.infer<typeof movielensOptions>;

const firstFlag = 5;

/** Ratings joined with what is known of the rated: one record for each rating. */
export const movielensReader: DatasetReader<MovielensOptions> = {
  kind: 'movielens',
  files: ({ ratings, items }) => [ratings, items],
  header: ({ columns }) => [...columns],
  async read({ ratings, items, genres, columns }, locate): Promise<RawTable> {
    const [item, , , title] = columns.slice(1);
    const rated = await readRatings(locate(ratings), columns.slice(0, aboutFrom));
    const known = await readItems(locate(items), genres, [item, ...columns.slice(aboutFrom)]);
    const joined = rated.join(known, [item]);
    const strange = joined.column(title).indexOf(null);
    if (strange < 0) return rawTable(joined, columns);
    throw new InvalidInputError(`${ratings} rates an item that ${items} does not list.`, {
      details: [
        {
          line: strange + 1,
          expected: `an item of ${items}`,
          received: shown(rated.column(item)[strange]),
        },
      ],
    });
  },
};

/** Place of the first column that tells of an item: user, item, rating and time stand before. */
const aboutFrom = 4;

async function readRatings(path: string, header: string[]): Promise<Table> {
  const lines = await plainLines(path);
  const records = lines.map((line, i) => {
    return fieldsOf(line, '\t', { least: aboutFrom, path, number: i + 1 }).slice(0, aboutFrom);
  });
  return textTable({ header, records, lines: records.map((_, i) => i + 1) });
}

/** A row for each item: item, title without the year, year, genres. */
async function readItems(path: string, genres: readonly string[], header: string[]): Promise<Table> {
  const lines = await plainLines(path, 'latin1');
  const records = lines.map((line, i) => {
    const least = firstFlag + genres.length;
    const fields = fieldsOf(line, '|', { least, path, number: i + 1 });
    const own = genres.filter((_, at) => fields[firstFlag + at] === '1');
    return [fields[0], ...titleAndYear(fields[1]), own.join('|')];
  });
  return textTable({ header, records, lines: records.map((_, i) => i + 1) }).select(header);
}

/** `Toy Story (1995)` is a title and a year; a title without one has an empty year. */
function titleAndYear(text: string): [string, string] {
  const match = /^(.*?)\s*\((\d{4})\)$/.exec(text.trim());
  return match ? [match[1], match[2]] : [text.trim(), ''];
}
