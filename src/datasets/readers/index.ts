import { z } from 'zod';
import { annotatedOptions, annotatedReader } from './annotated.reader.js';
import { answerRecordsOptions, answerRecordsReader } from './answer-records.reader.js';
import { basketsOptions, basketsReader } from './baskets.reader.js';
import { delimitedOptions, delimitedReader } from './delimited.reader.js';
import { blankSeparatedOptions, blankSeparatedReader } from './blank-separated.reader.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { joinedOptions, joinedReader } from './joined.reader.js';
import { leaveOneOutOptions, leaveOneOutReader } from './leave-one-out.reader.js';
import { movielensOptions, movielensReader } from './movielens.reader.js';
import type { ReaderKindName } from './names.js';
import { runToFailureOptions, runToFailureReader } from './run-to-failure.reader.js';
import { sensorNetworkOptions, sensorNetworkReader } from './sensor-network.reader.js';

export type { RawTable };

/** The options of every reader kind, told apart by `kind`. */
export const readerOptionsSchema = z.discriminatedUnion('kind', [
  delimitedOptions,
  blankSeparatedOptions,
  annotatedOptions,
  joinedOptions,
  runToFailureOptions,
  sensorNetworkOptions,
  basketsOptions,
  leaveOneOutOptions,
  movielensOptions,
  answerRecordsOptions,
]);

export type ReaderOptions = z.infer<typeof readerOptionsSchema>;

const readers: { [Kind in ReaderKindName]: DatasetReader<Extract<ReaderOptions, { kind: Kind }>> } = {
  delimited: delimitedReader,
  'blank-separated': blankSeparatedReader,
  annotated: annotatedReader,
  joined: joinedReader,
  'run-to-failure': runToFailureReader,
  'sensor-network': sensorNetworkReader,
  baskets: basketsReader,
  'leave-one-out': leaveOneOutReader,
  movielens: movielensReader,
  'answer-records': answerRecordsReader,
};

/** The reader that the options name. */
export function readerOf(options: ReaderOptions): DatasetReader<ReaderOptions> {
  return readers[options.kind];
}
