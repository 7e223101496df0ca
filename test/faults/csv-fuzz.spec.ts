import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startJobServer, type JobServer } from '../end-to-end/jobs.fixture.js';
import { judgeFile, keyOf, type KnownScenario, type Outcome } from './fuzz/csv-judge.js';
import { missingPython, type ReadFile } from './fuzz/csv-reader.js';
import { fuzzCsv } from './fuzz/csv-run.js';
import { openFuzzHome, type FuzzHome } from './fuzz/fuzz-home.js';

/** Another seed makes other files; docs/development.md tells how to repeat one. */
const seed = 1;
const files = 200;

const minutes = 60_000;
const missing = missingPython();

describe(`mangled tables${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let home: FuzzHome;
  let server: JobServer;
  beforeAll(async () => {
    if (missing) return;
    home = await openFuzzHome();
    // Small parts end anywhere in a file.
    server = await startJobServer({ SEXTANT_HOME: home.folder, SEXTANT_JOB_PART_BYTES: '3000' });
  }, 15 * minutes);
  afterAll(async () => {
    await server?.end();
    await home?.close();
  });

  (missing ? it.skip : it)(
    'are accounted for row by row, and come back as the csv module of Python reads them',
    async () => {
      const report = await fuzzCsv(home, { seed, files, server });
      expect(report.findings).toEqual([]);
      // The files are of some worth: most are tables still, many rows are good and many are not.
      expect(report.refused).toBeLessThan(files / 2);
      expect(report.rows.scored).toBeGreaterThan(10 * files);
      expect(report.rows.rejected).toBeGreaterThan(files);
      expect(report.batches).toBeGreaterThan(files / 20);
    },
    30 * minutes,
  );
});

describe('the judge of files', () => {
  const known: KnownScenario = {
    columns: ['size', 'note'],
    needed: ['size'],
    added: ['prediction', 'model'],
    answers: new Map([[keyOf(['size', 'note'], ['1', 'a']), ['yes', 'm@1']]]),
  };
  const header = { names: ['size', 'note'], line: 1, fault: null };
  const record = (line: number, ...cells: string[]) => ({ line, cells, text: cells.join(), fault: null });
  const head = ['size', 'note', 'prediction', 'model'];
  const right: Outcome = { rows: { input: 3, scored: 2, rejected: 1 }, delimiter: ',' };
  const reason = ['line', 'column', 'reason', 'original'];

  /** Of a file of three rows, the last of which was rejected; the given lines were written in place of the right ones. */
  function judged(changes: {
    scored?: string[][];
    rejected?: string[][];
    outcome?: Outcome;
    read?: Partial<ReadFile>;
  }) {
    const scored = changes.scored ?? [head, ['1', 'a', 'yes', 'm@1'], ['2', "'=1", 'no', 'm@1']];
    const rejected = changes.rejected ?? [reason, ['4', 'size', 'no number', 'x,b']];
    const read: ReadFile = {
      headers: { ',': header, ';': { ...header, names: ['size,note'] }, '\t': null, '|': null },
      header,
      records: [record(2, '1', 'a'), record(3, '2', '=1'), record(4, 'x', 'b')],
      output: { rows: scored, hasMark: false },
      rejects: { rows: rejected, hasMark: false },
      ...changes.read,
    };
    return judgeFile(changes.outcome ?? right, read, known).join('\n');
  }

  it('has nothing against what is right', () => {
    expect(judged({})).toBe('');
  });

  it.each<[what: string, changes: Parameters<typeof judged>[0], found: RegExp]>([
    ['a lost row', { scored: [head, ['1', 'a', 'yes', 'm@1']] }, /rows: /],
    [
      'a lost row that was not counted',
      {
        scored: [head, ['1', 'a', 'yes', 'm@1']],
        outcome: { ...right, rows: { input: 2, scored: 1, rejected: 1 } },
      },
      /rows: /,
    ],
    [
      'another cell',
      { scored: [head, ['1', 'a', 'yes', 'm@1'], ['2.0', "'=1", 'no', 'm@1']] },
      /line 3 came back/,
    ],
    ['a formula', { scored: [head, ['1', 'a', 'yes', 'm@1'], ['2', '=1', 'no', 'm@1']] }, /line 3 came back/],
    [
      'another answer',
      { scored: [head, ['1', 'a', 'no', 'm@1'], ['2', "'=1", 'no', 'm@1']] },
      /line 2 was answered/,
    ],
    [
      'another header',
      { scored: [head.with(1, 'notes'), ['1', 'a', 'yes', 'm@1'], ['2', "'=1", 'no', 'm@1']] },
      /the header became/,
    ],
    ['another line', { rejected: [reason, ['5', 'size', 'no number', 'x,b']] }, /where no record begins/],
    ['another text', { rejected: [reason, ['4', 'size', 'no number', 'x']] }, /was rejected as/],
    ['no reason', { rejected: [reason, ['4', 'size', '', 'x,b']] }, /without a reason/],
    ['a good row rejected', { rejected: [reason, ['2', 'size', 'no', '1,a']] }, /although it is a good row/],
    [
      'a fault scored',
      {
        read: {
          records: [record(2, '1', 'a'), { ...record(3, '2', '=1'), fault: 'quote' }, record(4, 'x', 'b')],
        },
      },
      /in spite of its fault/,
    ],
    ['a lost mark', { read: { hasMark: true } }, /a byte order mark was lost/],
    ['an added mark', { read: { output: { rows: [head], hasMark: true } } }, /a byte order mark was added/],
    ['no table', { read: { refusal: 'gzip' } }, /is no table/],
    ['a table refused', { outcome: { refusal: { message: 'no', isForeseen: true } } }, /has a good header/],
    [
      'what nobody foresaw',
      { outcome: { refusal: { message: 'x', isForeseen: false } }, read: { refusal: 'gzip' } },
      /nobody foresaw/,
    ],
    ['another delimiter', { outcome: { ...right, delimiter: ';' } }, /read with the delimiter/],
    ['an output that is no CSV', { read: { output: { fault: 'x' } } }, /cannot be read/],
  ])('finds %s', (_what, changes, found) => {
    expect(judged(changes)).toMatch(found);
  });
});
