import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../src/core/paths.js';
import { freePort } from '../../src/core/processes/free-port.fixture.js';

const program = join(projectRoot, 'bin', 'sextant.js');

/**
 * The guides' commands from anywhere: `sextant` runs the built program, as after `npm link`, `npm ci` finds everything installed and
 * `npm start` starts the server.
 */
const prelude = `
exec 2>&1
sextant() { node "${program}" "$@"; }
npm() { if [ "$1" = start ]; then sextant serve; fi; }
`;

/** How long a server may take until it is as the guide says. */
const mostStartSeconds = 300;

export interface ReaderOptions {
  /** Paths from the project's root that the reader's folder has too; those that do not exist are left out. */
  has?: readonly string[];
}

/** Someone who does what a guide says, in a temporary folder in place of the project's root. */
export class GuideReader {
  /** In place of the project's root. */
  readonly root: string;
  /** What the last command printed, standard output and error in one. */
  printed: string | undefined;
  /** What was run to its end so far. */
  readonly history: { commands: string; output: string }[] = [];
  readonly files = new Map<string, string>();
  /** What the server printed so far, as if it listened on the port that guides name. */
  get serverLog(): string {
    return this.serverPrinted.replaceAll(this.address, '127.0.0.1:3000');
  }

  private exported = '';
  private server: ChildProcess | undefined;
  private serverPrinted = '';

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {
    this.root = join(folder, 'project');
    mkdirSync(this.root);
  }

  static async create({ has = [] }: ReaderOptions = {}): Promise<GuideReader> {
    const reader = new GuideReader(mkdtempSync(join(tmpdir(), 'guide-')), await freePort());
    for (const path of has) {
      const original = join(projectRoot, path);
      if (existsSync(original)) symlinkSync(original, join(reader.root, path), 'dir');
    }
    return reader;
  }

  /** Save a file where the guide says. */
  save(path: string, content: string): void {
    const absolute = join(this.root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    this.files.set(path, content);
  }

  /** Run commands to their end; what they export holds for later ones. */
  run(commands: string): void {
    const script = `${prelude}\n${this.exported}${commands.replaceAll('localhost:3000', this.address)}`;
    const options = { cwd: this.root, env: this.environment, encoding: 'utf8' } as const;
    const { stdout, error } = spawnSync('bash', ['-c', script], options);
    if (error) throw error;
    this.printed = stdout;
    this.history.push({ commands, output: stdout });
    const exports = commands.split('\n').filter((line) => line.startsWith('export '));
    this.exported += exports.map((line) => `${line}\n`).join('');
  }

  /**
   * Start a server and wait for it.
   * @param isUp when the waiting ends; absent: when the reader's own scenarios have a model, or else all.
   */
  async startServer(
    commands: string,
    isUp: () => boolean | Promise<boolean> = () => this.isReady(),
  ): Promise<void> {
    // A process group of its own, so that the server behind the shell can be ended too.
    const environment = { ...this.environment, SEXTANT_LOG_LEVEL: 'info' };
    const options = { cwd: this.root, env: environment, detached: true } as const;
    this.serverPrinted = '';
    this.server = spawn('bash', ['-c', `${prelude}\n${this.exported}${commands}`], {
      ...options,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.server.stdout?.setEncoding('utf8').on('data', (text: string) => (this.serverPrinted += text));
    for (let second = 0; second < mostStartSeconds; second++) {
      if (await isUp()) return;
      await wait(1000);
    }
    throw new Error(`The server was not ready within ${mostStartSeconds} s. It printed:\n${this.serverLog}`);
  }

  async stopServer(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  }

  async close(): Promise<void> {
    await this.stopServer();
    // The database of a server that was ended may still write its last file.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** The reader's own scenarios have a model; the others need not, if there is one. */
  private async isReady(): Promise<boolean> {
    const own = [...this.files.keys()].flatMap(
      (path) => /([^/]+\/[^/]+)\/scenario\.yaml$/.exec(path)?.[1] ?? [],
    );
    if (own.length === 0) return !(await this.isTraining());
    const listed = await (await this.get('/v1/scenarios'))?.json();
    const trained = ((listed ?? []) as { id: string; champion?: string }[]).filter(
      ({ champion }) => champion,
    );
    return own.every((id) => trained.some((one) => one.id === id));
  }

  /** Whether any scenario waits for its first model, or the server does not answer yet. */
  private async isTraining(): Promise<boolean> {
    const readiness = await this.get('/readyz');
    if (readiness?.ok !== true) return true;
    const { scenarios } = (await readiness.json()) as { scenarios: Record<string, { state: string }> };
    return Object.values(scenarios).some(({ state }) => state === 'training');
  }

  private get(path: string): Promise<Response | undefined> {
    return fetch(`http://${this.address}${path}`).catch(() => undefined);
  }

  private get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  private get environment(): NodeJS.ProcessEnv {
    const own = { PORT: String(this.port), HOST: '127.0.0.1', SEXTANT_LOG_LEVEL: 'warn' };
    const environment: NodeJS.ProcessEnv = { ...process.env, ...own };
    for (const name of ['SEXTANT_HOME', 'SEXTANT_SCENARIOS', 'NODE_OPTIONS']) delete environment[name];
    return environment;
  }
}
