import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobDescription } from '../../src/jobs/describe-job.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { startJobServer, type JobServer } from './jobs.fixture.js';
import { problem } from './problem.fixture.js';
import { runHere } from './run-here.fixture.js';
import type { Json } from './server.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* Rejected rows that are repaired and scored again, on the command line and over the wire. */

const rows = tinyRows(600, 5).map((row, i) => (i % 100 === 0 ? { ...row, size: 'x' } : row));
const csv = csvOf(rows);
const repaired = csvOf(rows.map((row) => (row.size === 'x' ? { ...row, size: '4.5' } : row)));
const mend = (rejects: string) => rejects.replaceAll(/,x(?=,[rb],[gx]\n)/g, ',4.5');
const address = `/v1/${tinyId}/rescorings`;

let tiny: TinySuite;
let server: JobServer;
beforeAll(async () => {
  tiny = await openTinySuite();
  server = await startJobServer({ ...tiny.environment, SEXTANT_JOB_PART_BYTES: '2000' });
});
afterAll(async () => {
  await server.end('SIGKILL');
  await tiny.remove();
});

describe('rescore', () => {
  it('writes the whole file from a receipt, and says what became of the rejected rows', async () => {
    const { result } = await tiny.score(csv);
    const { paths } = result;
    await writeFile(paths.rejects, mend(await readFile(paths.rejects, 'utf8')));
    const { status, stdout } = await runHere(['rescore', paths.receipt], tiny.environment);
    expect(status).toBe(0);
    expect(stdout).toContain('of 6 rejected rows 6 were repaired; 6 are scored now');
    expect(stdout).toContain('600 rows = 600 scored + 0 rejected');
    const { text } = await tiny.score(repaired);
    expect(await readFile(`${paths.output}.rescored.csv`, 'utf8')).toBe(text);
  });

  it('asks for the table where it is not beside the receipt, in Chinese where that is spoken', async () => {
    const output = join(tiny.root, 'elsewhere', 'out.csv');
    const { result } = await tiny.score(csv, { output });
    const given = ['--lang', 'zh', 'rescore', result.paths.receipt];
    const { status, stderr } = await runHere(given, tiny.environment);
    expect([status, stderr]).toEqual([2, expect.stringContaining('out.receipt.json 旁没有已打分的表')]);
    expect(stderr).toContain('请指定：--input FILE。');
    const input = join(dirname(output), 'no.csv');
    const none = await runHere(['rescore', result.paths.receipt, '--input', input], tiny.environment);
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining(`There is no file ${input}.`)]);
  });
});

describe('the rejects of a batch', () => {
  async function orderAgain(job: string, body: string): Promise<JobDescription> {
    const response = await server.send(`${address}?job=${job}`, body);
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as Json;
    await server.ended(id);
    return server.job(id);
  }

  it('are repaired over the wire, some now and the others from the job that repaired these', async () => {
    const first = await server.order(tinyId, csv);
    await server.ended(first);
    const [header, ...lines] = mend(await server.text(`/v1/jobs/${first}/rejects`)).split(/(?<=\n)/);
    const second = await orderAgain(first, `${header}${lines.slice(0, 4).join('')}`);
    expect(second).toMatchObject({
      kind: 'rescore',
      state: 'succeeded',
      result: { rows: { input: 600, scored: 598, rejected: 2 }, rescored: { rejected: 6, repaired: 4 } },
    });
    const left = mend(await server.text(`/v1/jobs/${second.id}/rejects`));
    const third = await orderAgain(second.id, left);
    const { text, result } = await tiny.score(repaired);
    expect(await server.text(`/v1/jobs/${third.id}/result`)).toBe(text);
    expect(await server.text(`/v1/jobs/${first}/result`)).not.toBe(text);
    const receipt = JSON.parse(await server.text(`/v1/jobs/${third.id}/receipt`));
    expect(receipt.labels).toEqual(result.labels);
    expect(receipt.input.file).toBe('input.csv');
  });

  it('are refused with what was expected, and with no place of the machine', async () => {
    const whole = await server.order(tinyId, repaired);
    const torn = await server.order(tinyId, csv);
    for (const id of [whole, torn]) await server.ended(id);
    const refused = async (query: string, body: string) => {
      const response = await server.send(`${address}${query}`, body);
      const told = await problem(response);
      expect(JSON.stringify(told)).not.toContain(basename(tiny.root));
      return [response.status, told.detail];
    };
    const rejects = await server.text(`/v1/jobs/${torn}/rejects`);
    expect(await refused('', rejects)).toEqual([422, 'The options of the job are not what they should be.']);
    expect(await refused('?job=01J00000000000000000000000', rejects)).toEqual([404, expect.any(String)]);
    expect(await refused(`?job=${whole}`, rejects)).toEqual([
      422,
      'result.receipt.json: no row was rejected.',
    ]);
    expect(await refused(`?job=${torn}`, 'size,colour\n1,b\n')).toEqual([
      422,
      expect.stringContaining('columns are missing'),
    ]);
    const same = await orderAgain(torn, rejects);
    expect(same.error).toMatchObject({ message: 'No row of the rejects was repaired.' });
    await server.fetch(`/v1/jobs/${torn}`, { method: 'DELETE' });
    expect(await refused(`?job=${torn}`, mend(rejects))).toEqual([404, expect.any(String)]);
  });
});
