import { setTimeout as wait } from 'node:timers/promises';
import { startJobServer, type JobServer } from '../../end-to-end/jobs.fixture.js';
import { drawCase } from './api-case.js';
import { describeApi, type Json } from './api-description.js';
import { isEndUnclear, judge, type JudgeOptions } from './api-judge.js';
import { bytesOf, sendingOf, type ApiCase, type ApiWorld } from './api-request.js';
import { repetition, type FuzzHome } from './fuzz-home.js';
import { LivezWatcher, now, type SlowAnswer } from './livez.js';
import { endWithin, knownAnswers, lostJobs, settle, unsound } from './soundness.js';
import { exchange, type Exchange } from './wire.js';

export interface ApiFuzzing {
  seed: number;
  /** How many cases; most are of one request. */
  cases: number;
  /** Number of the first case. */
  from?: number;
}

/** Something that a server did that it must not. */
export interface Finding {
  wrong: string[];
  /** Of the case; undefined for what was seen of the server as a whole. */
  number?: number;
  /** What was sent, in short. */
  request?: string;
  /** The command that sends it once more. */
  repeat?: string;
}

export interface ApiReport {
  cases: number;
  requests: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
  livez: { asked: number; longestMilliseconds: number; idleMilliseconds: number };
  /** Answers of 500 and above but 503. */
  internalErrors: number;
  /** That were taken, and of these that are not there or do not account for their rows. */
  jobs: number;
  lostJobs: number;
  findings: Finding[];
}

/** So long an answer of /livez may take, in milliseconds. */
const livezLimit = 200;

/** So long nothing may come back; under a heavy request a slow machine takes seconds. */
const patience = 90_000;

/** So long nothing may come back where the server may wait for bytes that do not come. */
const shortPatience = 3000;

/** Cases that are under way at once. */
const lanes = 3;

/** As many of the cases that were under way while /livez was slow are tried alone. */
const mostSuspects = 12;

/** Fuzz a server of its own over the given home. In the end it is asked to end, as a service manager does. */
export async function fuzzApi(home: FuzzHome, fuzzing: ApiFuzzing): Promise<ApiReport> {
  const server = await startJobServer({
    SEXTANT_HOME: home.folder,
    SEXTANT_JOB_PATHS: home.tablesFolder,
    SEXTANT_LOG_FORMAT: 'json',
  });
  try {
    const openApi = (await (await server.fetch('/openapi.json')).json()) as Json;
    return await new ApiRun(server, home, { ...fuzzing, openApi }).execute();
  } finally {
    await server.end('SIGKILL');
  }
}

class ApiRun {
  private readonly port: number;
  private readonly world: ApiWorld;
  private readonly options: JudgeOptions;
  private readonly findings: Finding[] = [];
  private readonly statuses: Record<string, number> = {};
  private readonly jobIds: string[] = [];
  private readonly times: { number: number; from: number; to: number }[] = [];
  private requests = 0;
  private lost = 0;

  constructor(
    private readonly server: JobServer,
    private readonly home: FuzzHome,
    private readonly fuzzing: ApiFuzzing & { openApi: Json },
  ) {
    this.port = Number(/listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(server.log)?.[1]);
    const description = describeApi(fuzzing.openApi);
    const operations = description.operations.filter(
      ({ scenario }) => scenario === undefined || home.tables.has(scenario),
    );
    const { tables, tablePath } = home;
    this.world = { operations, port: this.port, tables, tablePath, jobIds: this.jobIds };
    this.options = { description, ownPaths: [home.folder] };
  }

  async execute(): Promise<ApiReport> {
    const { server, fuzzing } = this;
    const known = await knownAnswers(server, this.world);
    const watcher = new LivezWatcher(this.port);
    await wait(1000);
    const idle = await watcher.longest();
    await this.sendAll(fuzzing.from ?? 0, fuzzing.cases);
    const longest = await watcher.longest();
    await this.whileAlive(() => settle(server, (id) => this.forget(id)));
    await this.whileAlive(() => this.confirm(watcher));
    const { asked } = await watcher.stop();
    await this.whileAlive(() => settle(server, (id) => this.forget(id)));
    await this.whileAlive(async () => {
      const lost = await lostJobs(server, this.jobIds);
      this.lost = lost.length;
      return lost;
    });
    await this.whileAlive(() => unsound(server, this.world, known));
    this.add(await endWithin(server, 6000));
    return {
      cases: fuzzing.cases,
      requests: this.requests,
      statuses: this.statuses,
      livez: { asked, longestMilliseconds: Math.round(longest), idleMilliseconds: Math.round(idle) },
      internalErrors: internalErrors(this.statuses),
      jobs: this.jobIds.length,
      lostJobs: this.lost,
      findings: this.findings,
    };
  }

  private async sendAll(from: number, count: number): Promise<void> {
    let next = from;
    const work = async () => {
      while (next < from + count && !this.server.hasEnded) await this.send(next++);
    };
    await Promise.all(Array.from({ length: lanes }, work));
  }

