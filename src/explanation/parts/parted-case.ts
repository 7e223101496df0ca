import type { Reason } from '../explanation.js';
import type { FigureName } from '../reason-text.js';

/** A part of what a case is answered from: a column, some steps of one, an item of a history, an atom. */
export interface Part extends Pick<Reason, 'feature' | 'value' | 'steps' | 'atom'> {
  /** What it is, in words: `Temperature, last step: 12 °C`. */
  told: string;
  /** Of a sensitive column: never a reason. */
  isSensitive?: boolean;
}

/** A case some of whose parts are its own, and the others as in a reference. */
export interface Mixture {
  reference: number;
  /** Of each part 1 where it is the case's own. */
  own: Uint8Array;
}

/** Figures in the unit that is served, row-major `[rows, width]`. */
export interface Figures {
  values: ArrayLike<number>;
  width: number;
}

/** A case as a family divides it into parts: all that attributing needs to know of it. */
export interface PartedCase {
  parts: readonly Part[];
  /** How many there are to compare with; where a part is compared with nothing, 1. */
  references: number;
  /** Whether a part is another than that of a reference; absent: each is. */
  differs?: (reference: number, part: number) => boolean;
  /** The figures of mixtures, a row each. A mixture's do not depend on those around it. */
  ask: (mixtures: readonly Mixture[]) => Figures;
  /** Where there is one reference, how often the model is asked at most; absent: 2,048 times. */
  mostEvaluations?: number;
  /** The figures of the case itself, as they are served. */
  output: ArrayLike<number>;
  /** Of each figure. */
  names: readonly FigureName[];
  /** Places of the figures that are told, that which is decided on first; absent: all. */
  told?: readonly number[];
}
