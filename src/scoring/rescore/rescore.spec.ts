import { appendFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { openTinySuite, tinyId, type TinySuite } from '../../../test/end-to-end/tiny-suite.fixture.js';
import { csvLine } from '../../csv/forms/index.js';
import { csvOf, tinyRows } from '../../training/training.fixture.js';
import { DecideCsv } from '../decide/decide-csv.js';
import { ScoreCsv, type ScoreRequest, type ScoreResult } from '../csv/score-csv.js';
import { ServedModels } from '../served-models.js';
import { readEarlierScoring } from './earlier-scoring.js';
import { rescoreCsv, type RescoreCsvRequest, type RescoreResult } from './rescore-csv.js';

let tiny: TinySuite;
let count = 0;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

const score = async (content: string | Uint8Array, options: Partial<ScoreRequest> = {}, name = 'in.csv') => {
  const input = await tiny.file(join('again', String(++count), name), content);
  return tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, input, workers: 1, ...options });
};
const rescore = async ({ paths }: ScoreResult | RescoreResult, request: RescoreCsvRequest = {}) =>
  rescoreCsv(request, await readEarlierScoring(paths.receipt), {
    models: tiny.suite.get(ServedModels),
    configuration: tiny.configuration,
  });

type Rejects = string[][];
const readRejects = async (path: string): Promise<Rejects> =>
  parse(await readFile(path, 'utf8').catch(() => ''), { bom: true });

/** Change rows of the rejects where they stand, as in a spreadsheet. */
async function repairInPlace(
  { paths }: ScoreResult | RescoreResult,
  repair: (cells: string[], line: number) => string[],
) {
  const [header, ...rows] = await readRejects(paths.rejects);
  const repaired = rows.map((row) => [...row.slice(0, 4), ...repair(row.slice(4), Number(row[0]))]);
  await writeFile(paths.rejects, [header, ...repaired].map((row) => csvLine(row)).join(''));
}

/** A record of a file as it stands there, and as it is once it is repaired. */
interface Planned {
  text: string;
  /** Absent for one that is not repaired. */
  repaired?: string[];
}

const note = fc.string({ unit: fc.constantFrom(...'ab中é"\n,;\t| =@'), maxLength: 8 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const good = fc.record({
  size: fc.integer({ min: -50, max: 150 }).map((tenths) => String(tenths / 10)),
  colour: fc.constantFrom('r', 'red', 'b', ' b', ''),
  note,
});
const wrong = fc.constantFrom('much', '12 kg', '=1+1', '#');

const planned = (delimiter: string): fc.Arbitrary<Planned> => {
  const record = (cells: string[]) => `${cells.slice(0, 2).join(delimiter)}${delimiter}${quoted(cells[2])}`;
  const mended = good.map(({ size, colour, note: other }) => [size, colour, other]);
  const fine = good.map((one) => ({ text: record([one.size, one.colour, one.note]) }));
  const unread = fc.record({ size: wrong, colour: fc.constantFrom('b', 'green'), note });
  const bad = unread.map((one) => record([one.size, one.colour, one.note]));
  const torn = fc.constantFrom(
    `"5"x${delimiter}b${delimiter}n`,
    `1${delimiter}1`,
    Array<string>(5).fill('1').join(delimiter),
  );
  const rejected = fc
    .record({ text: fc.oneof(bad, torn), repaired: fc.option(mended, { nil: undefined }) })
    .map(({ text, repaired }): Planned => ({ text, repaired }));
  return fc.oneof(
    { weight: 5, arbitrary: fine },
    { weight: 4, arbitrary: rejected },
    fc.constant({ text: '' }),
  );
};

const mangled = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    head: fc.constantFrom('', '\ufeff', 'sep'),
    neverClosed: fc.boolean(),
    inPlace: fc.boolean(),
    warnings: fc.boolean(),
  })
  .chain((form) =>
    fc.array(planned(form.delimiter), { maxLength: 20 }).map((records) => ({ ...form, records })),
  );

type Mangled = typeof mangled extends fc.Arbitrary<infer File> ? File : never;

