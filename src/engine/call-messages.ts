import type { PackedError } from './worker-errors.js';

/** One thing that a background can be asked: what it takes and gives, and what it tells meanwhile. */
export interface Verb {
  input: unknown;
  result: unknown;
  event?: unknown;
}

/** What a background can be asked, by verb. */
export type Verbs<Contract> = { [Name in keyof Contract]: Verb };

/** A call on its way to the background. */
export interface ToCalled {
  id: number;
  verb: string;
  input: unknown;
}

/** What comes back. */
export type FromCalled =
  | { ready: true }
  | { id: number; event: unknown }
  | { id: number; result: unknown }
  | { id: number; error: PackedError };
