import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { utils, write } from 'xlsx';
import { InvalidInputError } from '../../src/core/errors.js';
import { joinParts } from '../../src/scoring/csv/parts/join-parts.js';
import { planParts } from '../../src/scoring/csv/parts/plan-parts.js';
import { scorePart } from '../../src/scoring/csv/parts/score-part.js';
import type { ScoreRequest } from '../../src/scoring/csv/score-csv.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* Tables as spreadsheets write them. */

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

async function failure(
  content: string | Uint8Array,
  options: Partial<ScoreRequest> = {},
): Promise<InvalidInputError> {
  const error: unknown = await tiny.score(content, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInputError);
  return error as InvalidInputError;
}

/** The same table as a job scores it: in parts, from a folder of its own. */
async function inParts(content: string | Uint8Array, encoding?: string): Promise<string> {
  const input = await tiny.file(join('parts', String(count++), 'in.csv'), content);
  const folder = dirname(input);
  await mkdir(folder, { recursive: true });
  const served = await tiny.suite.get(ServedModels).get(tinyId);
  const plan = await planParts({ input, folder, encoding, partBytes: 16, maxBytes: 1e6 }, served);
  expect(plan.parts.length).toBeGreaterThan(1);
  for (const { place } of plan.parts)
    await scorePart({ plan, place, folder, worker: 'w' }, served, tiny.configuration);
  const paths = {
    output: join(folder, 'o.csv'),
    rejects: join(folder, 'r.csv'),
    receipt: join(folder, 'r.json'),
  };
  const receipt = await joinParts({ plan, folder, paths, seconds: 1 }, served);
  expect(receipt.input.encoding ?? 'utf-8').toBe(plan.encoding);
  return readFile(paths.output, 'utf8');
}
let count = 0;

describe('rows without any declared value', () => {
  it('are rejected for that alone: empty rows of a sheet, a total of other columns, whatever was filled', async () => {
    const { rows, rejects, result } = await tiny.score(
      'note,size,colour\na,3.5,b\n,,\nTotal,,\nx,NA, \n,,r\n',
    );
    expect(rows.map(({ note, colour }) => [note, colour])).toEqual([
      ['a', 'b'],
      ['', 'r'],
    ]);
    expect(rejects.map(({ line, column, reason }) => [line, column, reason])).toEqual(
      ['3', '4', '5'].map((line) => [
        ...[line, '', 'expected a value in at least one of the declared columns, received no value'],
      ]),
    );
    expect(result.rows).toMatchObject({ input: 5, scored: 2, rejected: 3 });
    // The same through csv-parse.
    expect((await tiny.score('note,size,colour\n"a",3.5,b\n,,\n')).result.rows.rejected).toBe(1);
  });
});

describe('what stands around a table', () => {
  it.each([
    ['sep=;\r\nsize;colour\r\n3.5;b\r\n', 'sep=;\nsize;colour;prediction'],
    ['\ufeffsep=;\nsize;colour\n3.5;b\n', '\ufeffsep=;\nsize;colour;prediction'],
    ['"sep=,"\nsize,colour\n3.5,b\n', 'sep=,\nsize,colour,prediction'],
    ['sep=\t\nsize\tcolour\n3.5\tb\n', 'sep=\t\nsize\tcolour\tprediction'],
  ])('the line that tells Excel the delimiter is understood and written: %j', async (content, start) => {
    const delimiter = /sep=(.)/.exec(content)?.[1];
    const { text, result } = await tiny.score(`${content}much${delimiter}b\n`);
    expect(text.startsWith(start)).toBe(true);
    expect(result.rows).toMatchObject({ input: 2, scored: 1, rejected: 1 });
    const rejects = await readFile(result.paths.rejects, 'utf8');
    expect(rejects.startsWith('\ufeff')).toBe(content.startsWith('\ufeff'));
    expect(rejects).toContain('\n4,size,');
  });

  it('a byte order mark is written where there was one', async () => {
    expect(
      (await tiny.score('\ufeffsize,colour\n3.5,b\n')).text.startsWith('\ufeffsize,colour,prediction'),
    ).toBe(true);
    expect((await tiny.score('size,colour\n3.5,b\n')).text.startsWith('size,colour,prediction')).toBe(true);
  });

  it('delimiters at the ends of lines, and empty columns of a sheet, come back as they were', async () => {
    const { text, result } = await tiny.score('size,colour,,\n3.5,b,,\n,,,\n');
    expect(text).toMatch(/^size,colour,,,prediction,[^\n]*\n3\.5,b,,,[^,\n]+,/);
    expect(result.rows).toMatchObject({ input: 2, scored: 1, rejected: 1 });
    expect((await failure('size,,colour\n1,,b\n')).message).toContain('a name for column 2');
  });

  it('a title above the header is refused with the line that looks like the header', async () => {
    for (const title of ['Parcels of November,,\n\n', 'Parcels; of November\n\n', 'size\n\n']) {
      const error = await failure(`${title}note,size,colour\na,3.5,b\n`);
      expect(error.message).toContain('line 1 is no header, but line 3 looks like it.');
      expect(error.hint).toContain('Remove what stands above line 3');
    }
    expect((await failure('a,b\n1,2\n')).message).toContain('columns are missing');
  });
});

const german = 'size;colour;note\n3.5;b;groß\n7;r;für\n';
const chinese = Buffer.from(
  '73697a652c636f6c6f75722cb1b8d7a20a332e352c622cbfcdbba70a372c722cd5c5c8fd0a',
  'hex',
);

