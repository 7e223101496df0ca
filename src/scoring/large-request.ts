import type { Language } from '../core/language/language.js';

/** What is asked of a scenario: an endpoint of its plug-in, or else a prediction. */
export interface RequestTarget {
  scenario: string;
  /** Absent: the champion. */
  version?: number;
  endpoint?: string;
  /** Two versions on the rows held out, instead of a prediction; with no rows. */
  compare?: { a: number; b: number };
  /** `tensors`: named columns, as the Open Inference Protocol writes them; absent: rows. */
  form?: 'tensors';
  /** Of a prediction: so many reasons with each row; absent: as is usual. */
  reasons?: number;
  /** In which its texts are answered; absent: English. */
  language?: Language;
}

/** A request as it came, for the process that answers large ones. */
export interface RequestOrder extends RequestTarget {
  /** JSON in UTF-8, not looked into. */
  json: Uint8Array;
}

/** Calls back when nobody waits for an answer any more. */
export type WhenLeft = (leave: () => void) => void;

/** JSON in UTF-8 crosses in parts of this size: copying one of them holds nobody up. */
export const partBytes = 1024 * 1024;

/** A text of JSON in the parts in which it crosses. */
export function* partsOf(json: Uint8Array): Generator<Uint8Array, void> {
  for (let from = 0; from < json.byteLength; from += partBytes) yield json.subarray(from, from + partBytes);
}
