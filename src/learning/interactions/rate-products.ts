import { createRandom } from '../../core/random.js';
import type { MetricName } from '../../evaluation/metrics/names.js';
import type { Learnt } from '../family.js';
import { ratingFiles } from './files/version-files.js';
import { fitRatings, settingsOf } from './fit/fit-ratings.js';
import { ratingSections } from './judge/rating-sections.js';
import type { InteractionTraining } from './load/load-interactions.js';
import { profileInteractions } from './load/profile-interactions.js';

/** Learn what rating a customer would give a product. */
export async function rateProducts(training: InteractionTraining): Promise<Learnt> {
  const { scenario, loaded, seed, signal, onProgress } = training;
  const { interactions } = loaded;
  const order = createRandom(seed).fork('split').permutation(interactions.row.length);
  const held = Math.round(order.length * Number(scenario.spec.split.test));
  const [test, rows] = [order.slice(0, held), order.slice(held).sort()];
  const settings = settingsOf(training);
  const fitted = await fitRatings({ interactions, rows, settings, seed, signal, onProgress });
  const primary = scenario.spec.metrics.primary as MetricName;
  return {
    judge: () => ratingSections(fitted, { interactions, primary, seed, rows, test }),
    profile: () => profileInteractions(loaded),
    files: () => ratingFiles(loaded, fitted, rows),
    dispose: () => fitted.candidate.model.dispose(),
  };
}
