import { z } from 'zod';
import { predictionSchema, type AnswerEnvelope, type Prediction } from '../../learning/answer.js';
import type { LogSettings } from './log-settings.js';

/** Of a prediction what is no echo of the request: no products, positions or skills of whom it is about. */
const loggedPredictionSchema = z.object({
  ...predictionSchema.pick({
    label: true,
    probability: true,
    probabilities: true,
    value: true,
    interval: true,
    targets: true,
  }).shape,
  horizons: z
    .array(z.object({ horizon: z.string(), value: z.number(), interval: predictionSchema.shape.interval }))
    .optional(),
});

export type LoggedPrediction = z.infer<typeof loggedPredictionSchema>;

/** A line of the log of answers. */
export const answerRecordSchema = z.strictObject({
  id: z.string(),
  /** When it was given. */
  at: z.iso.datetime(),
  version: z.int().min(1),
  stage: z.string().optional(),
  prediction: loggedPredictionSchema,
  action: z.string().optional(),
  inDomain: z.boolean(),
  /** Codes of what was remarked about the row. */
  warnings: z.array(z.string()),
  /** A keyed hash of the value of the scenario's key column. */
  key: z.string().optional(),
  /** What was asked, where the scenario keeps it; values of personal columns as keyed hashes. */
  inputs: z.record(z.string(), z.unknown()).optional(),
});

export type AnswerRecord = z.infer<typeof answerRecordSchema>;

/** A line of the log of outcomes. */
export const outcomeRecordSchema = z.strictObject({
  /** The id of the answer. */
  answer: z.string(),
  version: z.int().min(1),
  /** When it was told. */
  at: z.iso.datetime(),
  /** The code of a class, or a number in the unit of the target. */
  outcome: z.union([z.string(), z.number()]),
});

export type OutcomeRecord = z.infer<typeof outcomeRecordSchema>;

/** An answer on its way to the log, with values that are not hashed yet. */
export type GivenAnswer = Omit<AnswerRecord, 'at' | 'version' | 'key'> & { keyValue?: unknown };

/** @param row what was asked. */
export function givenAnswer(answer: AnswerEnvelope, row: unknown, settings: LogSettings): GivenAnswer {
  const { id, stage, prediction, decision, applicability } = answer;
  const values = Object(row) as Record<string, unknown>;
  const keyValue = settings.key === undefined ? undefined : values[settings.key];
  return {
    id,
    ...(stage !== undefined && { stage }),
    prediction: loggedPrediction(prediction),
    ...(decision && { action: decision.action }),
    inDomain: applicability.in_domain,
    warnings: applicability.warnings.map(({ code }) => code),
    ...(keyValue !== undefined && keyValue !== null && { keyValue }),
    ...(settings.inputs && { inputs: values }),
  };
}

function loggedPrediction(prediction: Prediction): LoggedPrediction {
  const { label, probability, probabilities, value, interval, targets, horizons } = prediction;
  return {
    ...(label !== undefined && { label }),
    ...(probability !== undefined && { probability }),
    ...(probabilities && { probabilities }),
    ...(value !== undefined && { value }),
    ...(interval && { interval }),
    ...(targets && { targets }),
    ...(horizons && {
      horizons: horizons.map((one) => ({
        horizon: one.horizon,
        value: one.value,
        ...(one.interval && { interval: one.interval }),
      })),
    }),
  };
}
