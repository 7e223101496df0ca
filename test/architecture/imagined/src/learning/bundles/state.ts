import { z } from 'zod';
import { figure } from '../../core/text/figures.js';
import type { InputColumns } from '../../models/prediction/examples.js';
import type { Model } from '../../models/prediction/model.js';

export const bundleStateSchema = z.strictObject({
  /** Parts that some bundle held. */
  known: z.array(z.string()),
  mean: z.number(),
  deviation: z.number().positive(),
});

export type BundleState = z.infer<typeof bundleStateSchema>;

/** How often each known part is held. */
export function countsOf({ known }: BundleState, held: readonly (readonly string[])[]): InputColumns {
  const data = Float32Array.from(
    held.flatMap((parts) => known.map((name) => parts.filter((one) => one === name).length)),
  );
  return { features: { data, shape: [known.length] } };
}

export function valuesBy(
  model: Model,
  state: BundleState,
  held: readonly (readonly string[])[],
): Float64Array {
  const outputs = model.predict(countsOf(state, held), held.length);
  return Float64Array.from(outputs, (output) => figure(state.mean + output * state.deviation));
}
