import { createRandom } from '../../../core/random.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { measure } from '../../rows/tasks/index.js';
import { historiesOf } from '../load/histories.js';
import type { Interactions } from '../load/interactions.js';
import type { ScoredRows } from '../../rows/tasks/task.js';
import { intervalsOf } from '../../report.js';
import { fitRatings, type FittedRatings, type RatingSettings } from './fit-ratings.js';
import { mainNetwork, networkFiles } from '../files/network-files.js';
import { recommenderState } from '../files/recommender-state.js';
import type { InteractionTraining, InteractionVersion } from './interaction-version.js';

type ScoredRatings = Extract<ScoredRows, { kind: 'regression' }>;

/** Learn what rating a customer would give a product. */
export async function rateProducts(training: InteractionTraining): Promise<InteractionVersion> {
  const { scenario, loaded, seed, signal, onProgress } = training;
  const { interactions } = loaded;
  const order = createRandom(seed).fork('split').permutation(interactions.row.length);
  const held = Math.round(order.length * Number(scenario.spec.split.test));
  const [test, rows] = [order.slice(0, held), order.slice(held).sort()];
  const fitted = await fitRatings({
    interactions,
    rows,
    settings: settingsOf(training),
    seed,
    signal,
    onProgress,
  });
  try {
    const learning = historiesOf(interactions, loaded.spec, rows);
    const ratings = { ...fitted.state, network: mainNetwork };
    const state = recommenderState({ ...loaded, spec: { ...loaded.spec, keepHistories: true } }, learning, {
      rankers: [],
      ratings,
    });
    const stored = { ...state, histories: null, neighbours: state.neighbours.map(() => []) };
    const files = {
      ...networkFiles(new Map([[mainNetwork, fitted.candidate.model]])),
      'preparation.json': `${JSON.stringify(stored)}\n`,
    };
    return { sections: sectionsOf(training, fitted, { rows, test }), files };
  } finally {
    fitted.candidate.model.dispose();
  }
}

/** The scenario's network as it is declared; `split.validation.folds` gives so many members. */
export function settingsOf({ scenario: { spec } }: Pick<InteractionTraining, 'scenario'>): RatingSettings {
  const { validation } = spec.split;
  return {
    options: spec.model.options,
    training: spec.training,
    members: validation && 'folds' in validation ? validation.folds : 1,
  };
}

/** Ratings that were given beside those that the model says. */
export function scoreRatings(
  interactions: Interactions,
  fitted: FittedRatings,
  rows: ArrayLike<number>,
): ScoredRatings {
  const actual = Float64Array.from(rows, (row) => interactions.value?.[row] ?? NaN);
  return { kind: 'regression', predictions: { actual, predicted: fitted.predict(rows) } };
}

function sectionsOf(
  { scenario, loaded, seed }: InteractionTraining,
  fitted: FittedRatings,
  { rows, test }: { rows: Int32Array; test: Int32Array },
): InteractionVersion['sections'] {
  const { candidate, state } = fitted;
  const scored = scoreRatings(loaded.interactions, fitted, test);
  const { actual } = scored.predictions;
  const primary = scenario.spec.metrics.primary as MetricName;
  const figures = measure(scored);
  const mean: ScoredRows = {
    kind: 'regression',
    predictions: { actual, predicted: new Float64Array(actual.length).fill(state.mean) },
  };
  return {
    rows: { development: rows.length, test: test.length },
    served: { architecture: candidate.architecture, reason: 'factorisation is the only candidate' },
    metrics: intervalsOf(scored, seed),
    candidates: [
      {
        architecture: candidate.architecture,
        members: candidate.model.members.length,
        epochs: candidate.histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
        seconds: candidate.seconds,
        validation: null,
        test: figures,
      },
    ],
    constant: measure(mean),
    details: { primary, interval: { coverage: 0.9, halfWidth: state.halfWidth } },
  };
}
