import type { Random } from '../../../core/random.js';
import { createLoss } from '../../../models/training/losses/index.js';
import { ModelFactory } from '../../../models/model-factory.js';
import { Model } from '../../../models/prediction/model.js';
import { withoutCustomers } from '../../../models/prediction/without-customers.js';
import type { Network } from '../../../models/network/network.js';
import { fitNetwork, type TrainingHistory } from '../../../models/training/training-loop.js';
import { checkTrainingOptions } from '../../../models/training/training-options.js';
import { itemSets, type Histories } from '../load/histories.js';
import { rankerOf, type Ranker } from './rankers.js';
import type { CandidateProgress } from '../../fitting/fit-candidate.js';
import { buildOf, type DataOfNetworks, type RankerSpec } from './network-build.js';
import { pauseOf } from './pause.js';

export interface RankerContext extends DataOfNetworks {
  random: Random;
  signal?: AbortSignal;
  onProgress?: (progress: CandidateProgress) => void;
}

export interface FittedRanker {
  spec: RankerSpec;
  model: Model;
  ranker: Ranker;
  /** Of the training loop; 0 for a closed form. */
  epochs: number;
  seconds: number;
  /** Whether the training loop ended for want of time. */
  outOfTime: boolean;
}

/**
 * How long a large network may learn where its `training.maxSeconds` says nothing: a choice fits it twice, and the whole is to end within ten
 * minutes. A small one, which needs a minute or two, learns to its end however busy the machine is, so that its figures are those of its seed.
 */
const mostSeconds = 180;
/** Scores that the epochs of a small network work out. */
const mostScores = 5e8;

/** Build and fit one candidate on histories: in closed form where its architecture has one, else by the training loop. */
export async function fitRanker(
  spec: RankerSpec,
  histories: Histories,
  context: RankerContext,
): Promise<FittedRanker> {
  const started = performance.now();
  const { architecture } = spec;
  const { options, shapes } = buildOf(spec, histories, context);
  const random = context.random.fork(spec.name);
  const seed = random.integer(2 ** 31);
  const plan = { architecture, options, shapes };
  const { network, epochs, outOfTime } = ModelFactory.solves(architecture)
    ? await solved(plan, histories, { seed, pause: pauseOf(context.signal) })
    : await trained(spec, histories, ModelFactory.create(architecture, options, shapes, seed), {
        ...context,
        random,
      });
  const stored = context.keepHistories ? { options, network } : withoutCustomers(plan, network);
  const model = new Model({ ...plan, options: stored.options, link: 'identity' }, [stored.network]);
  const seconds = (performance.now() - started) / 1000;
  return { spec, model, ranker: rankerOf(model, histories.items), epochs, seconds, outOfTime };
}

interface Fit {
  network: Network;
  epochs: number;
  outOfTime: boolean;
}

async function solved(
  plan: Parameters<typeof ModelFactory.solve>[0],
  histories: Histories,
  how: Parameters<typeof ModelFactory.solve>[2],
): Promise<Fit> {
  return { network: await ModelFactory.solve(plan, itemSets(histories), how), epochs: 0, outOfTime: false };
}

async function trained(
  spec: RankerSpec,
  histories: Histories,
  network: Network,
  context: RankerContext,
): Promise<Fit> {
  try {
    const { epochs, stoppedBy } = await trainOnHistories(network, spec, histories, context);
    return { network, epochs: epochs.length, outOfTime: stoppedBy === 'time' };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** Learn to give a history back from a part of it (the network's own dropout hides the rest). */
function trainOnHistories(
  network: Network,
  { architecture, training, name }: RankerSpec,
  { items, liked }: Histories,
  { random, signal, onProgress }: RankerContext,
): Promise<TrainingHistory> {
  const sets = { items, rows: liked.filter((list) => list.length > 0) };
  const options = checkTrainingOptions({ ...training, earlyStopping: null }, `/model/${name}/training`);
  const isLarge = options.epochs * sets.rows.length * items > mostScores;
  return fitNetwork({
    network,
    loss: createLoss({ name: 'multinomial' }),
    examples: {
      rows: sets.rows.length,
      inputs: { history: { data: sets, shape: [items] } },
      targets: sets,
      targetWidth: items,
    },
    options: { ...options, maxSeconds: options.maxSeconds ?? (isLarge ? mostSeconds : null) },
    random,
    signal,
    onEpoch: (epoch) => onProgress?.({ ...epoch, architecture, member: 1, members: 1 }),
  });
}
