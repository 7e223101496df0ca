/** A value that is made of parts, some of which may not be known. */
export interface DividedValue {
  /** What one part is called in general, such as `Atom`. */
  partName: string;
  /** Of each part what it is, in the order in which the value is written. */
  parts: readonly string[];
  /** The value with what stands for an unknown part in the place of those that are not kept. @param kept of each part 1 where it is. */
  keeping: (kept: ArrayLike<number>) => string;
}
