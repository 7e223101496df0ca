import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, type TransferListItem } from 'node:worker_threads';
import type { EngineName } from '../core/configuration.js';
import { asError, EngineError } from '../core/errors.js';
import { projectRoot } from '../core/paths.js';
import { yieldProcess, yieldThread } from '../core/processes/priority.js';
import { engineRunsInThreads, plannedEngine } from './planned-engine.js';
import { unpackError } from './worker-errors.js';
import type { Assignment, FromBackground } from './worker-port.js';

export { backgroundPort, type BackgroundPort } from './worker-port.js';

/** A module that runs beside this thread, seen from the parent. */
export interface BackgroundWorker<Incoming = unknown> {
  readonly kind: 'thread' | 'process';
  /** Send to the module. `transfer` moves buffers to a thread; to a process everything is copied. */
  post(message: unknown, transfer?: TransferListItem[]): void;
  onMessage(handler: (message: Incoming) => void): void;
  /** What the module threw, with its message, stack, class, code and details. `onExit` follows. */
  onError(handler: (error: Error) => void): void;
  /** Called once, also after the end. 0 is success; null stands for a process that a signal ended. */
  onExit(handler: (code: number | null) => void): void;
  /** From now on others go first where a core is contended; in a thread on Linux alone. It cannot be taken back. */
  yield(): void;
  /** End it now, whatever it computes. Resolves when it is gone. */
  terminate(): Promise<void>;
}

export interface BackgroundOptions {
  /**
   * The engine of the background; the parent's by default. `none` for a module that computes nothing and imports `worker-port.js`
   * alone of this room: it starts in tens of milliseconds, and always in a thread.
   */
  engine?: EngineName | 'none';
  /** A process of its own whatever the engine. */
  ownProcess?: boolean;
  /** Most memory of the JavaScript heap in MiB. */
  heapLimit?: number;
}

const entryUrl = new URL('./worker-entry.js', import.meta.url);

/**
 * Run a module in the background: in a worker thread, or in a process of its own on the native engine, which one thread alone may
 * load. Inside, `backgroundPort()` gives `data` and the way back. `data` and messages are cloned (typed arrays and Maps survive,
 * functions do not).
 * @param moduleUrl as `new URL('./x.js', import.meta.url)`; below `src` the compiled file below `dist` is taken.
 * @throws EngineError when the compiled file is missing.
 */
export function spawnBackground<Incoming = unknown>(
  moduleUrl: URL,
  data: unknown,
  options: BackgroundOptions = {},
): BackgroundWorker<Incoming> {
  const engine = options.engine ?? plannedEngine();
  const { module, entry } = filesOf(moduleUrl);
  const assignment: Assignment = { moduleUrl: pathToFileURL(module).href, data, engine };
  const inThread = (engine === 'none' || engineRunsInThreads(engine)) && !options.ownProcess;
  const start = inThread ? startThread : startProcess;
  return connect<Incoming>(start(entry, assignment, options));
}

/** What Node can run, and starts fast: the bundle that `scripts/bundle.mjs` makes of the modules below `dist`. */
const compiled = join(projectRoot, 'dist');
const bundle = join(compiled, 'bundle');

/** The file of a module and the entry that shares its modules: both of the bundle where it has the module, else both as they were compiled. */
function filesOf(moduleUrl: URL): { module: string; entry: string } {
  const module = compiledFile(moduleUrl);
  const bundled = join(bundle, basename(module));
  if (isBelow(compiled, module) && existsSync(bundled))
    return { module: bundled, entry: join(bundle, 'worker-entry.js') };
  if (existsSync(module)) return { module, entry: compiledFile(entryUrl) };
  throw new EngineError(`The background module ${module} does not exist.`, { hint: 'Run `npm run build`.' });
}

/** Tests import TypeScript from `src`, background modules exist compiled in `dist`. */
function compiledFile(moduleUrl: URL): string {
  const file = fileURLToPath(moduleUrl);
  const sources = join(projectRoot, 'src');
  return isBelow(sources, file) ? join(compiled, relative(sources, file).replace(/\.ts$/, '.js')) : file;
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder + sep);
}

/** What threads and processes have in common. */
interface Link {
  kind: 'thread' | 'process';
  post: BackgroundWorker['post'];
  /** @param threadId as the system calls the thread, where that is known */
  yield(threadId: number | undefined): void;
  end(): Promise<void>;
  whenMessage(handler: (message: FromBackground) => void): void;
  whenError(handler: (error: Error) => void): void;
  whenExit(handler: (code: number | null) => void): void;
}

function startThread(entry: string, assignment: Assignment, { heapLimit }: BackgroundOptions): Link {
  const worker = new Worker(entry, {
    workerData: assignment,
    execArgv: [],
    resourceLimits: heapLimit === undefined ? undefined : { maxOldGenerationSizeMb: heapLimit },
  });
  return {
    kind: 'thread',
    post: (message, transfer) => worker.postMessage(message, transfer ?? []),
    yield: (threadId) => void (threadId !== undefined && yieldThread(threadId)),
    end: async () => void (await worker.terminate()),
    whenMessage: (handler) => void worker.on('message', handler),
    whenError: (handler) => void worker.on('error', handler),
    whenExit: (handler) => void worker.once('exit', handler),
  };
}

function startProcess(entry: string, assignment: Assignment, { heapLimit }: BackgroundOptions): Link {
  const child = fork(entry, {
    serialization: 'advanced',
    execArgv: heapLimit === undefined ? [] : [`--max-old-space-size=${heapLimit}`],
    // What a library prints goes to standard error: standard output carries the command's result.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send(assignment);
  return {
    kind: 'process',
    // A message to a child that is gone has nobody to read it; `onExit` tells.
    post: (message) => void (child.connected && child.send(message as object)),
    yield: () => void (child.pid !== undefined && yieldProcess(child.pid)),
    end: () => endProcess(child),
    whenMessage: (handler) => void child.on('message', (message) => handler(message as FromBackground)),
    whenError: (handler) => void child.on('error', handler),
    whenExit: (handler) => void child.once('exit', handler),
  };
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

/** Sort what arrives by its kind; keep what arrives before a handler is there. */
function connect<Incoming>(link: Link): BackgroundWorker<Incoming> {
  const messages = new Channel<Incoming>();
  const errors = new Channel<Error>();
  const exits = new Channel<number | null>();
  const began = new Channel<number | undefined>();
  link.whenMessage((message) => {
    if (message.kind === 'message') messages.give(message.body as Incoming);
    else if (message.kind === 'began') began.give(message.threadId);
    else errors.give(unpackError(message.error));
  });
  link.whenError((error) => errors.give(asError(error)));
  link.whenExit((code) => exits.give(code));
  return {
    kind: link.kind,
    post: link.post,
    onMessage: (handler) => messages.take(handler),
    onError: (handler) => errors.take(handler),
    onExit: (handler) => exits.take(handler),
    yield: () => began.take((threadId) => link.yield(threadId)),
    terminate: () => link.end(),
  };
}

/** Values for the handlers; what comes before the first handler waits for it. */
class Channel<Value> {
  private readonly handlers: ((value: Value) => void)[] = [];
  private waiting: Value[] = [];

  give(value: Value): void {
    if (this.handlers.length === 0) this.waiting.push(value);
    for (const handler of this.handlers) handler(value);
  }

  take(handler: (value: Value) => void): void {
    this.handlers.push(handler);
    const waiting = this.waiting;
    this.waiting = [];
    for (const value of waiting) handler(value);
  }
}
