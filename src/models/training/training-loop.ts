import { CancelledError, InvalidSpecificationError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { classSampleWeights, classWeightTable } from './class-weights.js';
import { EarlyStopping } from './early-stopping.js';
import type { Examples } from '../prediction/examples.js';
import { areDense, type RowValues } from '../prediction/row-values.js';
import type { Loss } from './losses/index.js';
import type { Network } from '../network/network.js';
import { createOptimiser, type Optimiser } from './optimisers/index.js';
import { ParameterVector } from '../network/parameter-vector.js';
import { createSchedule, type Schedule } from './schedules/index.js';
import { checkAnyWeight, checkExamples } from './training-check.js';
import type { TrainingOptions } from './training-options.js';
import { gradientStep, meanLoss, type BatchRange, type StepContext } from './training-step.js';

/** One finished epoch. Losses are weighted means over rows, without the l2 penalty. */
export interface TrainingEpoch {
  /** Counted from 1. */
  epoch: number;
  /** The most there will be. */
  epochs: number;
  trainingLoss: number;
  validationLoss: number | null;
  /** Of the epoch's last step. */
  learningRate: number;
  /** Since training began. */
  seconds: number;
  /** Training rows per second in this epoch, validation included. */
  rowsPerSecond: number;
}

export interface TrainingHistory {
  epochs: TrainingEpoch[];
  /** The epoch, counted from 1, whose weights the network now has. */
  bestEpoch: number;
  /** Why training ended. */
  stoppedBy: 'epochs' | 'early-stopping' | 'time';
  seconds: number;
}

export interface FitRequest {
  network: Network;
  loss: Loss;
  examples: Examples<RowValues>;
  /** Rows that no step sees; early stopping and the plateau schedule watch their loss. */
  validation?: Examples<RowValues>;
  options: TrainingOptions;
  /** Orders the rows and draws the masks; the same seed trains bit by bit the same on one engine. */
  random: Random;
  onEpoch?: (epoch: TrainingEpoch) => void;
  signal?: AbortSignal;
}

/**
 * Train `network` in place, once it has measured the examples. The event loop gets its turn every 20 ms or so. No tensor stays behind.
 * @throws InvalidInputError for rows that cannot be used, InvalidSpecificationError when the loss does not fit or training
 * diverges, CancelledError when `signal` is aborted; the network then keeps its last weights, and the caller disposes of it.
 */
export async function fitNetwork(request: FitRequest): Promise<TrainingHistory> {
  const training = new Training(request);
  return await training.run();
}

const turnMilliseconds = 20;

class Training {
  private readonly parameters: ParameterVector;
  private readonly optimiser: Optimiser;
  private readonly schedule: Schedule;
  private readonly stopping: EarlyStopping | undefined;
  private readonly context: StepContext;
  private readonly validation: Omit<StepContext, 'meanWeight'> | undefined;
  private readonly shuffling: Random;
  private readonly masks: Random;
  private readonly began = performance.now();
  private lastTurn = performance.now();
  private outOfTime = false;

  constructor(private readonly request: FitRequest) {
    const { network, loss, examples, validation, options, random } = request;
    for (const rows of validation ? [examples, validation] : [examples]) {
      checkExamples(rows, loss, network.shapes);
    }
    if (areDense(examples.inputs)) network.adapt?.(examples.inputs);
    this.parameters = new ParameterVector(network);
    this.optimiser = createOptimiser(options.optimiser);
    this.schedule = createSchedule(options.schedule, options.epochs);
    this.stopping =
      options.earlyStopping && validation ? new EarlyStopping(options.earlyStopping) : undefined;
    const [weights, validationWeights] = rowWeights(request);
    const weightSum = weights?.reduce((sum, weight) => sum + weight, 0) ?? examples.rows;
    this.context = { network, loss, examples, weights, meanWeight: weightSum / examples.rows };
    this.validation = validation && { network, loss, examples: validation, weights: validationWeights };
    this.shuffling = random.fork('shuffle');
    this.masks = random.fork('masks');
  }

  async run(): Promise<TrainingHistory> {
    const { options, onEpoch } = this.request;
    const epochs: TrainingEpoch[] = [];
    let stopped = false;
    while (epochs.length < options.epochs && !stopped && !this.outOfTime) {
      const finished = await this.epoch(epochs.length + 1);
      epochs.push(finished);
      onEpoch?.(finished);
      const watched = finished.validationLoss ?? finished.trainingLoss;
      this.schedule.observe(watched);
      stopped = this.stopping?.observe(finished.epoch, watched, this.parameters.values) ?? false;
    }
    this.stopping?.restore(this.parameters.values);
    this.parameters.write();
    return {
      epochs,
      bestEpoch: this.stopping?.bestEpoch ?? epochs.length,
      stoppedBy: stopped ? 'early-stopping' : this.outOfTime ? 'time' : 'epochs',
      seconds: secondsSince(this.began),
    };
  }

  private async epoch(epoch: number): Promise<TrainingEpoch> {
    const { examples, options } = this.request;
    const start = performance.now();
    const order = this.shuffling.permutation(examples.rows).subarray(0, options.epochRows ?? undefined);
    const steps = Math.ceil(order.length / options.batchSize);
    let total = 0;
    let weight = 0;
    let rows = 0;
    let learningRate = 0;
    for (let step = 0; step < steps && !this.outOfTime; step++) {
      await this.pause(epoch);
      const range = {
        order,
        start: Math.floor((step * order.length) / steps),
        end: Math.floor(((step + 1) * order.length) / steps),
      };
      learningRate = options.optimiser.learningRate * this.schedule.factor(epoch - 1 + (step + 0.5) / steps);
      total += this.step(range, learningRate, epoch);
      weight += this.weightOf(range);
      rows = range.end;
      this.outOfTime = options.maxSeconds !== null && secondsSince(this.began) >= options.maxSeconds;
    }
    const validationLoss = this.validation ? meanLoss(this.validation) : null;
    if (validationLoss !== null && !Number.isFinite(validationLoss)) {
      throw this.diverged(`a validation loss of ${validationLoss}`, epoch);
    }
    return {
      epoch,
      epochs: options.epochs,
      trainingLoss: total / weight,
      validationLoss,
      learningRate,
      seconds: secondsSince(this.began),
      rowsPerSecond: rows / secondsSince(start),
    };
  }

  private step(range: BatchRange, learningRate: number, epoch: number): number {
    const { options } = this.request;
    const seed = this.masks.integer(2 ** 32);
    const total = gradientStep(this.context, range, seed, (gradients) => {
      this.parameters.readGradient(gradients);
    });
    if (!Number.isFinite(total)) throw this.diverged(`a training loss of ${total}`, epoch);
    this.parameters.penalise(options.l2);
    const norm = this.parameters.clip(options.clipNorm ?? Infinity);
    if (!Number.isFinite(norm)) throw this.diverged(`a gradient of norm ${norm}`, epoch);
    this.optimiser.step(this.parameters, learningRate);
    this.parameters.write();
    return total;
  }

  private weightOf({ order, start, end }: BatchRange): number {
    const { weights } = this.context;
    if (!weights) return end - start;
    return order.subarray(start, end).reduce((sum, row) => sum + weights[row], 0);
  }

  /** Between two steps: stop when asked to, and let the event loop have its turn now and then. */
  private async pause(epoch: number): Promise<void> {
    if (performance.now() - this.lastTurn > turnMilliseconds) {
      await new Promise((resolve) => setImmediate(resolve));
      this.lastTurn = performance.now();
    }
    if (this.request.signal?.aborted) {
      throw new CancelledError(`Training was cancelled in epoch ${epoch} of ${this.request.options.epochs}.`);
    }
  }

  private diverged(received: string, epoch: number): InvalidSpecificationError {
    const { optimiser, clipNorm } = this.request.options;
    const clipping = clipNorm === null ? 'set clipNorm (now null) to 1' : `lower clipNorm (now ${clipNorm})`;
    return new InvalidSpecificationError(
      `Training diverged in epoch ${epoch}: expected a finite loss, received ${received}.`,
      {
        details: [
          { pointer: '/optimiser/learningRate', expected: 'a rate at which the loss stays finite', received },
        ],
        hint: `Lower optimiser.learningRate (now ${optimiser.learningRate}) or ${clipping}.`,
      },
    );
  }
}

/** Weights of the training and of the validation rows: their own times their class's, where any are given. */
function rowWeights({ loss, examples, validation, options }: FitRequest): (Float32Array | undefined)[] {
  const { classWeights } = options;
  if (!classWeights) return [examples.weights, validation?.weights];
  if (!loss.classes) {
    const received = `the loss "${loss.name}"`;
    const message = `Class weights need a classification loss, received ${received}.`;
    const details = [{ pointer: '/classWeights', expected: 'null, or a classification loss', received }];
    throw new InvalidSpecificationError(message, { details });
  }
  // The validation rows are weighed like the training rows, so that early stopping watches the same objective.
  const table = classWeightTable(examples, classWeights);
  const weights = [examples, validation].map((rows) => rows && classSampleWeights(rows, table));
  for (const given of weights) if (given) checkAnyWeight(given);
  return weights;
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
