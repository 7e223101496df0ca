import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
  UsageError,
} from '../../src/core/errors.js';
import { sha256, sha256File } from '../../src/core/files/files.js';
import { ScoreCsv, type ScoreRequest } from '../../src/scoring/csv/score-csv.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
/** Probabilities of the rows (3.5, b) and (7, r), as `predict` gives them. */
let expected: string[];
beforeAll(async () => {
  tiny = await openTinySuite();
  const rows = [
    { size: 3.5, colour: 'b' },
    { size: 7, colour: 'r' },
  ];
  const answers = await Promise.all(rows.map((row) => tiny.predict(row)));
  expected = answers.map(({ prediction }) => String(prediction.probability));
});
afterAll(() => tiny.remove());

const failure = async (content: string | Uint8Array, options: Partial<ScoreRequest> = {}) => {
  const before = await readdir(join(tiny.root, 'files')).catch((): string[] => []);
  const error: unknown = await tiny.score(content, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  // A refused file leaves nothing beside the input.
  const [folder] = (await readdir(join(tiny.root, 'files'))).filter((name) => !before.includes(name));
  expect(await readdir(join(tiny.root, 'files', folder))).toEqual(['input.csv']);
  return error as InvalidInputError;
};

describe('the forms of a CSV file', () => {
  it.each<[string, string | Uint8Array, Partial<ScoreRequest>?]>([
    ['plain', 'size,colour\n3.5,b\n7,r\n'],
    ['with a byte order mark', '\ufeffsize,colour\n3.5,b\n7,r\n'],
    ['with CRLF', 'size,colour\r\n3.5,b\r\n7,r\r\n'],
    ['with CR', 'size,colour\r3.5,b\r7,r\r'],
    ['without a last line end', 'size,colour\n3.5,b\n7,r'],
    ['with blank lines', '\nsize,colour\n\n3.5,b\n \n7,r\n\n'],
    ['with semicolons', 'size;colour\n3.5;b\n7;r\n'],
    ['with tabulators', 'size\tcolour\n3.5\tb\n7\tr\n'],
    ['with bars', 'size|colour\n3.5|b\n7|r\n'],
    ['with semicolons that are named', 'size;colour\n3.5;b\n7;r\n', { delimiter: ';' }],
    ['with tabulators that are named', 'size\tcolour\n3.5\tb\n7\tr\n', { delimiter: 'tab' }],
    ['with another sign that is named', 'size~colour\n3.5~b\n7~r\n', { delimiter: '~' }],
    ['with its columns in another order', 'colour,size\nb,3.5\nr,7\n'],
    ['with quoted cells', '"size","colour"\n"3.5","b"\n"7",r\n'],
    ['with labels for codes and blanks', 'size,colour\n 3.5 , blue\n7.0,red\n'],
    ['in gzip', gzipSync('size,colour\n3.5,b\n7,r\n')],
    ['in gzip of two members', Buffer.concat([gzipSync('size,colour\n3.5,'), gzipSync('b\n7,r\n')])],
  ])('%s', async (_, content, options = {}) => {
    const { result, rows, files } = await tiny.score(content, options);
    expect(rows.map(({ probability }) => probability)).toEqual(expected);
    expect(result.rows).toMatchObject({ input: 2, scored: 2, rejected: 0 });
    expect(files).toEqual(['input.csv', 'input.csv.scored.csv', 'input.csv.scored.receipt.json']);
  });

  it('gives the columns back in their order, unknown ones and line ends in cells too, and adds its own', async () => {
    const { header, rows, text } = await tiny.score('id;colour;note;size\n007;b;"a;b\n""c""";3.5\n');
    expect(header).toEqual([
      ...['id', 'colour', 'note', 'size'],
      ...['prediction', 'probability', 'decision', 'model'],
    ]);
    expect(rows).toEqual([
      expect.objectContaining({
        id: '007',
        colour: 'b',
        note: 'a;b\n"c"',
        size: '3.5',
        model: `${tinyId}@1`,
      }),
    ]);
    expect(text.startsWith('id;colour;note;size;prediction;probability;decision;model\n')).toBe(true);
    expect(text).toContain('007;b;"a;b\n""c""";3.5;');
  });

  it('scores a file with a header only', async () => {
    const { result, rows, header } = await tiny.score('size,colour\n');
    expect(result.rows).toEqual({ input: 0, scored: 0, rejected: 0, blankLines: 0 });
    expect(rows).toEqual([]);
    expect(header).toContain('prediction');
  });

  it('carries a cell of 10 MB', async () => {
    const cell = `"${'long text,\n'.repeat(1_000_000)}"`;
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const { rows } = await tiny.score(`size,colour,note\n3.5,b,${quoted}\n7,r,short\n`);
    expect(rows.map(({ probability }) => probability)).toEqual(expected);
    expect(rows[0].note === cell).toBe(true);
  });

  it('writes cells that a spreadsheet would run as text, in header and rows, and numbers as they are', async () => {
    const { header, rows } = await tiny.score(
      'size,colour,=1+1\n3.5,b,"=HYPERLINK(""http://x"")"\n7,r,@SUM(A1)\n+3.5,b,-12\n',
    );
    expect(header[2]).toBe("'=1+1");
    expect(rows.map((row) => row["'=1+1"])).toEqual(['\'=HYPERLINK("http://x")', "'@SUM(A1)", '-12']);
    expect(rows[2].size).toBe('+3.5');
  });
});

describe('files that cannot be scored as a whole', () => {
  it.each<[string, string | Uint8Array, string | RegExp, Partial<ScoreRequest>?]>([
    ['an empty file', '', 'expected a header line with the columns size, colour, received an empty file'],
    ['only blank lines', '\n\n', 'only blank lines'],
    ['a repeated column', 'size,colour,size\n1,b,2\n', '"size" again at column 3'],
    ['a column without a name', ',size,colour\n0,1,b\n', 'a name for column 1'],
    ['a header in Latin-1', Buffer.from('size,colour,größe\n', 'latin1'), 'UTF-8'],
    ['UTF-16', Buffer.from('\ufeffsize,colour\n', 'utf16le'), 'UTF-16'],
    ['a workbook', Buffer.from('PK\x03\x04 rest'), 'zip archive or workbook'],
    ['gzip that is cut off', gzipSync(csvOf(tinyRows(500))).subarray(0, -9), 'cut off'],
    ['a header that never ends', 'size,"colour\n1,b\n', 'the quote opens at line 1', { delimiter: ',' }],
  ])('%s', async (_, content, words, options = {}) => {
    const error = await failure(content, options);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(words);
  });

  it('a missing column is named, and those that there are', async () => {
    const error = await failure('Breadth,colour\n1,b\n');
    expect(error.details).toEqual([
      { column: 'size', expected: 'a column "size"', received: 'no such column' },
    ]);
    expect(error.hint).toContain('"Breadth", "colour"');
  });

  it('a file, a scenario or a model that is not there', async () => {
    const score = tiny.suite.get(ScoreCsv);
    const input = join(tiny.root, 'none.csv');
    await expect(score.execute({ scenario: tinyId, input })).rejects.toBeInstanceOf(NotFoundError);
    await expect(score.execute({ scenario: 'test/tini', input })).rejects.toMatchObject({
      hint: expect.stringContaining('Did you mean test/tiny?') as unknown,
    });
    const untrained = { scenario: 'basics/linear-regression', input };
    await expect(score.execute(untrained)).rejects.toBeInstanceOf(NotReadyError);
  });
});

describe('where the results go', () => {
  const content = 'size,colour\n3.5,b\n7,r\n';
  const execute = async (input: string, output?: string) =>
    tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, input, output, workers: 1 });

  it('into a folder that does not exist, compressed when the name says so', async () => {
    const input = await tiny.file('out/a.csv.gz', gzipSync(content));
    const { paths, output } = await execute(input, join(tiny.root, 'out', 'new', 'folder', 'b.csv.gz'));
    expect((await readdir(dirname(paths.output))).sort()).toEqual(['b.csv.gz', 'b.csv.gz.receipt.json']);
    const bytes = await readFile(paths.output);
    expect(output).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length });
    expect(gunzipSync(bytes).toString()).toContain(`3.5,b,`);
  });

  it('beside the input by default, whatever its ending', async () => {
    const input = await tiny.file('default/a.tsv.gz', gzipSync(content));
    expect((await execute(input)).paths.output).toBe(join(tiny.root, 'default', 'a.tsv.gz.scored.csv'));
  });

  it('in place of an older output, whose rejects vanish with it', async () => {
    const input = await tiny.file('again/a.csv', `${content}x,b\n`);
    await execute(input);
    const folder = dirname(input);
    expect(await readdir(folder)).toContain('a.csv.scored.rejects.csv');
    await writeFile(input, content);
    const { paths } = await execute(input);
    expect((await readdir(folder)).sort()).toEqual([
      'a.csv',
      'a.csv.scored.csv',
      'a.csv.scored.receipt.json',
    ]);
    expect(await readFile(paths.output, 'utf8')).not.toContain('x,b');
  });

  it('through a symbolic link, which stays one', async () => {
    const input = await tiny.file('link/a.csv', content);
    const target = await tiny.file('link/elsewhere/target.csv', 'old');
    const link = join(dirname(input), 'out.csv');
    await symlink(target, link);
    const { output } = await execute(input, link);
    expect(await sha256File(target)).toBe(output.sha256);
    expect((await readdir(dirname(target))).sort()).toEqual(['target.csv']);
    expect(await readFile(link, 'utf8')).toContain('3.5,b,');
  });

  it('through a link to a file that is not there yet, which stays one', async () => {
    const input = await tiny.file('dangling/a.csv', content);
    const folder = dirname(input);
    await symlink('target.csv', join(folder, 'link.csv'));
    await symlink('link.csv', join(folder, 'out.csv'));
    const { output } = await execute(input, join(folder, 'out.csv'));
    expect((await lstat(join(folder, 'out.csv'))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(folder, 'link.csv'))).isSymbolicLink()).toBe(true);
    expect(await sha256File(join(folder, 'target.csv'))).toBe(output.sha256);
    await rm(join(folder, 'link.csv'));
    await symlink('nowhere/target.csv', join(folder, 'link.csv'));
    await expect(execute(input, join(folder, 'out.csv'))).rejects.toThrow('whose folder is not there');
  });

  it('with the mode that each file has; new ones may be read by whoever may read the old scored file', async () => {
    const input = await tiny.file('modes/a.csv', content);
    const output = join(dirname(input), 'out.csv');
    const { paths } = await execute(input, output);
    const modes = async () =>
      Promise.all(
        [paths.output, paths.rejects, paths.receipt].map(async (path) => (await stat(path)).mode & 0o777),
      );
    await chmod(paths.output, 0o600);
    await writeFile(input, `${content}x,b\n`);
    await execute(input, output);
    expect(await modes()).toEqual([0o600, 0o600, 0o666 & ~process.umask()]);
    await chmod(paths.rejects, 0o640);
    await chmod(paths.receipt, 0o600);
    await execute(input, output);
    expect(await modes()).toEqual([0o600, 0o640, 0o600]);
  });

  it('of two tables that differ in their ending alone to two files, also at once', async () => {
    const comma = await tiny.file('endings/a.csv', `${content}x,b\n`);
    const tabs = await tiny.file('endings/a.tsv', 'size\tcolour\n3.5\tb\ny\tr\n');
    const results = await Promise.all([execute(comma), execute(tabs)]);
    const texts = await Promise.all(results.map(({ paths }) => readFile(paths.rejects, 'utf8')));
    expect(texts.map((text) => text.trim().split('\n').slice(1).join().slice(0, 9))).toEqual([
      '4,size,"s',
      '3,size,"s',
    ]);
    expect((await readdir(dirname(comma))).sort()).toEqual(
      ['a.csv', 'a.tsv'].flatMap((name) => [
        name,
        ...['csv', 'receipt.json', 'rejects.csv'].map((end) => `${name}.scored.${end}`),
      ]),
    );
  });

  it('never onto files that no earlier scoring of the same output wrote', async () => {
    const input = await tiny.file('mine/a.csv', `${content}x,b\n`);
    const folder = dirname(input);
    for (const name of ['a.csv.scored.csv', 'mine.rejects.csv', 'theirs.receipt.json'])
      await writeFile(join(folder, name), 'mine');
    await execute(input, join(folder, 'r'));
    const names = await readdir(folder);
    for (const output of [undefined, 'mine.csv', 'theirs.csv', 'r.csv'])
      await expect(execute(input, output && join(folder, output))).rejects.toBeInstanceOf(ConflictError);
    expect(await readdir(folder)).toEqual(names);
    for (const name of ['a.csv.scored.csv', 'mine.rejects.csv', 'theirs.receipt.json'])
      expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
    // What was named is replaced; outputs of other endings have rejects of their own.
    await execute(input, join(folder, 'a.csv.scored.csv'));
    await execute(input, join(folder, 'r.csv.gz'));
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['r.rejects.csv', 'r.csv.gz.rejects.csv']));
    await execute(input);
  });

  it('from one scoring at a time, by whatever name the output is called', async () => {
    const folder = join(tiny.root, 'twice');
    const inputs = [
      await tiny.file('twice/a.csv', `${content}x,b\n`),
      await tiny.file('twice/b.csv', content),
    ];
    await symlink('out.csv', join(folder, 'link.csv'));
    const outputs = ['out.csv', 'link.csv'].map((name) => join(folder, name));
    const ended = await Promise.allSettled(inputs.map((input, i) => execute(input, outputs[i])));
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [done] = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const [refused] = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(refused).toBeInstanceOf(ConflictError);
    expect(await sha256File(join(folder, 'out.csv'))).toBe(done.output.sha256);
    expect((await readdir(folder)).filter((name) => name.includes('receipt'))).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => /lock|tmp/.test(name))).toEqual([]);
  });

  it('never onto the input, a folder, a device or standard output', async () => {
    const input = await tiny.file('refused/a.csv', content);
    const folder = dirname(input);
    await symlink(input, join(folder, 'link.csv'));
    await mkdir(join(folder, 'sub'));
    const refused = [
      input,
      join(folder, '..', 'refused', 'a.csv'),
      join(folder, 'link.csv'),
      join(folder, 'sub'),
    ];
    for (const output of [...refused, '-', '', `${folder}/new/`, '/dev/null', '/dev/stdout']) {
      await expect(execute(input, output)).rejects.toBeInstanceOf(UsageError);
    }
    await expect(execute('-')).rejects.toBeInstanceOf(UsageError);
    expect((await readdir(folder)).sort()).toEqual(['a.csv', 'link.csv', 'sub']);
    expect(await readFile(input, 'utf8')).toBe(content);
  });

  it('into no new folder when the input cannot be scored', async () => {
    const input = await tiny.file('nothing/a.csv', 'Size\n1\n');
    const output = join(dirname(input), 'new', 'folder', 'out.csv');
    await expect(execute(input, output)).rejects.toBeInstanceOf(InvalidInputError);
    await expect(execute(join(dirname(input), 'none', 'b.csv'))).rejects.toBeInstanceOf(NotFoundError);
    expect(await readdir(dirname(input))).toEqual(['a.csv']);
  });

  it('not where a file stands in the place of a folder', async () => {
    const input = await tiny.file('blocked/a.csv', content);
    const error = await execute(input, join(input, 'out.csv')).catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ message: expect.stringContaining('cannot be written') as unknown });
  });
});
