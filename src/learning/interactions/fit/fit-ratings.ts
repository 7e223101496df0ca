import { createRandom } from '../../../core/random.js';
import { InvalidInputError } from '../../../core/errors.js';
import { foldRows, kFolds } from '../../../tables/splits/folds.js';
import { conformalHalfWidth } from '../../../evaluation/conformal/index.js';
import { checkTrainingOptions } from '../../../models/training/training-options.js';
import { ParameterVector } from '../../../models/network/parameter-vector.js';
import type { Network } from '../../../models/network/network.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { Interactions } from '../load/interactions.js';
import { ratingsOf, unknownIndex } from '../open/rating-predictor.js';
import type { RatingState } from '../files/state.js';
import { fitCandidate, type Candidate, type CandidateProgress } from '../../fitting/fit-candidate.js';

export interface RatingSettings {
  options: Readonly<Record<string, unknown>>;
  training: Readonly<Record<string, unknown>>;
  /** Networks that answer together, each stopped by a part that it does not learn from. */
  members: number;
}

/** For ratings beside a ranking, where the scenario's own network is another. */
export const ratingDefaults: RatingSettings = {
  options: { factors: 24, dropout: 0.3 },
  training: {
    epochs: 40,
    batchSize: 1024,
    optimiser: { name: 'adam', learningRate: 0.01 },
    earlyStopping: { patience: 3 },
  },
  members: 2,
};

/** The scenario's network as it is declared; `split.validation.folds` gives so many members. */
export function settingsOf({ scenario: { spec } }: { scenario: Pick<Scenario, 'spec'> }): RatingSettings {
  const { validation } = spec.split;
  return {
    options: spec.model.options,
    training: spec.training,
    members: validation && 'folds' in validation ? validation.folds : 1,
  };
}

export interface FittedRatings {
  candidate: Candidate;
  state: Omit<RatingState, 'network'>;
  /** Ratings of rows of the interactions, in their unit. */
  predict: (rows: ArrayLike<number>) => Float64Array;
}

const coverage = 0.9;

interface RatingRequest {
  interactions: Interactions;
  /** Rows to learn from. */
  rows: Int32Array;
  settings: RatingSettings;
  seed: number;
  signal?: AbortSignal;
  onProgress?: (progress: CandidateProgress) => void;
}

/** Factorise ratings (biases and factors, squared error) from some rows of the interactions. */
export async function fitRatings(request: RatingRequest): Promise<FittedRatings> {
  const { interactions, rows, settings, seed, signal, onProgress } = request;
  const values = Float64Array.from(rows, (row) => interactions.value?.[row] ?? NaN);
  const { mean, deviation } = levelOf(values);
  const targets = Float32Array.from(values, (value) => (value - mean) / deviation);
  const known = knownRows(interactions, rows);
  const candidate = await fitCandidate({
    architecture: 'factorisation',
    options: {
      ...settings.options,
      customers: interactions.customers.length + 1,
      items: interactions.items.length + 1,
    },
    training: checkTrainingOptions(settings.training),
    head: { outputs: 1, loss: { name: 'mean-squared-error' } },
    inputs: {
      customer: { data: Int32Array.from(rows, (row) => interactions.customer[row] + 1), shape: [1] },
      item: { data: Int32Array.from(rows, (row) => interactions.item[row] + 1), shape: [1] },
    },
    targets: { data: targets, width: 1 },
    plan: planOf(rows.length, settings.members, seed),
    random: createRandom(seed).fork('ratings'),
    signal,
    onProgress,
  });
  candidate.model.members.forEach((network) => forgetUnknown(network, known));
  const range = {
    lowest: values.reduce((a, b) => Math.min(a, b)),
    highest: values.reduce((a, b) => Math.max(a, b)),
  };
  const residuals = Float64Array.from(candidate.outOfSample.outputs, (output, i) => {
    return (output - targets[candidate.outOfSample.rows[i]]) * deviation;
  });
  const halfWidth = conformalHalfWidth(residuals, coverage);
  return {
    candidate,
    state: {
      customers: interactions.customers,
      ...range,
      mean,
      deviation,
      halfWidth: Number.isFinite(halfWidth) ? halfWidth : null,
    },
    predict: (wanted) => {
      const customer = Int32Array.from(wanted, (row) => interactions.customer[row] + 1);
      const item = Int32Array.from(wanted, (row) => interactions.item[row] + 1);
      return ratingsOf(candidate.model, { customer, item }, { mean, deviation, ...range });
    },
  };
}

function levelOf(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  if (deviation > 0) return { mean, deviation };
  throw new InvalidInputError('All ratings are the same, so there is nothing to learn from them.', {
    withoutData: true,
  });
}

/** With one member a fifth of the rows stops it; with more, each is stopped by its own part of all rows. */
function planOf(rows: number, members: number, seed: number) {
  const k = Math.max(2, members === 1 ? 5 : members);
  const folds = kFolds({ rows, k, seed });
  const all = Array.from({ length: members }, (_, fold) => {
    const { training, test } = foldRows(folds, fold);
    return { training, validation: test };
  });
  return { members: all, preparationRows: Int32Array.from({ length: rows }, (_, i) => i) };
}

/** Which rows of the network's tables some row to learn from belongs to. */
function knownRows({ customer, item, customers, items }: Interactions, rows: ArrayLike<number>) {
  const known = { customer: new Set<number>(), item: new Set<number>() };
  for (let i = 0; i < rows.length; i++) {
    known.customer.add(customer[rows[i]] + 1);
    known.item.add(item[rows[i]] + 1);
  }
  const others = (count: number, seen: ReadonlySet<number>) =>
    Array.from({ length: count + 1 }, (_, index) => index).filter((index) => !seen.has(index));
  return {
    customer: [unknownIndex, ...others(customers.length, known.customer)],
    item: [unknownIndex, ...others(items.length, known.item)],
  };
}

/** What no row taught keeps no random start: an unknown customer or item then counts as an average one. */
function forgetUnknown(network: Network, unknown: Record<'customer' | 'item', readonly number[]>): void {
  const vector = new ParameterVector(network);
  [...network.weights].forEach(([name, { variable }], index) => {
    const [side, what] = name.split('/');
    if (what === undefined || !(side in unknown)) return;
    const width = variable.shape[1] ?? 1;
    const { start } = vector.segments[index];
    for (const row of unknown[side as 'customer' | 'item']) {
      vector.values.fill(0, start + row * width, start + (row + 1) * width);
    }
  });
  vector.write();
}
