import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CancelledError } from '../../src/core/errors.js';
import { sha256, sha256File } from '../../src/core/files/files.js';
import type { CsvBlock } from '../../src/csv/source.js';
import { outputPaths } from '../../src/scoring/csv/output-paths.js';
import { findProgress } from '../../src/scoring/csv/progress-file.js';
import { createBlockScorer, type ScoredBlock } from '../../src/scoring/csv/score-block.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { ScoredFiles } from '../../src/scoring/csv/scored-files.js';
import { noTotals } from '../../src/scoring/csv/totals.js';
import { WorkerPool } from '../../src/scoring/csv/worker-pool.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { openTinySuite, readScored, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

describe('rejects and receipt', () => {
  it('name line, column, reason and original text of each row that cannot be scored', async () => {
    const lines = [
      'size,colour,note',
      '3.5,b,fine',
      'much,b,"no size"',
      '',
      '"7","r","two\nlines"',
      'x,green,both',
      '1,b',
      '1,b,a,b',
      '1,"b"x,text behind a quote',
      '=1+1,b,"=formula"',
      '99,,out of range',
      '2,"b,never closed',
    ];
    const { result, rows, rejects } = await tiny.score(`${lines.join('\n')}\n`, { blockBytes: 40 });
    expect(rows.map(({ note }) => note)).toEqual(['fine', 'two\nlines', 'out of range']);
    const places = rejects.map(({ line, column, original }) => [line, column, original]);
    expect(places).toEqual([
      ['3', 'size', 'much,b,"no size"'],
      ['7', 'size; colour', 'x,green,both'],
      ['8', '', '1,b'],
      ['9', '', '1,b,a,b'],
      ['10', '', '1,"b"x,text behind a quote'],
      ['11', 'size', `'=1+1,b,"=formula"`],
      ['13', '', '2,"b,never closed\n'],
    ]);
    expect(rejects[0].reason).toBe('size: expected a number, received "much"');
    expect(rejects[1].reason).toMatch(/^size: .*; colour: expected .*, received "green"$/);
    expect(rejects[2].reason).toBe('expected 3 fields, received 2 fields');
    expect(rejects[6].reason).toContain('opened at line 13');
    expect(result.rows).toEqual({ input: 10, scored: 3, rejected: 7, blankLines: 1 });
    expect(result.notes).toEqual({ 'out-of-range size': 1, 'missing colour': 1 });
  });

  it('keep the columns of the input, so that they can be repaired and scored again', async () => {
    const text = 'line,note,size,colour\n7,"a, b",much,b\n8,c,1\n9,d,3.5,b\n';
    const { result, rejects } = await tiny.score(text);
    expect(
      rejects.map(({ sextant_line, line, note, size, colour }) => [sextant_line, line, note, size, colour]),
    ).toEqual([
      ['2', '7', 'a, b', 'much', 'b'],
      // What is no record of the table has its text alone.
      ['3', '', '', '', ''],
    ]);
    const repaired = (await readFile(result.paths.rejects, 'utf8')).replace(',much,b\n', ',3.5,b\n');
    const again = await tiny.score(repaired);
    expect(again.result.rows).toMatchObject({ input: 2, scored: 1, rejected: 1 });
    const { probability } = (await tiny.score(text)).rows[0];
    expect(again.rows[0]).toMatchObject({ line: '7', note: 'a, b', size: '3.5', probability });
  });

  it('are counted by their reasons, and scored rows by label and decision', async () => {
    const csv = 'size,colour\n3.5,b\n7,r\n1,b\nmuch,green\nmore,b\n1\n,\n';
    const { rows, result } = await tiny.score(csv, { blockBytes: 16 });
    const counted = (name: string) =>
      rows.reduce<Record<string, number>>(
        (all, row) => ({ ...all, [row[name]]: (all[row[name]] ?? 0) + 1 }),
        {},
      );
    expect(result.labels).toEqual(counted('prediction'));
    expect(result.decisions).toEqual(counted('decision'));
    expect(result.rejectReasons).toEqual({
      'size: expected a number': 2,
      'colour: expected one of r, b': 1,
      'field-count': 1,
      'no-value': 1,
    });
    const receipt = JSON.parse(await readFile(result.paths.receipt, 'utf8'));
    expect(receipt).toMatchObject({ labels: result.labels, rejectReasons: result.rejectReasons });
  });

  it('name the byte of a row that is no UTF-8, and score the others', async () => {
    const bytes = Buffer.concat([
      Buffer.from('size,colour,note\n3.5,b,größe\n3.5,b,'),
      Buffer.from('größe', 'latin1'),
      Buffer.from('\n3.5,b,中\n'),
    ]);
    const { rows, rejects } = await tiny.score(bytes);
    expect(rows.map(({ note }) => note)).toEqual(['größe', '中']);
    const offset = bytes.indexOf(0xf6);
    expect(rejects).toEqual([
      {
        line: '3',
        column: '',
        reason: `expected UTF-8, received byte 0xf6 at offset ${offset} of the file, probably windows-1252`,
        original: '3.5,b,größe',
        ...{ size: '', colour: '', note: '' },
      },
    ]);
  });

  it('are counted and checksummed in the receipt', async () => {
    const { result, files } = await tiny.score(`${csvOf(tinyRows(50))}x,b,g\n`);
    const { paths, ...receipt } = result;
    expect(files).toEqual(
      [
        'input.csv',
        'input.csv.scored.csv',
        'input.csv.scored.receipt.json',
        'input.csv.scored.rejects.csv',
      ].sort(),
    );
    expect(JSON.parse(await readFile(paths.receipt, 'utf8'))).toEqual(receipt);
    const { rows, model, input, output, rejects, seconds, rowsPerSecond, workers } = receipt;
    expect({ rows, model, workers }).toEqual({
      rows: { input: 51, scored: 50, rejected: 1, blankLines: 0 },
      model: `${tinyId}@1`,
      workers: 1,
    });
    const inputPath = `${dirname(paths.output)}/input.csv`;
    for (const [entry, path] of [
      [input, inputPath],
      [output, paths.output],
      [rejects, paths.rejects],
    ] as const) {
      expect(entry).toMatchObject({ sha256: await sha256File(path), bytes: (await readFile(path)).length });
    }
    expect(input.delimiter).toBe(',');
    expect(seconds).toBeGreaterThan(0);
    expect(rowsPerSecond).toBe(Math.round(51 / seconds));
    expect(receipt.syntheticModel).toBe(false);
  });
});

