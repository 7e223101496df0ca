import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { jobSchema } from '../../src/jobs/describe-job.js';
import { receiptSchema } from '../../src/scoring/csv/receipt.js';
import { DecideCsv, type DecideCsvRequest, type DecideResult } from '../../src/scoring/decide/decide-csv.js';
import { startJobServer, type JobServer } from './jobs.fixture.js';
import { runHere } from './run-here.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* A rule decides on a whole file, by the command line and as a job. */

let tiny: TinySuite;
let server: JobServer;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await startJobServer(tiny.environment);
});
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});

const decisions = `/v1/${tinyId}/decisions`;
const colours = ['r', 'b', '"r"'];
/** Some are rejected for a column of the scenario, some for one of the rule. */
const table = [
  'size,colour,worth,note',
  ...Array.from({ length: 60 }, (_, i) => `${i % 9},${colours[i % 3]},${(i * 7) % 30},"n, ${i}"`),
  'much,r,3,wrong size',
  '3,r,,no worth',
  '4,b,-2,worth below 0',
  '',
].join('\n');

interface Decided {
  result: DecideResult;
  text: string;
  rows: Record<string, string>[];
  files: string[];
}

let count = 0;
async function decide(content: string, request: Partial<DecideCsvRequest> = {}): Promise<Decided> {
  const input = await tiny.file(`decided/${++count}/in.csv`, content);
  const result = await tiny.suite.get(DecideCsv).execute({ scenario: tinyId, input, workers: 1, ...request });
  const text = await readFile(result.paths.output, 'utf8');
  const rows = parse<Record<string, string>>(text, { columns: true });
  return { result, text, rows, files: (await readdir(dirname(input))).sort() };
}

describe('who gets an offer', () => {
  it('are the rows of the highest expected gain, the first of equals, and every cell of the input comes back', async () => {
    const { result, rows, files, text } = await decide(table, { options: { limit: 5, value: 'worth' } });
    expect(text.split('\n')[0]).toBe(
      'size,colour,worth,note,prediction,probability,decision,model,batch_decision,expected_gain,gain_rank',
    );
    expect(rows.map(({ note }) => note)).toEqual(Array.from({ length: 60 }, (_, i) => `n, ${i}`));
    const expected = rows
      .map(({ probability, worth }, row) => ({ row, gain: Number(probability) * Number(worth) - 1 }))
      .sort((a, b) => b.gain - a.gain || a.row - b.row);
    const chosen = new Set(expected.slice(0, 5).map(({ row }) => row));
    expect(rows.map(({ batch_decision }) => batch_decision)).toEqual(
      rows.map((_, row) => (chosen.has(row) ? 'visit' : 'leave')),
    );
    expect(rows.map(({ gain_rank }) => Number(gain_rank) - 1)).toEqual(
      rows.map((_, row) => expected.findIndex((one) => one.row === row)),
    );
    expect(result.rows).toEqual({ input: 63, scored: 60, rejected: 3, blankLines: 0 });
    expect(result.decided).toMatchObject({
      ...{ rule: 'budget', state: 'decided', actions: { visit: 5, leave: 55 } },
      options: { limit: 5, cost: 1, margin: 10, effect: 1, value: 'worth' },
      columns: ['batch_decision', 'expected_gain', 'gain_rank'],
      summary: { rows: 60, offers: 5, spent: 5 },
    });
    expect(files).toEqual(
      ['in.csv', 'in.csv.decided.csv', 'in.csv.decided.receipt.json', 'in.csv.decided.rejects.csv'].sort(),
    );
    const receipt = JSON.parse(await readFile(result.paths.receipt, 'utf8')) as DecideResult;
    expect(receipt.output.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    const rejects = parse<Record<string, string>>(await readFile(result.paths.rejects, 'utf8'), {
      columns: true,
    });
    expect(rejects.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      ['62', 'size', 'size: expected a number, received "much"'],
      ['63', 'worth', 'worth: expected a number, received ""'],
      ['64', 'worth', 'worth: expected a number from 0, received "-2"'],
    ]);
  });

  it('are the same whatever the blocks and the threads', async () => {
    const options = { budget: 7 };
    const whole = await decide(table, { options });
    const cut = await decide(table, { options, blockBytes: 64, workers: 3 });
    expect(cut.text).toBe(whole.text);
    expect(cut.result.decided).toEqual(whole.result.decided);
  });

  it.each<[string, string, Json, string]>([
    ['a file without rows', 'size,colour\n', { limit: 3 }, 'The file has no row to decide on.'],
    ['a file of rejects', 'size,colour\nmuch,r\n', {}, 'The file has no row to decide on.'],
    ['a limit of 0', 'size,colour\n3,r\n', { limit: 0 }, 'The limit is 0: no row gets an offer.'],
    [
      'a budget below the cost of one',
      'size,colour\n3,r\n',
      { budget: 0.5 },
      'The budget of 0.5 pays for no offer, each of which costs 1.',
    ],
  ])('is answered in words for %s', async (_, content, options, sentence) => {
    const { result, rows } = await decide(content, { options });
    expect(result.decided).toMatchObject({ state: 'empty', sentence });
    expect(result.decided?.actions.visit).toBe(0);
    expect(rows.map(({ batch_decision }) => batch_decision)).toEqual(rows.map(() => 'leave'));
  });

  it('leaves nothing where the rule, an option or a column is wrong', async () => {
    for (const [request, where] of [
      [{ rule: 'lottery' }, 'one of budget'],
      [{ options: { limit: -1 } }, 'a whole number from 0'],
      [{ options: { colour: 'red' } }, 'no such key'],
      [{ options: { value: 'price' } }, 'a column "price"'],
    ] as const) {
      const failed = await decide(table, request).catch((error: unknown) => error as Json);
      expect(failed.details[0].expected).toBe(where);
      expect(await readdir(`${tiny.root}/decided/${count}`)).toEqual(['in.csv']);
    }
  });
});

