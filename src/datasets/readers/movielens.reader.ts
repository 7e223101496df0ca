import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { fieldsOf, plainLines } from './plain-lines.js';

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
    const known = await readItems(locate(items), genres);
    const path = locate(ratings);
    const table: RawTable = { header: [...columns], records: [], lines: [] };
    (await plainLines(path)).forEach((line, i) => {
      const [user, item, rating, time] = fieldsOf(line, '\t', { least: 4, path, number: i + 1 });
      const about = known.get(item);
      if (!about) {
        throw new InvalidInputError(`${ratings} rates an item that ${items} does not list.`, {
          details: [{ line: i + 1, expected: `an item of ${items}`, received: shown(item) }],
        });
      }
      table.records.push([user, item, rating, time, ...about]);
      table.lines.push(i + 1);
    });
    return table;
  },
};

/** By item: title without the year, year, genres. */
async function readItems(path: string, genres: readonly string[]): Promise<Map<string, string[]>> {
  const lines = await plainLines(path, 'latin1');
  return new Map(
    lines.map((line, i): [string, string[]] => {
      const least = firstFlag + genres.length;
      const fields = fieldsOf(line, '|', { least, path, number: i + 1 });
      const own = genres.filter((_, at) => fields[firstFlag + at] === '1');
      return [fields[0], [...titleAndYear(fields[1]), own.join('|')]];
    }),
  );
}

/** `Toy Story (1995)` is a title and a year; a title without one has an empty year. */
function titleAndYear(text: string): [string, string] {
  const match = /^(.*?)\s*\((\d{4})\)$/.exec(text.trim());
  return match ? [match[1], match[2]] : [text.trim(), ''];
}
