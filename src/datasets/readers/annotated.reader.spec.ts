import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { annotatedOptions, annotatedReader } from './annotated.reader.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-annotated-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = annotatedOptions.parse({
  kind: 'annotated',
  file: 'orders.csv',
  delimiter: ',',
  columns: ['due', 'ordered', 'came', 'freight'],
  words: [
    { column: 'ordered', status: 'ordered_status', value: 'date', words: { 'N/A': 'from-depot' } },
    {
      column: 'freight',
      status: 'freight_status',
      value: 'amount',
      words: { 'See ': 'on-another-line', 'Freight Included': 'in-price', '': 'none' },
    },
  ],
  dates: { due: 'DD-MMM-YY', came: 'DD-MMM-YY', ordered: 'MM/DD/YY or 20MM-DD-YY' },
  delay: { from: 'due', to: 'came', days: 'delay', late: 'late' },
});

async function read(...lines: string[]) {
  const path = join(folder, 'orders.csv');
  await writeFile(path, ['due,ordered,came,freight', ...lines].join('\n') + '\n');
  const { header, records } = await annotatedReader.read(options, () => path);
  expect(header).toEqual(annotatedReader.header(options));
  return records;
}

describe('a file whose numbers and dates are words in places', () => {
  it('has a status beside an empty cell where words stand, and cells as they are elsewhere', async () => {
    const cells = await read(
      '02-Jun-06,11/13/06,02-Jun-06,780.34',
      '02-Jun-06,N/A - From RDC,02-Jun-06,See DN-304 (ID#:10589)',
      '02-Jun-06,11/13/06,02-Jun-06,Freight Included in Commodity Cost',
      '02-Jun-06,11/13/06,02-Jun-06,',
    );
    expect(
      cells.map(([, ordered, , freight, orderedStatus, status]) => [ordered, orderedStatus, freight, status]),
    ).toEqual([
      ['2006-11-13', 'date', '780.34', 'amount'],
      ['', 'from-depot', '', 'on-another-line'],
      ['2006-11-13', 'date', '', 'in-price'],
      ['2006-11-13', 'date', '', 'none'],
    ]);
  });

  it('has the dates back that a spreadsheet took for others', async () => {
    const [first, second] = await read(
      '01-Jan-07,2012-01-06,01-Jan-07,1',
      '01-Jan-07,2001-12-07,01-Jan-07,1',
    );
    expect([first[1], second[1]]).toEqual(['2006-12-01', '2007-01-12']);
  });

  it('knows days of delay, over leap years, and what is late', async () => {
    const cells = await read(
      '28-Feb-08,11/13/06,01-Mar-08,1',
      '05-Jan-15,11/13/06,31-Dec-14,1',
      '05-Jan-15,11/13/06,05-Jan-15,1',
      '05-Jan-15,11/13/06,,1',
    );
    expect(cells.map((row) => row.slice(-2))).toEqual([
      ['2', '1'],
      ['-5', '0'],
      ['0', '0'],
      ['', ''],
    ]);
  });

  it.each([
    [
      '02-Jun-06,Nobody knows,02-Jun-06,1',
      'ordered',
      'a value, or words that begin with "N/A"',
      '"Nobody knows"',
    ],
    ['02-Jux-06,11/13/06,02-Jun-06,1', 'due', 'a date that exists, written DD-MMM-YY', '"02-Jux-06"'],
    ['31-Jun-06,11/13/06,02-Jun-06,1', 'due', 'a date that exists, written DD-MMM-YY', '"31-Jun-06"'],
    [
      '02-Jun-06,13/13/06,02-Jun-06,1',
      'ordered',
      'a date that exists, written MM/DD/YY or 20MM-DD-YY',
      '"13/13/06"',
    ],
  ])('is refused with line and column: %s', async (line, column, expected, received) => {
    const error = await read('02-Jun-06,11/13/06,02-Jun-06,1', line).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details).toEqual([{ line: 3, column, expected, received }]);
  });

  it('may speak of its own columns only', () => {
    const wrong = [
      { words: [{ column: 'price', status: 's', value: 'v', words: { a: 'b' } }] },
      { dates: { price: 'DD-MMM-YY' } },
      { delay: { from: 'due', to: 'freight', days: 'd', late: 'l' } },
    ];
    const given = { kind: 'annotated', file: 'a.csv', delimiter: ',', columns: ['due', 'freight'] };
    for (const one of wrong) expect(annotatedOptions.safeParse({ ...given, ...one }).success).toBe(false);
  });
});