describe('the command decide', () => {
  it('states options of the rule, says what came of it, and ends as score does', async () => {
    const input = await tiny.file('cli/in.csv', table);
    const given = ['decide', tinyId, input, '--rule', 'budget', '--limit', '4', '--option', 'value=worth'];
    const told = await runHere(given, tiny.environment);
    expect([told.status, told.stdout]).toEqual([
      3,
      expect.stringContaining('rule budget: 4 of 60 rows get an offer'),
    ]);
    const chinese = await runHere([...given, '--lang', 'zh'], tiny.environment);
    expect(chinese.stdout).toContain('60 行中有 4 行得到邀约');
    const json = await runHere([...given, '--json', '-o', `${tiny.root}/cli/out.csv`], tiny.environment);
    const { decided } = JSON.parse(json.stdout) as DecideResult;
    expect(decided?.summary).toMatchObject({ offers: 4, spent: 4 });
    const wrong = await runHere(['decide', tinyId, input, '--limit', 'many'], tiny.environment);
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('/options/limit')]);
  });
});

describe('the job', () => {
  it('writes what the command writes, to the byte', async () => {
    const own = await decide(table, { options: { limit: 9, value: 'worth' } });
    const options = encodeURIComponent('{"limit":9,"value":"worth"}');
    const response = await server.send(`${decisions}?rule=budget&options=${options}`, table);
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as Json;
    await server.ended(id);
    const job = JSON.parse(await server.text(`/v1/jobs/${id}`));
    const { state, result } = job;
    // Nothing of it is lost to whoever reads it by its schema.
    expect(jobSchema.parse(job)).toEqual(job);
    expect([state, result]).toMatchObject([
      'succeeded',
      { decided: { state: 'decided', actions: { visit: 9 } } },
    ]);
    expect(await server.text(`/v1/jobs/${id}/result`)).toBe(own.text);
    expect(await server.text(`/v1/jobs/${id}/rejects`)).toBe(
      await readFile(own.result.paths.rejects, 'utf8'),
    );
    const receipt = JSON.parse(await server.text(`/v1/jobs/${id}/receipt`)) as DecideResult;
    expect(receipt.decided).toEqual(own.result.decided);
    expect(receiptSchema.parse(receipt)).toEqual(receipt);
    expect(receipt.output.sha256).toBe(own.result.output.sha256);
  });

  it('is refused before it is taken where an option is wrong', async () => {
    const response = await server.send(
      `${decisions}?options=${encodeURIComponent('{"limit":"some"}')}`,
      table,
    );
    expect([response.status, ((await response.json()) as Json).errors]).toMatchObject([
      422,
      [{ pointer: '/options/limit', expected: 'a whole number from 0' }],
    ]);
  });
});
