import type { TransferListItem } from 'node:worker_threads';
import { EngineError } from '../core/errors.js';
import type { PackedError } from './worker-errors.js';

/** What the parent hands to the entry of a background. */
export interface Assignment {
  moduleUrl: string;
  data: unknown;
  /** The parent's engine, so that both compute with the same one; `none` for a module that computes nothing. */
  engine: 'native' | 'wasm' | 'cpu' | 'none';
}

/** What travels from a background to its parent. */
export type FromBackground =
  | { kind: 'message'; body: unknown }
  | { kind: 'error'; error: PackedError }
  /** The first message; see `ownThreadId`. */
  | { kind: 'began'; threadId?: number };

/** The background's end of the connection. */
export interface BackgroundPort<Data = unknown, Incoming = unknown> {
  /** What `spawnBackground` was given, cloned. */
  readonly data: Data;
  /** Send to the parent. `transfer` moves buffers between threads; to another process everything is copied. */
  post(message: unknown, transfer?: TransferListItem[]): void;
  /** Receive what the parent posts. Keeps the background alive until `close`. */
  onMessage(handler: (message: Incoming) => void): void;
  /** Stop receiving; the background ends when its work is done. */
  close(): void;
}

let port: BackgroundPort | undefined;

/** Called once by the entry of a background. */
export function openPort(opened: BackgroundPort): void {
  port = opened;
}

/**
 * The connection of the module that runs in the background.
 * @throws EngineError outside a background.
 */
export function backgroundPort<Data = unknown, Incoming = unknown>(): BackgroundPort<Data, Incoming> {
  if (!port) throw new EngineError('This module was not started by `spawnBackground`.');
  return port as BackgroundPort<Data, Incoming>;
}
