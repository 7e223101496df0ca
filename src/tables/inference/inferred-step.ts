/** The distance at which rows of a series lie, as `task.options` of a forecast writes it. */
export interface InferredStep {
  unit: 'order' | 'month' | 'business day';
  /** Of one step: milliseconds (of the unit `order`), months or business days. */
  count: number;
  /** As `step` writes it. */
  text: string;
  /** Rows so near to a multiple of the step are meant to be there. */
  tolerance?: string;
  /** Share of the distances of neighbouring rows that are one step. */
  share: number;
  /** What a person should know of gaps, repeated moments and changes of the clock, each a sentence without its full stop. */
  remarks: readonly string[];
}

/** What was found in place of a step: the most frequent distances and their shares. */
export interface IrregularSteps {
  found: readonly { distance: string; share: number }[];
}