describe('tables in another encoding', () => {
  it('are read where it is named, and written as UTF-8 with a mark, as a job writes them', async () => {
    const german1252 = Buffer.from(german, 'latin1');
    const { text, rows, result } = await tiny.score(german1252, { encoding: 'windows-1252' });
    expect(rows.map(({ note }) => note)).toEqual(['groß', 'für']);
    expect(text.startsWith('\ufeffsize;')).toBe(true);
    expect(result.input).toMatchObject({ encoding: 'windows-1252', bytes: german1252.length });
    // Otherwise the same as of the same table in UTF-8.
    expect(text).toBe((await tiny.score(`\ufeff${german}`)).text);
    expect(await inParts(german1252, 'windows-1252')).toBe(text);
    expect(await inParts(gzipSync(german1252), 'latin1')).toBe(text);
    expect(await inParts(`\ufeff${german}`)).toBe(text);
    const gbk = await tiny.score(chinese, { encoding: 'gbk' });
    expect(gbk.rows.map((row) => row['备注'])).toEqual(['客户', '张三']);
    const utf16 = Buffer.from(`\ufeff${german}`, 'utf16le');
    expect((await tiny.score(utf16, { encoding: 'utf-16le' })).text).toBe(text);
  });

  it('are told by the rejects, or the error of their header, with the likely encoding and the way out', async () => {
    const { rejects } = await tiny.score(Buffer.from('size,colour,note\n3.5,b,groß\n7,r,x\n', 'latin1'));
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [
        '2',
        expect.stringMatching(/^expected UTF-8, received byte 0xdf at offset 26 .*, probably windows-1252$/),
      ],
    ]);
    for (const [bytes, encoding] of [
      [chinese, 'gb18030'],
      [Buffer.from('size,colour,größe\n', 'latin1'), 'windows-1252'],
    ] as const) {
      const error = await failure(bytes);
      expect(error.message).toContain(`bytes that are no UTF-8, probably ${encoding}`);
      expect(error.hint).toContain('--encoding');
    }
    expect((await failure(Buffer.from(`\ufeff${german}`, 'utf16le'))).hint).toContain('--encoding utf-16le');
  });

  it('are refused where they are of yet another', async () => {
    expect((await failure(Buffer.from('size,colour\n1,±\n', 'latin1'), { encoding: 'gbk' })).message).toMatch(
      /is not text in gbk/,
    );
    expect((await failure(german, { encoding: 'klingon' })).message).toContain('"klingon" is not known');
  });
});

describe('a table in another form', () => {
  const table = [
    { note: 'a, "b"', size: 3.5, colour: 'b' },
    { note: '', size: 'x', colour: 'b' },
    { note: 'é', size: 4, colour: 'r' },
    ...Array.from({ length: 400 }, (_, i) => ({ note: `row ${i}`, size: i / 4, colour: 'b' })),
  ];
  const quoted = (text: string) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
  const header = ['note', 'size', 'colour'] as const;
  const lines = table.map(({ note, size, colour }) => `${quoted(note)},${size},${colour}\n`);
  const csv = `note,size,colour\n${lines.join('')}`;
  const asJsonLines = () => table.map((row) => `${JSON.stringify(row)}\n`).join('');
  const asParquet = () => {
    const texts = (name: 'note' | 'size' | 'colour') => table.map((row) => String(row[name]));
    return Buffer.from(
      parquetWriteBuffer({ columnData: header.map((name) => ({ name, data: texts(name), type: 'STRING' })) }),
    );
  };
  const asWorkbook = () => {
    const book = utils.book_new(utils.json_to_sheet(table, { header: [...header] }), 'Table');
    return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  };

  it.each([
    ['JSON Lines', asJsonLines, 2],
    ['JSON Lines packed with gzip', () => gzipSync(asJsonLines()), 2],
    ['Parquet', asParquet, 3],
    ['a workbook', asWorkbook, 3],
  ])('is scored like the CSV of it: %s', async (_what, make, line) => {
    const expected = await tiny.score(csv);
    const { text, rejects, result } = await tiny.score(make());
    expect(text).toBe(expected.text);
    expect(result.rows).toEqual(expected.result.rows);
    expect(rejects).toEqual(expected.rejects.map((reject) => ({ ...reject, line: String(line) })));
  });

  it.each([
    ['JSON Lines', asJsonLines],
    ['Parquet', asParquet],
    ['a workbook', asWorkbook],
  ])('is scored in parts as in one go: %s', async (_what, make) => {
    expect(await inParts(make())).toBe((await tiny.score(csv)).text);
  });

  it('has rows that are refused where they stand, in parts as in one go', async () => {
    const broken = asJsonLines().replace('\n', '\n{"size": 3\n');
    const { text, rejects, result } = await tiny.score(broken);
    expect(rejects.map(({ line, reason, original }) => [line, reason, original])).toEqual([
      ['2', 'expected a row with a value for each column, received no JSON object', '{"size": 3'],
      ['3', expect.stringContaining('size: expected'), ',x,b'],
    ]);
    expect(result.rows).toMatchObject({ input: table.length + 1, scored: table.length - 1, rejected: 2 });
    expect(result.rejectReasons).toMatchObject({ 'unreadable-row': 1 });
    expect(await inParts(broken)).toBe(text);
  });
});