  /** Send the case of that number, and judge what comes back. */
  private async send(number: number): Promise<void> {
    const sent = drawCase(this.fuzzing.seed, number, this.world);
    const from = now();
    const received = await this.exchange(sent);
    this.times.push({ number, from, to: now() });
    this.requests += sent.requests.length;
    for (const { status } of received.answers) this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    const wrong = judge(sent, received, this.options);
    if (this.server.hasEnded) wrong.push('the server ended while this was under way');
    this.add(wrong, sent);
    await this.takeJobs(sent, received);
  }

  private exchange(sent: ApiCase): Promise<Exchange> {
    return exchange(this.port, sendingOf(sent), isEndUnclear(sent) ? shortPatience : patience);
  }

  /** Trainings would take all the time there is: most are cancelled at once. */
  private async takeJobs({ requests, number }: ApiCase, { answers }: Exchange): Promise<void> {
    for (const [i, { method, path }] of requests.entries()) {
      // Where answers are missing it may have been done, and the answer that came may be that to a later request, which was no HTTP.
      const isUnsure = answers.length < requests.length;
      if (method === 'DELETE' && (isUnsure || answers[i].status === 204)) this.forget(path);
    }
    for (const [i, { status, headers }] of answers.entries()) {
      const id = status === 202 ? /^\/v1\/jobs\/(\w+)$/.exec(headers.location ?? '')?.[1] : undefined;
      if (id === undefined) continue;
      if (!this.jobIds.includes(id)) this.jobIds.push(id);
      const operation = requests[i]?.operation;
      const isShort = operation?.scenario === 'basics/linear-regression' && number % 2 === 0;
      if (!operation?.path.endsWith('/train') || isShort) continue;
      const { status: ended } = await this.server.fetch(`/v1/jobs/${id}`, { method: 'DELETE' });
      if (ended === 204) this.forget(id);
      else if (ended !== 200) this.add([`DELETE of a training that was just ordered: ${ended}`]);
    }
  }

  /** A job that has ended was removed because the request said so. */
  private forget(path: string): void {
    const at = this.jobIds.findIndex((id) => path.includes(id));
    if (at >= 0) this.jobIds.splice(at, 1);
  }

  /** Which of the cases under way while /livez was slow makes it so when it is alone. */
  private async confirm(watcher: LivezWatcher): Promise<string[]> {
    const slow = watcher.slow.filter(
      ({ milliseconds, failure }) => failure !== undefined || milliseconds > livezLimit,
    );
    const wrong = slow.flatMap(({ failure }) => (failure === undefined ? [] : [`/livez: ${failure}`]));
    for (const number of this.suspects(slow)) {
      const sent = drawCase(this.fuzzing.seed, number, this.world);
      const first = await this.livezDuring(sent, watcher);
      if (first <= livezLimit || this.server.hasEnded) continue;
      // On a busy machine anything may take long once.
      const idle = await watcher.longest(1000);
      const milliseconds = Math.min(first, await this.livezDuring(sent, watcher));
      if (milliseconds > Math.max(livezLimit, 2 * idle))
        this.add([`/livez takes ${Math.round(milliseconds)} ms meanwhile`], sent);
    }
    return wrong;
  }

  /** The longest answer of /livez while a case is sent alone. */
  private async livezDuring(sent: ApiCase, watcher: LivezWatcher): Promise<number> {
    if (this.server.hasEnded) return 0;
    await watcher.longest();
    await this.takeJobs(sent, await this.exchange(sent));
    return watcher.longest();
  }

  /** Numbers of cases that may have made /livez slow, those of the slowest first. */
  private suspects(slow: readonly SlowAnswer[]): number[] {
    const slowest = [...slow].sort((a, b) => b.milliseconds - a.milliseconds);
    const numbers = slowest.flatMap(({ at, milliseconds }) =>
      this.times.filter(({ from, to }) => from < at + milliseconds && to > at).map(({ number }) => number),
    );
    return [...new Set(numbers)].slice(0, mostSuspects);
  }

  /** A server that is gone can be asked nothing; that it went is a finding already. */
  private async whileAlive(check: () => Promise<string[]>): Promise<void> {
    if (!this.server.hasEnded) this.add(await check());
  }

  private add(wrong: readonly string[], sent?: ApiCase): void {
    if (wrong.length === 0) return;
    const found: Finding = { wrong: [...wrong] };
    if (sent) {
      const repeat = repetition('api', this.home, { seed: this.fuzzing.seed, number: sent.number });
      Object.assign(found, { number: sent.number, request: inShort(sent), repeat });
    }
    this.findings.push(found);
  }
}

function internalErrors(statuses: Readonly<Record<string, number>>): number {
  const counts = Object.entries(statuses).filter(([status]) => Number(status) >= 500 && status !== '503');
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

/** What was done to the requests, and the beginning of their bytes. */
function inShort({ requests, manner }: ApiCase): string {
  const shown = requests.map((request) => {
    const bytes = bytesOf(request, true);
    const start = JSON.stringify(bytes.subarray(0, 300).toString('latin1'));
    return `${request.changes.join('; ') || 'valid'} (${bytes.length} bytes): ${start}`;
  });
  return `${manner}: ${shown.join('\n')}`;
}
