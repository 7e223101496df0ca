import { createRandom } from '../../core/random.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { rowMask } from '../../tables/splits/row-mask.js';
import type { Table } from '../../tables/table.js';
import type { MetricName } from '../../evaluation/metrics/names.js';
import type { Learnt } from '../family.js';
import { otherSeed, splitSeedOf } from '../other-seed.js';
import { ratingFiles } from './files/version-files.js';
import { fitRatings, settingsOf } from './fit/fit-ratings.js';
import { interactionPlot } from './judge/plot.js';
import { ratingSections, scoreRatings } from './judge/rating-sections.js';
import { pairsOf } from './load/interactions.js';
import type { InteractionTraining } from './load/load-interactions.js';
import { profileInteractions } from './load/profile-interactions.js';
import { ProductPredictor } from './open/product-predictor.js';

/** Learn what rating a customer would give a product. */
export async function rateProducts(training: InteractionTraining): Promise<Learnt> {
  const { scenario, loaded, seed, signal, onProgress } = training;
  const { interactions } = loaded;
  const { test, rows } = divide(training, splitSeedOf(scenario.spec));
  const settings = settingsOf(training);
  const fitted = await fitRatings({ interactions, rows, settings, seed, signal, onProgress });
  const primary = scenario.spec.metrics.primary as MetricName;
  return {
    judge: () => ratingSections(fitted, { interactions, primary, seed, rows, test }),
    beside(version) {
      const theirs = otherSeed(version, loaded.source, scenario.spec);
      const heldOutThen =
        theirs === undefined ? undefined : rowMask(divide(training, theirs).test, interactions.row.length);
      const asked = heldOutThen ? test.filter((row) => heldOutThen[row] === 1) : test;
      if (asked.length === 0) return undefined;
      const own = scoreRatings(interactions, fitted.predict, asked);
      const predict = (wanted: ArrayLike<number>) =>
        ratingsBy(scenario, version, pairsOf(interactions, wanted));
      return { own, other: scoreRatings(interactions, predict, asked) };
    },
    profile: () => profileInteractions(loaded),
    files: () => ({
      ...ratingFiles(loaded, fitted, rows),
      'plot.svg': interactionPlot(scenario, scoreRatings(interactions, fitted.predict, test)),
    }),
    dispose: () => fitted.candidate.model.dispose(),
  };
}

/** The rows held out, in no order, and those to learn from. */
function divide({ scenario, loaded }: InteractionTraining, seed: number) {
  const order = createRandom(seed).fork('split').permutation(loaded.interactions.row.length);
  const held = Math.round(order.length * Number(scenario.spec.split.test));
  return { test: order.slice(0, held), rows: order.slice(held).sort() };
}

function ratingsBy(scenario: Scenario, version: LoadedModel, pairs: Table): Float64Array {
  const other = ProductPredictor.load(scenario, version);
  try {
    return other.figures(pairs).values;
  } finally {
    other.dispose();
  }
}
