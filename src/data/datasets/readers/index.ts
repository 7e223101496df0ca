import { z } from 'zod';
import { basketsOptions, basketsReader } from './baskets.reader.js';
import { delimitedOptions, delimitedReader } from './delimited.reader.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { leaveOneOutOptions, leaveOneOutReader } from './leave-one-out.reader.js';
import { movielensOptions, movielensReader } from './movielens.reader.js';
import type { ReaderKindName } from './names.js';

export type { RawTable };

/** The options of every reader kind, told apart by `kind`. */
export const readerOptionsSchema = z.discriminatedUnion('kind', [
  delimitedOptions,
  basketsOptions,
  leaveOneOutOptions,
  movielensOptions,
]);

export type ReaderOptions = z.infer<typeof readerOptionsSchema>;

const readers: { [Kind in ReaderKindName]: DatasetReader<Extract<ReaderOptions, { kind: Kind }>> } = {
  delimited: delimitedReader,
  baskets: basketsReader,
  'leave-one-out': leaveOneOutReader,
  movielens: movielensReader,
};

/** The reader that the options name. */
export function readerOf(options: ReaderOptions): DatasetReader<ReaderOptions> {
  return readers[options.kind];
}
