import { z } from 'zod';
import { figure } from '../../core/text/figures.js';
import type { InputColumns } from '../../models/prediction/examples.js';
import type { Model } from '../../models/prediction/model.js';

export const portfolioStateSchema = z.strictObject({
  /** Positions that some portfolio held. */
  known: z.array(z.string()),
  mean: z.number(),
  deviation: z.number().positive(),
});

export type PortfolioState = z.infer<typeof portfolioStateSchema>;

/** How often each known position is held. */
export function countsOf({ known }: PortfolioState, held: readonly (readonly string[])[]): InputColumns {
  const data = Float32Array.from(
    held.flatMap((positions) => known.map((name) => positions.filter((one) => one === name).length)),
  );
  return { features: { data, shape: [known.length] } };
}

export function valuesBy(
  model: Model,
  state: PortfolioState,
  held: readonly (readonly string[])[],
): Float64Array {
  const outputs = model.predict(countsOf(state, held), held.length);
  return Float64Array.from(outputs, (output) => figure(state.mean + output * state.deviation));
}