describe('however many threads score', () => {
  it('the files are equal byte for byte', async () => {
    const rows = tinyRows(20_000, 7);
    const wrong = rows.map((row, i) => (i % 997 === 0 ? { ...row, size: 'x' } : row));
    const input = await tiny.file('threads/in.csv', csvOf(wrong));
    const run = (workers: number, blockBytes?: number) =>
      tiny.suite.get(ScoreCsv).execute({
        scenario: tinyId,
        input,
        output: `${dirname(input)}/out${workers}-${blockBytes}.csv`,
        workers,
        blockBytes,
      });
    const results = [await run(1), await run(2, 5000), await run(1, 777)];
    expect(new Set(results.map(({ output }) => output.sha256)).size).toBe(1);
    expect(new Set(results.map(({ rejects }) => rejects?.sha256)).size).toBe(1);
    expect(results.map(({ workers }) => workers)).toEqual([1, 2, 1]);
    expect(results[0].rows).toMatchObject({ input: 20_000, rejected: 21 });
    const { rejects } = await readScored(results[1]);
    expect(rejects.map(({ line }) => Number(line))).toEqual(
      wrong.flatMap(({ size }, i) => (size === 'x' ? [i + 2] : [])),
    );
  });

  it('a thread gives the same block as this one', async () => {
    const served = await tiny.suite.get(ServedModels).get(tinyId);
    const format = { layout: { delimiter: ',', columnCount: 3 }, positions: [0, 1] };
    const pool = new WorkerPool(1, tiny.configuration);
    pool.open({ model: served.tag, format });
    const blocks = [1, 2, 3].map((seed): CsvBlock => {
      const text = csvOf(tinyRows(500, seed)).replace('size,colour,class\n', 'x,b,g\n');
      const bytes = Uint8Array.from(Buffer.from(text));
      return { bytes, index: seed - 1, firstRecord: 0, records: 501, firstLine: 2, firstByte: 18 };
    });
    const here = blocks.map(createBlockScorer(served, format));
    const there: ScoredBlock[] = [];
    try {
      for (const block of blocks) {
        while (!pool.hasRoom) await wait(10);
        there.push(await pool.score(block));
      }
    } finally {
      await pool.close();
    }
    expect(there).toEqual(here);
    expect(here.map(({ scored, rejected }) => [scored, rejected])).toEqual(Array(3).fill([500, 1]));
    // The bytes have moved.
    expect(blocks.map(({ bytes }) => bytes.length)).toEqual([0, 0, 0]);
  });
});

