import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { readCsvFile } from '../../csv/read-table.js';
import { networkColumns, networkRecords, type SensorNetwork } from '../sensor-network.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';

const file = z.string().min(1);

/** Options of the reader `sensor-network`. */
export const sensorNetworkOptions = z.strictObject({
  kind: z.literal('sensor-network'),
  /** One column per sensor with its number in the header, one line per step. */
  values: file,
  /** Square matrix without a header: how near each sensor (line) is to each (column), in the order of the values; 0: not near. */
  adjacency: file,
  /** Time of the first step, ISO 8601. */
  start: z.iso.datetime(),
  stepMinutes: z.number().positive(),
  columns: networkColumns,
});

export type SensorNetworkOptions = z.infer<typeof sensorNetworkOptions>;

/**
 * A network of sensors as a long table: a row for every step and sensor in the order of time, with the means of the sensors around
 * (see `networkRecords`).
 */
export const sensorNetworkReader: DatasetReader<SensorNetworkOptions> = {
  kind: 'sensor-network',
  files: ({ values, adjacency }) => [values, adjacency],
  header: ({ columns }) => Object.values(columns),
  async read(options, locate): Promise<RawTable> {
    const { header, records, lines, rejects } = await readCsvFile(locate(options.values), {
      name: options.values,
    });
    if (rejects.length > 0) {
      throw new InvalidInputError(`${options.values} has lines that are no step.`, {
        details: rejects.slice(0, 5).map(({ line, expected, received }) => ({ line, expected, received })),
        hint: 'Times follow from the place of a line, so none may be left out.',
      });
    }
    const names = header.map((_, i) => `to ${i + 1}`);
    const adjacency = await readCsvFile(locate(options.adjacency), {
      name: options.adjacency,
      header: names,
    });
    if (adjacency.records.length !== header.length) {
      const expected = `${header.length} lines of ${header.length} numbers, as many as sensors`;
      throw new InvalidInputError(`${options.adjacency} does not belong to the values.`, {
        details: [{ expected, received: `${adjacency.records.length} lines` }],
      });
    }
    const network: SensorNetwork = {
      sensors: header,
      start: Date.parse(options.start),
      stepMinutes: options.stepMinutes,
      values: records.map((cells) => Float64Array.from(cells, numberOf)),
      adjacency: adjacency.records.map((cells) => Float64Array.from(cells, Number)),
    };
    const long = networkRecords(network);
    return {
      header: sensorNetworkReader.header(options),
      records: long,
      lines: long.map((_, row) => lines[Math.floor(row / header.length)]),
    };
  },
};

/** NaN for an empty cell: the sensor was silent. */
function numberOf(cell: string): number {
  return cell.trim() === '' ? NaN : Number(cell);
}
