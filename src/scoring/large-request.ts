import type { PackedError } from '../engine/worker-errors.js';

/** What is asked of a scenario: an endpoint of its plug-in, or else a prediction. */
export interface RequestTarget {
  scenario: string;
  endpoint?: string;
}

/** A request as it came, for the process that answers large ones. */
export interface RequestOrder extends RequestTarget {
  /** JSON in UTF-8, not looked into. */
  json: Uint8Array;
}

/** Calls back when nobody waits for an answer any more. */
export type WhenLeft = (leave: () => void) => void;

export type RequestMessage =
  | { kind: 'ready' }
  /** JSON in UTF-8. */
  | { kind: 'answer'; json: Uint8Array }
  | { kind: 'failed'; error: PackedError };
