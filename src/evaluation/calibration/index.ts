import { z } from 'zod';
import { DamagedFileError } from '../../core/errors.js';
import { zodProblems } from '../../core/zod-problems.js';
import type { ScoredRows } from './calibrator.js';
import { applyIsotonic, fitIsotonic, type IsotonicState } from './isotonic.js';
import { applyPlatt, fitPlatt, type PlattState } from './platt.js';
import { applyTemperature, fitTemperature, type TemperatureState } from './temperature.js';

export { fitTemperature } from './temperature.js';
export { expectedCalibrationError, reliabilityCurve, type ReliabilityBin } from './reliability-curve.js';

/** A fitted calibration of a binary classifier's score: plain JSON, kept in the artefact. */
export type CalibrationState = PlattState | TemperatureState | IsotonicState;

export const calibrationMethods = ['platt', 'temperature', 'isotonic'] as const;
export type CalibrationMethod = (typeof calibrationMethods)[number];

/**
 * Fit on rows that the model was not trained on.
 * @throws InvalidInputError for rows that are not accepted or (platt, isotonic) of one class only.
 */
export function fitCalibration(method: CalibrationMethod, rows: ScoredRows): CalibrationState {
  switch (method) {
    case 'platt':
      return fitPlatt(rows);
    case 'temperature':
      return fitTemperature({ logits: rows.scores, labels: rows.labels, weights: rows.weights });
    case 'isotonic':
      return fitIsotonic(rows);
  }
}

/**
 * @param width classes of a row; with more than 1 the scores are logits, one per class, and only a temperature can be applied.
 * @returns one probability per score, of class 1 where there is one score to a row.
 */
export function applyCalibration(
  state: CalibrationState,
  scores: ArrayLike<number>,
  width = 1,
): Float64Array {
  switch (state.method) {
    case 'platt':
      return applyPlatt(state, scores);
    case 'temperature':
      return applyTemperature(state, scores, width);
    case 'isotonic':
      return applyIsotonic(state, scores);
  }
}

const schema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('platt'), slope: z.number(), intercept: z.number() }),
  z.strictObject({ method: z.literal('temperature'), temperature: z.number().positive() }),
  z
    .strictObject({
      method: z.literal('isotonic'),
      scores: z.array(z.number()).min(1),
      values: z.array(z.number().min(0).max(1)),
    })
    .refine(({ scores, values }) => scores.length === values.length, 'as many values as scores')
    .refine(
      ({ scores }) => scores.every((score, i) => i === 0 || score > scores[i - 1]),
      'scores strictly rising',
    )
    .refine(
      ({ values }) => values.every((value, i) => i === 0 || value >= values[i - 1]),
      'values never falling',
    ),
]);

/**
 * Check a state that was read from a file.
 * @throws DamagedFileError naming each place that is not of a calibration's form.
 */
export function parseCalibration(json: unknown): CalibrationState {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new DamagedFileError('The calibration is not of the form that this version reads.', {
    details: zodProblems(parsed.error, json),
  });
}
