import { z } from 'zod';
import { driverNames } from '../volatility/forecasts.js';
import { inputNames } from '../volatility/inputs.js';

const shape = z.strictObject({ alpha: z.number().min(0), beta: z.number().min(0) });
const inputs = z.array(z.number()).length(inputNames.length);

/** What serving knows besides the network and the history: plain JSON, `preparation.json`. */
export const riskStateSchema = z.strictObject({
  format: z.literal(1),
  assets: z.array(z.string()).min(1),
  driver: z.enum(driverNames),
  /** Of what a network reads. */
  scaling: z.strictObject({ means: inputs, deviations: inputs }),
  dynamics: z.strictObject({ assets: z.array(shape), market: shape }),
  /** Days of the history, and the first of them from which nothing was learnt. */
  days: z.int().min(1),
  learntUntil: z.int().min(1),
});

export type RiskState = z.infer<typeof riskStateSchema>;
