import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../src/core/paths.js';
import type { JobDescription } from '../../src/jobs/describe-job.js';
import type { Json } from './server.fixture.js';
import { tinyId, type TinySuite } from './tiny-suite.fixture.js';

/** Where batches of the tiny scenario are ordered. */
export const batches = `/v1/${tinyId}/batches`;

const program = join(projectRoot, 'bin', 'sextant.js');

/** An event as it came over the wire. */
export interface ReceivedEvent {
  id: number;
  type: string;
  data: Json;
}

/** A process of the built program, and what it logs. */
export class JobProcessHere {
  log = '';
  readonly child: ChildProcess;
  private readonly exit: Promise<unknown[]>;

  constructor(command: 'serve' | 'worker', environment: Record<string, string>) {
    const own = { HOST: '127.0.0.1', PORT: '0', SEXTANT_LOG_LEVEL: 'debug', SEXTANT_TRAIN_AT_START: 'no' };
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('SEXTANT_'));
    this.child = spawn(process.execPath, [program, command], {
      env: {
        ...Object.fromEntries(inherited),
        NODE_OPTIONS: '',
        DATABASE_URL: '',
        SEXTANT_ENGINE: 'wasm',
        ...environment,
        ...own,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.exit = once(this.child, 'exit');
    this.child.stderr?.setEncoding('utf8').on('data', (part: string) => (this.log += part));
  }

  /** Resolves when the log says so. @throws Error with the log when the process ends before. */
  async says(what: string): Promise<this> {
    while (!this.log.includes(what)) {
      if (this.hasEnded) throw new Error(`It ended before it said "${what}":\n${this.log}`);
      await wait(20);
    }
    return this;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves when it has ended by itself. @returns the exit status */
  async status(): Promise<number | null> {
    return (await this.exit)[0] as number | null;
  }

  /** @returns the exit status; null after SIGKILL. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.hasEnded) this.child.kill(signal);
    return (await this.exit)[0] as number | null;
  }
}

/** A server of jobs in a process of its own. */
export class JobServer extends JobProcessHere {
  constructor(environment: Record<string, string>) {
    super('serve', environment);
  }

  fetch(path: string, options: RequestInit = {}): Promise<Response> {
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(this.log)?.[1];
    return fetch(`http://127.0.0.1:${port}${path}`, options);
  }

  send(path: string, csv: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
    const body = csv as unknown as string;
    return this.fetch(path, { method: 'POST', headers: { 'content-type': 'text/csv', ...headers }, body });
  }

  /** Order a batch that is taken, and give its id. */
  async order(scenario: string, csv: string | Uint8Array): Promise<string> {
    const response = await this.send(`/v1/${scenario}/batches`, csv);
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    return ((await response.json()) as JobDescription).id;
  }

  async job(id: string): Promise<JobDescription> {
    return (await (await this.fetch(`/v1/jobs/${id}`)).json()) as JobDescription;
  }

  async jobs(): Promise<JobDescription[]> {
    return ((await (await this.fetch('/v1/jobs')).json()) as { jobs: JobDescription[] }).jobs;
  }

  async text(path: string): Promise<string> {
    const response = await this.fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    // To the byte: what reads a response as text leaves a byte order mark out.
    return Buffer.from(await response.arrayBuffer()).toString();
  }

  /** The events of a job as they come, until the stream ends or the reader leaves. */
  async *events(id: string, lastEventId?: number): AsyncGenerator<ReceivedEvent, void> {
    const headers: Record<string, string> =
      lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
    const response = await this.fetch(`/v1/jobs/${id}/events`, { headers });
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, number, type, data] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (type !== undefined) yield { id: Number(number), type, data: JSON.parse(data) };
      }
    }
  }

  /** All events, when the job has ended. */
  async ended(id: string): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    for await (const event of this.events(id)) events.push(event);
    return events;
  }
}

/** Names of the jobs that have a folder in a home. */
export function jobFolders({ root }: Pick<TinySuite, 'root'>): Promise<string[]> {
  return readdir(join(root, 'home', 'jobs')).catch(() => []);
}

/** A listening server whose jobs are ready. */
export async function startJobServer(environment: Record<string, string>): Promise<JobServer> {
  const server = new JobServer(environment);
  await server.says('jobs are ready');
  return server;
}
