import { setTimeout as wait } from 'node:timers/promises';
import type { JobDescription } from '../../../src/jobs/describe-job.js';
import type { JobServer } from '../../end-to-end/jobs.fixture.js';
import type { ApiWorld } from './api-request.js';

/** Jobs may go on for so long after the last request. */
const settlingMilliseconds = 120_000;

/** What the first version of each scenario answers to its example, without what differs from answer to answer. */
export async function knownAnswers(server: JobServer, world: ApiWorld): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const { path, bodies } of predictions(world)) {
    const body = JSON.stringify(bodies['application/json'].example);
    const headers = { 'content-type': 'application/json' };
    const response = await server.fetch(path, { method: 'POST', headers, body });
    const text = await response.text();
    answers.set(path, `${response.status} ${text.replaceAll(/"id":"\w+",?/g, '')}`);
  }
  return answers;
}

function predictions({ operations }: ApiWorld) {
  return operations.filter(({ path }) => path.endsWith('/predict'));
}

/** Whether the server answers as before. Which version serves may have been changed, so the first is told to. */
export async function unsound(
  server: JobServer,
  world: ApiWorld,
  known: ReadonlyMap<string, string>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { scenario } of predictions(world)) {
    const { status } = await server.fetch(`/v1/${scenario}/versions/1/promote`, { method: 'POST' });
    if (status !== 200) wrong.push(`version 1 of ${scenario} cannot be promoted any more: ${status}`);
  }
  for (const [path, answer] of await knownAnswers(server, world)) {
    if (answer !== known.get(path)) wrong.push(`${path} answers ${answer} instead of ${known.get(path)}`);
  }
  return wrong;
}

/**
 * Cancel the trainings that go on, and wait for the batches.
 * @param forget is told of jobs that had ended when they were to be cancelled: then they are removed
 */
export async function settle(server: JobServer, forget: (id: string) => void): Promise<string[]> {
  const started = performance.now();
  for (;;) {
    const open = (await allJobs(server)).filter(({ state }) => state === 'queued' || state === 'running');
    if (open.length === 0) return [];
    for (const { id } of open.filter(({ kind }) => kind === 'train')) {
      const { status } = await server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' });
      if (status === 204) forget(id);
    }
    if (server.hasEnded || performance.now() - started > settlingMilliseconds)
      return [`${open.length} jobs do not end: ${JSON.stringify(open[0])}`];
    await wait(200);
  }
}

/** Every job that was taken is there, is listed, and accounts for its rows. */
export async function lostJobs(server: JobServer, jobIds: readonly string[]): Promise<string[]> {
  const listed = new Set((await allJobs(server)).map(({ id }) => id));
  const wrong: string[] = [];
  for (const id of jobIds) {
    const response = await server.fetch(`/v1/jobs/${id}`);
    if (response.status !== 200) wrong.push(`the job ${id} was taken and is gone: ${response.status}`);
    else if (!listed.has(id)) wrong.push(`the job ${id} is not listed`);
    else wrong.push(...(await unaccounted(server, (await response.json()) as JobDescription)));
  }
  return wrong;
}

async function unaccounted(server: JobServer, { id, kind, state }: JobDescription): Promise<string[]> {
  if (kind !== 'batch' || state !== 'succeeded') return [];
  const receipt = await server.fetch(`/v1/jobs/${id}/receipt`);
  if (receipt.status !== 200) return [`the job ${id} has no receipt: ${receipt.status}`];
  const { rows } = (await receipt.json()) as { rows: { input: number; scored: number; rejected: number } };
  return rows.input === rows.scored + rows.rejected
    ? []
    : [`the job ${id} has lost rows: ${JSON.stringify(rows)}`];
}

async function allJobs(server: JobServer): Promise<JobDescription[]> {
  const jobs: JobDescription[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const response = await server.fetch(`/v1/jobs?limit=200${query}`);
    if (response.status !== 200)
      throw new Error(`The list of jobs: ${response.status} ${await response.text()}`);
    const page = (await response.json()) as { jobs: JobDescription[]; next?: string };
    jobs.push(...page.jobs);
    cursor = page.next;
  } while (cursor !== undefined);
  return jobs;
}

/** Ask the server to end, and see that it does so in time, cleanly and without having met what nobody foresaw. */
export async function endWithin(server: JobServer, milliseconds: number): Promise<string[]> {
  const wrong = unforeseen(server.log).map((line) => `the log says ${line}`);
  if (server.hasEnded) return [...wrong, `the server has ended by itself: ${server.log.slice(-1500)}`];
  const started = performance.now();
  const status = await Promise.race([server.end('SIGTERM'), wait(milliseconds + 500).then(() => 'none')]);
  const taken = Math.round(performance.now() - started);
  if (status === 'none') return [...wrong, `the server does not end on SIGTERM within ${milliseconds} ms`];
  if (status !== 0) wrong.push(`the server ends on SIGTERM with ${status}`);
  if (taken > milliseconds) wrong.push(`the server takes ${taken} ms to end on SIGTERM`);
  return wrong;
}

/** Lines of the log that tell of an error, each kind once. */
function unforeseen(log: string): string[] {
  const lines = log.split('\n').filter((line) => /"level":(?:50|60)|Warning:|Unhandled/.test(line));
  const byKind = new Map(
    lines.map((line) => [line.replaceAll(/\d+/g, '').slice(0, 200), line.slice(0, 700)]),
  );
  return [...byKind.values()].slice(0, 10);
}
