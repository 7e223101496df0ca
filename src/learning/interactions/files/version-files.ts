import type { Model } from '../../../models/prediction/model.js';
import type { FittedRatings } from '../fit/fit-ratings.js';
import type { FittedRecommender } from '../fit/fit-recommender.js';
import { historiesOf } from '../load/histories.js';
import type { LoadedInteractions } from '../load/load-interactions.js';
import { mainNetwork, networkFiles } from '../../network-files.js';
import { recommenderState } from './recommender-state.js';

type Files = Record<string, string | Uint8Array>;

const ratingNetwork = 'ratings';

/** Of a version that ranks; `ratings` beside it where the data hold some. */
export function rankingFiles(
  loaded: LoadedInteractions,
  { choice, members, learning }: FittedRecommender,
  ratings: FittedRatings | undefined,
): Files {
  const networks = new Map<string, Model>();
  const rankers = choice.members.map(({ weight }, i) => {
    const network = i === 0 ? mainNetwork : `ranker-${i + 1}`;
    networks.set(network, members[i].model);
    return { network, weight };
  });
  if (ratings) networks.set(ratingNetwork, ratings.candidate.model);
  const state = recommenderState(loaded, learning, {
    rankers,
    ratings: ratings ? { ...ratings.state, network: ratingNetwork } : null,
  });
  return { ...networkFiles(networks), 'preparation.json': `${JSON.stringify(state)}\n` };
}

/** Of a version that rates; `rows` are those that it was learnt from. */
export function ratingFiles(loaded: LoadedInteractions, fitted: FittedRatings, rows: Int32Array): Files {
  const learning = historiesOf(loaded.interactions, loaded.spec, rows);
  const ratings = { ...fitted.state, network: mainNetwork };
  const state = recommenderState({ ...loaded, spec: { ...loaded.spec, keepHistories: true } }, learning, {
    rankers: [],
    ratings,
  });
  const stored = { ...state, histories: null, neighbours: state.neighbours.map(() => []) };
  return {
    ...networkFiles(new Map([[mainNetwork, fitted.candidate.model]])),
    'preparation.json': `${JSON.stringify(stored)}\n`,
  };
}
