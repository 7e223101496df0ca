import { z } from 'zod';
import { clusteredReturnsMechanism, clusteredReturnsOptions } from './clustered-returns.mechanism.js';
import { assembledMoleculesMechanism, assembledMoleculesOptions } from './assembled-molecules.mechanism.js';
import { concreteMixesMechanism, concreteMixesOptions } from './concrete-mixes.mechanism.js';
import { detectorCountsMechanism, detectorCountsOptions } from './detector-counts.mechanism.js';
import { gasAndSteamMechanism, gasAndSteamOptions } from './gas-and-steam.mechanism.js';
import { deliveryHistoryMechanism, deliveryHistoryOptions } from './delivery-history.mechanism.js';
import { growingPopulationsMechanism, growingPopulationsOptions } from './growing-populations.mechanism.js';
import { hourlyAirMechanism, hourlyAirOptions } from './hourly-air.mechanism.js';
import { hourlyRoadMechanism, hourlyRoadOptions } from './hourly-road.mechanism.js';
import { latentScoreMechanism } from './latent-score.mechanism.js';
import { latentScoreOptions } from './latent-score.options.js';
import { latentTastesMechanism } from './latent-tastes.mechanism.js';
import { latentTastesOptions } from './latent-tastes.options.js';
import { millingProcessMechanism, millingProcessOptions } from './milling-process.mechanism.js';
import type { SampleMechanismName } from './names.js';
import { practisingLearnersMechanism, practisingLearnersOptions } from './practising-learners.mechanism.js';
import { roadNetworkMechanism, roadNetworkOptions } from './road-network.mechanism.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';
import { shortAnswersMechanism, shortAnswersOptions } from './short-answers.mechanism.js';
import { storeWeeksMechanism, storeWeeksOptions } from './store-weeks.mechanism.js';
import { treatedChildrenMechanism, treatedChildrenOptions } from './treated-children.mechanism.js';
import { wearOutMechanism, wearOutOptions } from './wear-out.mechanism.js';

export type { SampleTable };

/** The options of every mechanism, told apart by `mechanism`. */
export const sampleOptionsSchema = z.discriminatedUnion('mechanism', [
  latentScoreOptions,
  wearOutOptions,
  roadNetworkOptions,
  hourlyRoadOptions,
  hourlyAirOptions,
  detectorCountsOptions,
  growingPopulationsOptions,
  latentTastesOptions,
  millingProcessOptions,
  concreteMixesOptions,
  gasAndSteamOptions,
  deliveryHistoryOptions,
  storeWeeksOptions,
  practisingLearnersOptions,
  treatedChildrenOptions,
  clusteredReturnsOptions,
  assembledMoleculesOptions,
  shortAnswersOptions,
]);

export type SampleOptions = z.infer<typeof sampleOptionsSchema>;

const mechanisms: {
  [Name in SampleMechanismName]: SampleMechanism<Extract<SampleOptions, { mechanism: Name }>>;
} = {
  'latent-score': latentScoreMechanism,
  'wear-out': wearOutMechanism,
  'road-network': roadNetworkMechanism,
  'hourly-road': hourlyRoadMechanism,
  'hourly-air': hourlyAirMechanism,
  'detector-counts': detectorCountsMechanism,
  'growing-populations': growingPopulationsMechanism,
  'latent-tastes': latentTastesMechanism,
  'milling-process': millingProcessMechanism,
  'concrete-mixes': concreteMixesMechanism,
  'gas-and-steam': gasAndSteamMechanism,
  'delivery-history': deliveryHistoryMechanism,
  'store-weeks': storeWeeksMechanism,
  'practising-learners': practisingLearnersMechanism,
  'treated-children': treatedChildrenMechanism,
  'clustered-returns': clusteredReturnsMechanism,
  'assembled-molecules': assembledMoleculesMechanism,
  'short-answers': shortAnswersMechanism,
};

/** The mechanism that the options name. */
export function mechanismOf(options: SampleOptions): SampleMechanism<SampleOptions> {
  return mechanisms[options.mechanism];
}
