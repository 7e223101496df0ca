import { z } from 'zod';
import { parseOptions } from '../options.js';
import { optimiserSchema } from './optimisers/index.js';
import { scheduleSchema } from './schedules/index.js';

/** How a network is trained; every option has a default. */
export const trainingOptionsSchema = z.strictObject({
  /** The most passes over the training rows. */
  epochs: z.number().int().min(1).max(100_000).default(200),
  /** The most rows per step; the rows of an epoch are spread evenly over its steps. */
  batchSize: z.number().int().min(1).default(256),
  /** The most rows of an epoch, another random part of them each time; null: all. Many similar rows need no more between two looks. */
  epochRows: z.number().int().min(1).nullable().default(null),
  optimiser: optimiserSchema.prefault({ name: 'adamw' }),
  schedule: scheduleSchema.prefault({ name: 'constant' }),
  /**
   * Stop when the validation loss has not improved by more than `minDelta` for `patience` epochs, and go back to the best
   * weights (Prechelt, 1998). Null, or no validation rows: all epochs, last weights.
   */
  earlyStopping: z
    .strictObject({
      patience: z.number().int().min(1).default(16),
      minDelta: z.number().min(0).default(0),
    })
    .nullable()
    .prefault({}),
  /**
   * Where one part of the rows stopped the training: train once more, for as many epochs as were best, on those rows as well. A number
   * trains so many networks, which begin at random places of their own and answer by their mean (deep ensembles: Lakshminarayanan,
   * Pritzel & Blundell, 2017). What was worked out from the rows (the choice of a model, intervals, thresholds) stays that of the
   * first training.
   */
  refit: z.union([z.boolean(), z.number().int().min(1).max(16)]).default(false),
  /** The gradient of all weights together is shortened to this norm (Pascanu et al., 2013); null: never. */
  clipNorm: z.number().positive().nullable().default(1),
  /**
   * Adds l2/2 · Σ w² over the weights that decay (not biases) to the mean loss. scikit-learn's `C` for n rows is
   * l2 = 1 / (C n).
   */
  l2: z.number().min(0).default(0),
  /** Weight of each class by its index, or so that all classes count alike (King & Zeng, 2001). */
  classWeights: z
    .union([z.literal('balanced'), z.record(z.string().regex(/^\d+$/), z.number().min(0))])
    .nullable()
    .default(null),
  /** Training ends at the first step after so many seconds; where it cuts is not repeatable. */
  maxSeconds: z.number().positive().nullable().default(null),
});

export type TrainingOptions = z.output<typeof trainingOptionsSchema>;
export type TrainingOptionsInput = z.input<typeof trainingOptionsSchema>;
export type ClassWeights = NonNullable<TrainingOptions['classWeights']>;

/**
 * Training options with every default filled in.
 * @param pointer Where they stand in the user's file, for the error's details.
 * @throws InvalidSpecificationError with a detail per wrong place.
 */
export function checkTrainingOptions(options: unknown = {}, pointer = '/training'): TrainingOptions {
  return parseOptions(trainingOptionsSchema, options, 'the training', pointer);
}
