import type { MetricName } from '../../evaluation/metrics/names.js';
import type { Learnt } from '../family.js';
import { rankingFiles } from './files/version-files.js';
import { fitRatings, ratingDefaults, type FittedRatings } from './fit/fit-ratings.js';
import { fitRecommender } from './fit/fit-recommender.js';
import { interactionPlot } from './judge/plot.js';
import { rankedBeside } from './judge/ranked-beside.js';
import { rankingSections } from './judge/ranking-sections.js';
import type { InteractionTraining } from './load/load-interactions.js';
import { profileInteractions } from './load/profile-interactions.js';

/** Learn which products to show; where the data hold ratings, also what a customer would give a product. */
export async function rankProducts(training: InteractionTraining): Promise<Learnt> {
  const { scenario, loaded, seed } = training;
  const primary = scenario.spec.metrics.primary as MetricName;
  const recommender = await fitRecommender(training);
  const ratings = await fitRatingsBeside(training).catch((error: unknown) => {
    recommender.dispose();
    throw error;
  });
  return {
    judge: () => rankingSections(recommender, { primary, seed }),
    beside: (version) => rankedBeside({ scenario, loaded, recommender, seed }, version),
    profile: () => profileInteractions(loaded),
    files: () => ({
      ...rankingFiles(loaded, recommender, ratings),
      'plot.svg': interactionPlot(scenario, recommender.served),
    }),
    dispose() {
      recommender.dispose();
      ratings?.candidate.model.dispose();
    },
  };
}

/** The network of ratings for the plug-in's endpoint; only where likings are told from other ratings. */
async function fitRatingsBeside({
  loaded,
  seed,
  signal,
  onProgress,
}: InteractionTraining): Promise<FittedRatings | undefined> {
  const { interactions, spec } = loaded;
  if (spec.likedFrom === undefined || !interactions.value || !spec.keepHistories) return undefined;
  const rows = Int32Array.from(interactions.row.keys());
  return fitRatings({ interactions, rows, settings: ratingDefaults, seed, signal, onProgress });
}
