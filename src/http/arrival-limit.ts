import type { IncomingMessage } from 'node:http';
import { clientError } from './framework-errors.js';

/** How fast bodies must come. */
export interface ArrivalSpeed {
  /** In each span of so many seconds ... */
  seconds: number;
  /** ... at least so many bytes. */
  bytes: number;
}

/** A body that is not a table is given up when it has not arrived whole after so many spans. */
export const mostSpans = 6;
/** How often a span is looked at. */
const looksPerSpan = 10;
/** Where there is no room, what is too slow so many looks after its head gives up its place. */
const patienceLooks = 2;

interface Arriving {
  raw: IncomingMessage;
  /** A table that is stored as it comes may take hours. */
  mayTakeLong: boolean;
  hasPlace: boolean;
  /** Of its connection, before the body. */
  before: number;
  looks: number;
  /** At the start of the span. */
  bytesAtStart: number;
}

/**
 * The requests whose bodies are still arriving. Node's own limit holds for every request alike, and a table of many gigabytes may take
 * hours; so what must not end is the arriving itself. They hold none of the places of requests that are answered, and one address holds
 * at most three quarters of their own.
 */
export class ArrivalLimit {
  private readonly arriving = new Set<Arriving>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly most: number,
    private readonly speed: ArrivalSpeed,
  ) {}

  /**
   * Give a request a place until its body has come or its connection ended.
   * @returns false when there is no room for it.
   */
  add(raw: IncomingMessage, mayTakeLong: boolean): boolean {
    if (!this.makeRoom(raw.socket.remoteAddress)) return false;
    this.watch(raw, { mayTakeLong, hasPlace: true });
    return true;
  }

  /** What was refused before its body came needs no place, but has to come to an end, too. */
  see(raw: IncomingMessage): void {
    const isKnown = [...this.arriving].some((request) => request.raw === raw);
    if (!isKnown) this.watch(raw, { mayTakeLong: false, hasPlace: false });
  }

  private watch(raw: IncomingMessage, what: Pick<Arriving, 'mayTakeLong' | 'hasPlace'>): void {
    const { bytesRead } = raw.socket;
    const request = { raw, ...what, before: bytesRead, looks: 0, bytesAtStart: bytesRead };
    this.arriving.add(request);
    raw.once('end', () => this.leave(request));
    raw.once('close', () => this.leave(request));
    this.timer ??= setInterval(() => this.look(), (this.speed.seconds * 1000) / looksPerSpan).unref();
  }

  private leave(request: Arriving): void {
    this.arriving.delete(request);
    if (this.arriving.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Looks are counted, not seconds: what came while the event loop was held up has not been read yet. */
  private look(): void {
    for (const request of this.arriving) {
      // All has come, though nobody may ever have read it.
      if (request.raw.complete) this.leave(request);
      if (request.raw.complete || ++request.looks % looksPerSpan !== 0) continue;
      const { bytesRead } = request.raw.socket;
      const isSlow = bytesRead - request.bytesAtStart < this.speed.bytes;
      const isOver = !request.mayTakeLong && request.looks >= mostSpans * looksPerSpan;
      // Bytes that wait to be read are held up here, by a slow disk perhaps.
      if (isOver || (isSlow && request.raw.readableLength === 0)) this.giveUp(request);
      else request.bytesAtStart = bytesRead;
    }
  }

  /** Room for one more of an address; at the cost of the slowest, where it is too slow. */
  private makeRoom(address: string | undefined): boolean {
    const all = [...this.arriving].filter(({ hasPlace, raw }) => hasPlace && !raw.complete);
    if (all.length >= this.most) return this.giveUpSlowest(all);
    const own = all.filter(({ raw }) => raw.socket.remoteAddress === address);
    return own.length < Math.ceil((this.most * 3) / 4) || this.giveUpSlowest(own);
  }

  private giveUpSlowest(requests: readonly Arriving[]): boolean {
    const perLook = this.speed.bytes / looksPerSpan;
    const slow = requests
      .filter(({ looks }) => looks >= patienceLooks)
      .map((request) => ({ request, speed: (request.raw.socket.bytesRead - request.before) / request.looks }))
      .filter(({ request, speed }) => speed < perLook && request.raw.readableLength === 0);
    if (slow.length === 0) return false;
    this.giveUp(slow.reduce((least, one) => (one.speed < least.speed ? one : least)).request);
    return true;
  }

  private giveUp(request: Arriving): void {
    this.leave(request);
    const { socket } = request.raw;
    socket.once('finish', () => socket.destroy());
    clientError(Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }
}
