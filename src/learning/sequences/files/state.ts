import { z } from 'zod';
import { factorsSchema } from '../fit/performance-factors.js';
import { responseSchema } from '../fit/item-response.js';
import { skillParametersSchema } from '../fit/knowledge-tracing.js';
import { spreadSchema } from '../fit/spread.js';

/** What serving knows besides its networks: plain JSON, `preparation.json`. Lists of all skills begin with the unknown one. */
export const tracingStateSchema = z.strictObject({
  format: z.literal(1),
  skills: z.array(z.string()).min(1),
  /** How many steps the networks read. */
  steps: z.int().min(1),
  /** Tracers by name with their share of an answer; the shares add up to 1. */
  served: z.array(z.strictObject({ name: z.string(), share: z.number().gt(0).max(1) })).min(1),
  /** The networks that are stored: name of the tracer, and of its files. */
  networks: z.array(z.strictObject({ name: z.string(), file: z.string() })).min(1),
  knowledge: z.array(skillParametersSchema),
  responses: responseSchema,
  factors: factorsSchema,
  spread: spreadSchema,
  prerequisites: z.array(z.array(z.int().min(1))),
});

export type TracingState = z.infer<typeof tracingStateSchema>;
