import { metrics } from '../../../evaluation/metrics/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import type { Model } from '../../../models/prediction/model.js';
import { measure } from '../../rows/tasks/index.js';
import type { RatingState } from '../files/state.js';
import type { ScoredRows } from '../../rows/tasks/task.js';
import { intervalsOf, type CandidateReport } from '../../report.js';
import { fitRatings, ratingDefaults } from './fit-ratings.js';
import { fitRecommender, type FittedRecommender } from './fit-recommender.js';
import { mainNetwork, networkFiles } from '../files/network-files.js';
import { recommenderState } from '../files/recommender-state.js';
import type { InteractionTraining, InteractionVersion } from './interaction-version.js';

const ratingNetwork = 'ratings';

/** Learn which products to show; where the data hold ratings, also what a customer would give a product. */
export async function rankProducts(training: InteractionTraining): Promise<InteractionVersion> {
  const recommender = await fitRecommender(training);
  const ratings = await fitRatingsBeside(training).catch((error: unknown) => {
    recommender.dispose();
    throw error;
  });
  try {
    const networks = new Map<string, Model>();
    const rankers = recommender.choice.members.map(({ weight }, i) => {
      const network = i === 0 ? mainNetwork : `ranker-${i + 1}`;
      networks.set(network, recommender.fitted[i].model);
      return { network, weight };
    });
    if (ratings) networks.set(ratingNetwork, ratings.model);
    const state = recommenderState(training.loaded, recommender.learning, {
      rankers,
      ratings: ratings ? { ...ratings.state, network: ratingNetwork } : null,
    });
    const files = { ...networkFiles(networks), 'preparation.json': `${JSON.stringify(state)}\n` };
    return { sections: sectionsOf(training, recommender), files };
  } finally {
    recommender.dispose();
    ratings?.model.dispose();
  }
}

/** The network of ratings for the plug-in's endpoint; only where likings are told from other ratings. */
async function fitRatingsBeside({
  loaded,
  seed,
  signal,
  onProgress,
}: InteractionTraining): Promise<{ model: Model; state: Omit<RatingState, 'network'> } | undefined> {
  const { interactions, spec } = loaded;
  if (spec.likedFrom === undefined || !interactions.value || !spec.keepHistories) return undefined;
  const rows = Int32Array.from(interactions.row.keys());
  const fitted = await fitRatings({ interactions, rows, settings: ratingDefaults, seed, signal, onProgress });
  return { model: fitted.candidate.model, state: fitted.state };
}

function sectionsOf(
  { scenario, seed }: InteractionTraining,
  recommender: FittedRecommender,
): InteractionVersion['sections'] {
  const { choice, alone, served, learning, test } = recommender;
  const primary = scenario.spec.metrics.primary as MetricName;
  const popularity = alone.get('popularity');
  const [rivals] = test.rivals;
  return {
    rows: {
      development: learning.liked.filter((list) => list.length > 0).length,
      test: test.customers.length,
    },
    served: { architecture: nameOf(recommender), reason: reasonOf(recommender, primary) },
    metrics: intervalsOf(served, seed),
    candidates: [...choice.alone].map(([name, validation]) => candidateReport(name, validation, recommender)),
    constant: popularity ? measure(popularity) : {},
    details: {
      protocol: rivals
        ? `the product held out among ${rivals.length} others`
        : 'the product held out among all that the customer does not have',
      ties: 'count against the model',
      products: learning.items,
      blend: choice.members.map(({ spec, weight }) => ({ ranker: spec.name, options: spec.options, weight })),
      inner: { metric: primary, value: choice.value },
    },
  };
}

function nameOf({ choice: { members } }: FittedRecommender): string {
  if (members.length === 1) return members[0].spec.name;
  return members.map(({ spec }) => spec.name).join(' + ');
}

function reasonOf({ choice }: FittedRecommender, primary: MetricName): string {
  const better = metrics[primary].greaterIsBetter ? 'highest' : 'lowest';
  const figures = [...choice.alone].map(([name, value]) => `${name} ${value.toFixed(4)}`);
  return `${better} ${primary} on a product of each customer that was held out from learning, ${choice.value.toFixed(4)} (${figures.join(', ')})`;
}

function candidateReport(
  name: string,
  validation: number,
  { fitted, alone }: FittedRecommender,
): CandidateReport {
  const found = fitted.find(({ spec }) => spec.name === name);
  const scored: ScoredRows | undefined = alone.get(name);
  return {
    architecture: name,
    members: 1,
    epochs: found && found.epochs > 0 ? [{ run: found.epochs, best: found.epochs }] : [],
    seconds: found?.seconds ?? 0,
    validation,
    test: scored ? measure(scored) : {},
  };
}
