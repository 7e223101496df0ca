import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { ownThreadId } from '../core/processes/priority.js';
import { preferEngine } from './planned-engine.js';
import { packError } from './worker-errors.js';
import { openPort, type Assignment, type BackgroundPort, type FromBackground } from './worker-port.js';

/*
 * The first module of every background, thread or process: opens the port, reports what fails, then loads the module that was
 * asked for. `spawnBackground` starts it; nothing imports it.
 */

type Handler = (message: unknown) => void;

interface Connection {
  send: (message: FromBackground, transfer?: Parameters<BackgroundPort['post']>[1]) => void;
  listen: (handler: Handler) => void;
  close: () => void;
  /** After an error: end as soon as what was sent has left. */
  end: () => void;
}

if (parentPort) void run(workerData as Assignment, threadConnection(parentPort));
else serveProcess();

function threadConnection(port: MessagePort): Connection {
  return {
    send: (message, transfer) => port.postMessage(message, transfer),
    listen: (handler) => void port.on('message', handler),
    close: () => port.close(),
    end: () => process.exit(1),
  };
}

/**
 * The first message is the assignment, the others wait for the module's handler. One listener stays for good (Node drops messages
 * that arrive while there is none), so the channel's hold on the process is set by hand.
 */
function serveProcess(): void {
  let waiting: unknown[] | undefined = [];
  let handler: Handler | undefined;
  let closed = false;
  const connection: Connection = {
    send: (message) => void process.send?.(message),
    listen: (given) => {
      handler = given;
      // As in a thread, nothing arrives before the module has run on to its next pause.
      setImmediate(() => {
        const messages = waiting ?? [];
        waiting = undefined;
        for (const message of messages) if (!closed) given(message);
      });
    },
    close: () => {
      closed = true;
      process.channel?.unref();
    },
    end: () => process.disconnect?.(),
  };
  const begin = async (assignment: Assignment): Promise<void> => {
    await run(assignment, connection);
    if (handler === undefined) connection.close();
  };
  let begun = false;
  process.on('message', (message) => {
    if (begun) {
      if (waiting) waiting.push(message);
      else if (!closed) handler?.(message);
      return;
    }
    begun = true;
    void begin(message as Assignment);
  });
  // Without its parent nobody would ever read what it computes.
  process.once('disconnect', () => process.exit());
}

async function run({ moduleUrl, data, engine }: Assignment, connection: Connection): Promise<void> {
  reportFailures(connection);
  connection.send({ kind: 'began', threadId: ownThreadId() });
  if (engine !== 'none') preferEngine(engine);
  openPort({
    data,
    post: (body, transfer) => connection.send({ kind: 'message', body }, transfer),
    onMessage: connection.listen,
    close: connection.close,
  });
  await import(moduleUrl);
}

function reportFailures({ send, end }: Connection): void {
  const report = (thrown: unknown): void => {
    process.exitCode = 1;
    send({ kind: 'error', error: packError(thrown) });
    end();
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
