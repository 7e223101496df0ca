import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How bytes are brought to the server. */
export type Manner =
  /** At once. */
  | 'whole'
  /** In some pieces, with a moment between. */
  | 'pieces'
  /** In part; then the connection is torn down. */
  | 'cut'
  /** At once; then this side of the connection is closed. */
  | 'half-closed'
  /** At once; then the connection is left after some of the answer. */
  | 'left';

export interface Sending {
  bytes: Buffer;
  manner: Manner;
  /** The methods of the requests in the bytes, so far as they are known: an answer to HEAD has no body. */
  methods: readonly string[];
}

export interface Answer {
  status: number;
  /** Names in lower case; of several with one name the last. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface Exchange {
  /** Complete ones. */
  answers: Answer[];
  /** All that came. */
  received: Buffer;
  /** `silent`: nothing more came within the patience. */
  end: 'answered' | 'closed' | 'left' | 'silent';
  milliseconds: number;
}

/** Send bytes over a connection of their own, and take what comes back. */
export async function exchange(port: number, sending: Sending, patience: number): Promise<Exchange> {
  const { bytes, manner, methods } = sending;
  const started = performance.now();
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  let end: Exchange['end'] = 'silent';
  const ended = new Promise<void>((resolve) => {
    const finish = (how: Exchange['end']) => {
      end = how;
      resolve();
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (manner === 'left') finish('left');
      else if (isAnswered(chunks, methods)) finish('answered');
    });
    socket.on('end', () => finish('closed'));
    // A server may close while this side still sends; what it said before counts.
    socket.on('error', () => finish('closed'));
    socket.on('close', () => finish('closed'));
    socket.setTimeout(patience, () => finish('silent'));
  });
  await Promise.race([send(), ended]);
  if (manner === 'cut') end = 'left';
  else await ended;
  socket.destroy();
  const received = Buffer.concat(chunks);
  const milliseconds = performance.now() - started;
  return { answers: answersIn(received, methods, true), received, end, milliseconds };

  async function send(): Promise<void> {
    if (manner === 'cut') {
      socket.write(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
      await wait(5);
      socket.resetAndDestroy();
    } else if (manner === 'pieces') {
      const size = Math.ceil(bytes.length / 5);
      for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
        socket.write(bytes.subarray(at, at + size));
        await wait(3);
      }
    } else if (manner === 'half-closed') socket.end(bytes);
    else socket.write(bytes);
  }
}

/** Whether there is an answer to each request. */
function isAnswered(chunks: Buffer[], methods: readonly string[]): boolean {
  const received = Buffer.concat(chunks);
  if (chunks.length > 1) chunks.splice(0, chunks.length, received);
  return answersIn(received, methods, false).length >= Math.max(1, methods.length);
}

/** @param isClosed whether an answer without a length has come to its end */
function answersIn(received: Buffer, methods: readonly string[], isClosed: boolean): Answer[] {
  const answers: Answer[] = [];
  let rest = received;
  while (rest.length > 0) {
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd < 0) break;
    const [first, ...lines] = rest.subarray(0, headEnd).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const behind = rest.subarray(headEnd + 4);
    if (status >= 100 && status < 200) {
      rest = behind;
      continue;
    }
    const hasNone = methods[answers.length] === 'HEAD' || status === 204 || status === 304;
    const found = hasNone ? { body: Buffer.alloc(0), length: 0 } : bodyIn(behind, headers, isClosed);
    if (!found) break;
    answers.push({ status, headers, body: found.body });
    rest = behind.subarray(found.length);
  }
  return answers;
}

function bodyIn(
  bytes: Buffer,
  headers: Record<string, string>,
  isClosed: boolean,
): { body: Buffer; length: number } | undefined {
  if (headers['transfer-encoding'] === 'chunked') return chunkedBody(bytes);
  const declared = headers['content-length'];
  if (declared === undefined) return isClosed ? { body: bytes, length: bytes.length } : undefined;
  const length = Number(declared);
  return bytes.length < length ? undefined : { body: bytes.subarray(0, length), length };
}

function chunkedBody(bytes: Buffer): { body: Buffer; length: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    const next = lineEnd + 2 + size + 2;
    if (!(next <= bytes.length)) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), length: next };
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