/** The text of a file, and the lines at which its records begin. */
function render({ delimiter, lineEnd, head, neverClosed }: Mangled, records: readonly string[]) {
  const all = neverClosed ? [...records, `5${delimiter}b${delimiter}"never closed`] : records;
  const prelude = head === 'sep' ? [`sep=${delimiter}`] : [];
  const lines: number[] = [];
  let line = 2 + prelude.length;
  for (const text of all) {
    lines.push(line);
    line += (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
  }
  const mark = head === '\ufeff' ? head : '';
  const header = ['size', 'colour', 'note'].join(delimiter);
  return { text: `${mark}${[...prelude, header, ...all].join(lineEnd)}`, lines };
}

describe('rejected rows that were repaired', () => {
  it('stand in the scored file as if the input had held them: to the byte, with the same account', async () => {
    await fc.assert(
      fc.asyncProperty(mangled, async (file) => {
        const { records, delimiter, warnings, inPlace } = file;
        const before = render(
          file,
          records.map(({ text }) => text),
        );
        const asRepaired = records.map(({ text, repaired }) =>
          repaired ? csvLine(repaired, delimiter).slice(0, -1) : text,
        );
        const repaired = render(file, asRepaired);
        const first = await score(before.text, { warnings, delimiter });
        fc.pre(first.rows.rejected > 0 && records.some((one) => one.repaired));
        const mend = (cells: string[], line: number) =>
          records[before.lines.indexOf(line)]?.repaired ?? cells;
        let rejects: string | undefined;
        if (inPlace) await repairInPlace(first, mend);
        else {
          const [header, ...rows] = await readRejects(first.paths.rejects);
          const some = rows.filter(([line]) => records[before.lines.indexOf(Number(line))]?.repaired);
          const mended = some.map((row) => [...row.slice(0, 4), ...mend([], Number(row[0]))]);
          const text = [header, ...mended].map((row) => `${csvLine(row, ';').slice(0, -1)}\r\n`).join('');
          rejects = await tiny.file(join('again', String(count), 'mine.csv'), text);
        }
        const merged = await rescore(first, { rejects });
        const whole = await score(repaired.text, { warnings, delimiter });
        expect(await readFile(merged.paths.output, 'utf8')).toBe(await readFile(whole.paths.output, 'utf8'));
        // A row that took several lines may take one now: lines are those of the input as it lies.
        const lineOf = (line: string) => String(before.lines[repaired.lines.indexOf(Number(line))]);
        const inInput = ([line, column, reason, ...cells]: string[]) => [
          line === 'line' ? line : lineOf(line),
          column,
          reason.replace(/at line (\d+)/, (_, at: string) => `at line ${lineOf(at)}`),
          ...cells,
        ];
        expect(await readRejects(merged.paths.rejects)).toEqual(
          (await readRejects(whole.paths.rejects)).map(inInput),
        );
        const { rows, labels, decisions, notes, rejectReasons, drift } = whole;
        expect(merged).toMatchObject({ rows, labels, decisions, notes, rejectReasons, drift });
        expect(merged.input).toEqual(first.input);
      }),
      { numRuns: 30 },
    );
  });

  it('that were not all repaired are repaired in a second run, of its own receipt', async () => {
    const rows = tinyRows(400, 3).map((row, i) => (i % 9 === 0 ? { ...row, size: 'x' } : row));
    const first = await score(csvOf(rows));
    await repairInPlace(first, ([, ...cells], line) => [line % 2 === 0 ? '4.5' : 'x', ...cells]);
    const second = await rescore(first);
    expect(second.rescored).toMatchObject({ rejected: 45, model: first.model });
    expect(second.rows.rejected).toBeGreaterThan(0);
    await repairInPlace(second, ([, ...cells]) => ['4.5', ...cells]);
    const third = await rescore(second, { input: first.paths.output.replace('.scored.csv', '') });
    const whole = await score(csvOf(rows.map((row) => (row.size === 'x' ? { ...row, size: '4.5' } : row))));
    expect(third.output.sha256).toBe(whole.output.sha256);
    expect([third.rows.rejected, third.rejects]).toEqual([0, undefined]);
  });

  it('are found again behind gzip, another encoding, a map, reasons and in Chinese', async () => {
    const lines = (size: string) => `größe,colour,note\n4,r,"ü\n1"\n${size},b,é\n5,b,ö\n`;
    const latin = (size: string) => gzipSync(Buffer.from(lines(size), 'latin1'));
    const options = { encoding: 'windows-1252', map: { größe: 'size' }, reasons: 1, language: 'zh' } as const;
    const first = await score(
      latin('x'),
      { ...options, output: join(tiny.root, 'gz', 'out.csv.gz') },
      'in.csv.gz',
    );
    const input = join(tiny.root, 'again', String(count), 'in.csv.gz');
    await repairInPlace(first, ([, ...cells]) => ['7', ...cells]);
    const merged = await rescore(first, { input });
    const whole = await score(latin('7'), options, 'in.csv.gz');
    expect(merged.output.sha256).toBe(whole.output.sha256);
    expect(merged.options).toEqual({ warnings: false, probabilities: false, reasons: 1, language: 'zh' });
  });

  it('of JSON Lines stand at their places, too', async () => {
    const lines = (second: string) => `{"size":4,"colour":"r"}\n${second}\n{"size":5,"colour":"b"}\n`;
    const first = await score(lines('[1]'), {}, 'in.jsonl');
    await repairInPlace(first, () => ['3', 'r']);
    const merged = await rescore(first);
    const whole = await score(lines('{"size":3,"colour":"r"}'), {}, 'in.jsonl');
    expect(merged.output.sha256).toBe(whole.output.sha256);
  });

  it('keep cells that a spreadsheet would run as a formula', async () => {
    const lines = (size: string) => `size,colour,note\n${size},b,=1+1\n5,b,'=2\n`;
    const first = await score(lines('x'));
    await repairInPlace(first, ([, ...cells]) => ['7', ...cells]);
    const merged = await rescore(first);
    expect(merged.output.sha256).toBe((await score(lines('7'))).output.sha256);
  });

  it('are told by their lines, where a value was replaced throughout the rejects', async () => {
    const first = await score('size,colour\n4,r\nx,b\n5,b\n');
    const text = await readFile(first.paths.rejects, 'utf8');
    await writeFile(first.paths.rejects, text.replaceAll('x,b', '7,b'));
    const merged = await rescore(first);
    expect(merged.output.sha256).toBe((await score('size,colour\n4,r\n7,b\n5,b\n')).output.sha256);
  });

  it('may be scored by another version, which the column model tells', async () => {
    const other = await tiny.train();
    const first = await score('size,colour\n4,r\nx,b\n5,b\n');
    await repairInPlace(first, () => ['7', 'b']);
    const merged = await rescore(first, { model: other });
    const records = parse<Record<string, string>>(await readFile(merged.paths.output, 'utf8'), {
      columns: true,
    });
    expect(records.map(({ model }) => model)).toEqual([first.model, other, first.model]);
    expect([merged.model, merged.rescored?.model, merged.drift]).toEqual([first.model, other, undefined]);
  });
});

describe('nothing is put together', () => {
  const csv = 'size,colour\n4,r\nx,b\n5,b\ny,b\n';
  const good = ([, ...cells]: string[]) => ['7', ...cells];
  let first: ScoreResult;
  const fresh = async () => {
    first = await score(csv);
    await repairInPlace(first, good);
    return join(dirname(first.paths.output), 'in.csv');
  };
  /** What is wrong, while every file stays as it was. */
  async function refused(request: RescoreCsvRequest = {}) {
    const folder = dirname(first.paths.output);
    const files = async () =>
      Promise.all(
        (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
      );
    const before = await files();
    const error: unknown = await rescore(first, request).catch((one: unknown) => one);
    expect(await files()).toEqual(before);
    return error;
  }

  it('with an input or a scored file that was changed, which is named', async () => {
    const input = await fresh();
    await writeFile(input, csv.replace('4,r', '5,r'));
    expect(await refused()).toMatchObject({
      message: `${input} was changed since it was scored.`,
      status: 422,
    });
    await fresh();
    await appendFile(first.paths.output, '1,2\n');
    expect(await refused()).toMatchObject({
      message: `in.csv.scored.csv was changed since it was scored.`,
    });
  });

  it('where a row of the rejects is gone, stands twice, or tells of another record', async () => {
    await fresh();
    const [header, ...rows] = await readRejects(first.paths.rejects);
    const write = (given: string[][]) =>
      writeFile(first.paths.rejects, [header, ...given].map((row) => csvLine(row)).join(''));
    await write(rows.slice(1));
    expect(await refused()).toMatchObject({ details: [{ expected: '2 rows', received: '1 rows' }] });
    await write([rows[0], rows[0]]);
    expect(await refused()).toMatchObject({ message: `${first.paths.rejects} has a row twice.` });
    await write([['2', ...rows[0].slice(1)], rows[1]]);
    expect(await refused()).toMatchObject({
      details: [{ line: 2, expected: '"4,r"', received: '"x,b"' }],
    });
    await write([['x', ...rows[0].slice(1)], rows[1]]);
    expect(await refused()).toMatchObject({ details: [{ line: 2, column: 'line', received: '"x"' }] });
    await write([['9', ...rows[0].slice(1)], rows[1]]);
    expect(await refused()).toMatchObject({
      message: 'The rejects do not tell of the records that were rejected.',
    });
  });

  it('where the columns of the input are not in the rejects, or nothing was repaired', async () => {
    await fresh();
    await writeFile(first.paths.rejects, 'line,original,size\n3,"x,b",7\n5,"y,b",7\n');
    expect(await refused()).toMatchObject({ details: [{ column: 'colour' }] });
    first = await score(csv);
    expect(await refused()).toMatchObject({ message: 'No row of the rejects was repaired.' });
  });

  it('over a file that is read, of a decision on a whole file, or of another scenario', async () => {
    const input = await fresh();
    for (const output of [input, first.paths.output, first.paths.rejects])
      expect(await refused({ output })).toMatchObject({ code: 'wrong-usage' });
    expect(await refused({ model: 'finance/credit-scoring@1' })).toMatchObject({ code: 'wrong-usage' });
    const decide = tiny.suite.get(DecideCsv);
    const decided = await decide.execute({ scenario: tinyId, input, options: { limit: 1 } });
    await expect(readEarlierScoring(decided.paths.receipt)).rejects.toThrow(
      'a rule decided on the whole file',
    );
    await expect(readEarlierScoring(input)).rejects.toThrow('is no receipt of a scoring');
  });

  it('when it is ended in its midst', async () => {
    await fresh();
    const ending = new AbortController();
    const onProgress = () => ending.abort();
    expect(await refused({ onProgress, signal: ending.signal })).toMatchObject({ code: 'cancelled' });
    await mkdir(join(tiny.root, 'other'), { recursive: true });
    const output = join(tiny.root, 'other', 'merged.csv');
    expect((await rescore(first, { output })).paths.output).toBe(output);
  });
});