describe('a scoring that does not reach its end', () => {
  it('publishes nothing when the input turns out to be damaged behind its middle', async () => {
    const whole = gzipSync(csvOf(tinyRows(20_000)));
    const input = await tiny.file('damaged/in.csv', whole.subarray(0, -9));
    let rows = 0;
    const onProgress = (progress: { rows: number }) => (rows = progress.rows);
    const request = { scenario: tinyId, input, workers: 1, blockBytes: 4096, onProgress };
    await expect(tiny.suite.get(ScoreCsv).execute(request)).rejects.toThrow('cut off before its end');
    expect(rows).toBeGreaterThan(10_000);
    expect(await readdir(dirname(input))).toEqual(['in.csv']);
  });

  it.each([1, 2])(
    'publishes nothing when it is cancelled with %d workers, and older files stay',
    async (workers) => {
      const input = await tiny.file(`cancelled${workers}/in.csv`, csvOf(tinyRows(20_000)));
      const old = await tiny.file(`cancelled${workers}/in.csv.scored.csv`, 'of yesterday');
      const controller = new AbortController();
      const run = tiny.suite.get(ScoreCsv).execute({
        ...{ scenario: tinyId, input, output: old, workers, blockBytes: 4096 },
        signal: controller.signal,
        onProgress: ({ rows }) => rows > 500 && controller.abort(),
      });
      await expect(run).rejects.toBeInstanceOf(CancelledError);
      expect((await readdir(dirname(input))).sort()).toEqual(['in.csv', 'in.csv.scored.csv']);
      expect(await readFile(old, 'utf8')).toBe('of yesterday');
    },
  );

  it('begins anew when what a killed one noted does not fit the input', async () => {
    const text = csvOf(tinyRows(300));
    const whole = await tiny.score(text);
    const input = await tiny.file('noted/in.csv', text);
    const paths = outputPaths(input);
    const header = text.slice(0, text.indexOf('\n')).split(',');
    const files = await ScoredFiles.begin(paths, {
      output: `${[...header, 'prediction'].join()}\n`,
      rejects: 'line\n',
    });
    const output = new Uint8Array(Buffer.from('x\n'));
    await files.add({ index: 0, output, rejects: '', ...noTotals(), scored: 999 });
    const asked = {
      ...{ scenario: tinyId, model: `${tinyId}@1`, blockBytes: 128 * 1024 },
      language: 'en' as const,
      reasons: 0,
      ...{ delimiter: ',', encoding: 'utf-8', header, mapped: {}, warnings: false, probabilities: false },
    };
    await files.keepProgress({ asked, input: { bytes: 10, sha256: sha256(text.slice(0, 10)) } });
    expect((await findProgress(paths, asked))?.progress.records).toBe(999);
    // Columns that were not asked for then cannot be gone on with.
    expect(await findProgress(paths, { ...asked, probabilities: true })).toBeUndefined();
    const result = await tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, input, workers: 1 });
    expect(result.goneOnAfter).toBeUndefined();
    expect(result.rows).toEqual(whole.result.rows);
    expect(result.output.sha256).toBe(whole.result.output.sha256);
    expect(await readdir(dirname(input))).toHaveLength(3);
  });

  it('publishes nothing when the progress display fails', async () => {
    const input = await tiny.file('broken/in.csv', csvOf(tinyRows(100)));
    const onProgress = () => {
      throw new Error('the display broke');
    };
    const run = tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, input, workers: 1, onProgress });
    await expect(run).rejects.toThrow('the display broke');
    expect(await readdir(dirname(input))).toEqual(['in.csv']);
  });
});

describe('progress', () => {
  it('grows to the whole file', async () => {
    const input = await tiny.file('progress/in.csv', csvOf(tinyRows(5000)));
    const seen: { rows: number; bytes: number; bytesTotal?: number }[] = [];
    await tiny.suite.get(ScoreCsv).execute({
      ...{ scenario: tinyId, input, workers: 1, blockBytes: 4096 },
      onProgress: (progress) => seen.push(progress),
    });
    const { length } = await readFile(input);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.at(-1)).toMatchObject({ rows: 5000, bytes: length, bytesTotal: length });
    expect(seen.map(({ rows }) => rows)).toEqual(seen.map(({ rows }) => rows).sort((a, b) => a - b));
  });
});
