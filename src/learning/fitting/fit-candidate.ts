import type { Random } from '../../core/random.js';
import type { ArchitectureName } from '../../models/architectures/names.js';
import { ModelFactory } from '../../models/model-factory.js';
import { Model } from '../../models/prediction/model.js';
import type { Network, NetworkShapes } from '../../models/network/network.js';
import { createLoss } from '../../models/training/losses/index.js';
import {
  specsOf,
  type Examples,
  type InputColumn,
  type InputColumns,
} from '../../models/prediction/examples.js';
import { gatherRows } from '../../models/prediction/row-values.js';
import { sizeOf } from '../../models/network/sizes.js';
import { createPredictor } from '../../models/prediction/predict.js';
import { fitNetwork, type TrainingEpoch, type TrainingHistory } from '../../models/training/training-loop.js';
import type { TrainingOptions } from '../../models/training/training-options.js';
import type { EncodedTargets, Head } from '../targets.js';
import type { MemberRows, ValidationPlan } from '../rows/split/validation-plan.js';
import { pick } from './pick.js';

export interface CandidateProgress extends TrainingEpoch {
  architecture: ArchitectureName;
  /** From 1. */
  member: number;
  members: number;
}

interface CandidateRequest {
  architecture: ArchitectureName;
  options: Record<string, unknown>;
  training: TrainingOptions;
  head: Head;
  /** What the network reads of every row to learn from. */
  inputs: InputColumns;
  targets: EncodedTargets;
  plan: ValidationPlan;
  random: Random;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}

export interface Candidate {
  architecture: ArchitectureName;
  model: Model;
  /** Outputs for rows, each from the member that did not learn from it. */
  outOfSample: { rows: Int32Array; outputs: Float32Array };
  histories: TrainingHistory[];
  /** Wall-clock time of the fit. */
  seconds: number;
}

/** Train one network per member of the plan; together they are one model whose outputs are averaged. */
export async function fitCandidate(request: CandidateRequest): Promise<Candidate> {
  const started = performance.now();
  const networks: Network[] = [];
  const histories: TrainingHistory[] = [];
  let outOfSample: Candidate['outOfSample'];
  try {
    for (const member of request.plan.members.keys()) {
      const network = createNetwork(request);
      networks.push(network);
      histories.push(await fitMember(request, network, member));
    }
    outOfSample = predictOutOfSample(request, networks);
    await refit(request, networks, histories[0].bestEpoch);
  } catch (error) {
    networks.forEach((network) => network.dispose());
    throw error;
  }
  const { architecture, head } = request;
  const description = {
    architecture,
    options: checkedOptions(request),
    shapes: shapesOf(request),
    link: createLoss(head.loss).link,
  };
  return {
    architecture,
    model: new Model(description, networks),
    outOfSample,
    histories,
    seconds: (performance.now() - started) / 1000,
  };
}

function checkedOptions({ architecture, options }: CandidateRequest): Record<string, unknown> {
  return ModelFactory.checkOptions(architecture, options);
}

function shapesOf({ inputs, head }: CandidateRequest): NetworkShapes {
  return { inputs: specsOf(inputs), outputs: head.outputs };
}

function createNetwork(request: CandidateRequest): Network {
  const seed = request.random.integer(2 ** 31);
  return ModelFactory.create(request.architecture, request.options, shapesOf(request), seed);
}

function fitMember(request: CandidateRequest, network: Network, member: number): Promise<TrainingHistory> {
  const { plan, training, head, architecture, random, signal, onProgress } = request;
  const { training: rows, validation } = plan.members[member];
  return fitNetwork({
    network,
    loss: createLoss(head.loss),
    examples: examplesOf(request, rows),
    validation: examplesOf(request, validation),
    options: training,
    random: random.fork(`member ${member}`),
    signal,
    onEpoch: (epoch) =>
      onProgress?.({ ...epoch, architecture, member: member + 1, members: trainings(request) }),
  });
}

/** How many networks learn from all rows in the end. Members that stop each other on all rows have learnt from all of them already. */
function refits({ training, plan }: CandidateRequest): number {
  return plan.members.length === 1 ? Number(training.refit) : 0;
}

function trainings(request: CandidateRequest): number {
  return request.plan.members.length + refits(request);
}

/** Networks that learn from the rows that stopped the first, too, take its place. */
async function refit(request: CandidateRequest, networks: Network[], epochs: number): Promise<void> {
  const wanted = refits(request);
  if (wanted === 0) return;
  const [first] = networks;
  const [{ training, validation }] = request.plan.members;
  const examples = examplesOf(request, joined(training, validation));
  for (let nth = 1; nth <= wanted; nth++) {
    const network = createNetwork(request);
    networks.push(network);
    await fitAgain(request, { network, examples, epochs, nth });
  }
  networks.shift();
  first.dispose();
}

interface Again {
  network: Network;
  examples: Examples;
  epochs: number;
  /** From 1. */
  nth: number;
}

async function fitAgain(request: CandidateRequest, { network, examples, epochs, nth }: Again): Promise<void> {
  const { training, head, architecture, random, signal, onProgress } = request;
  const members = trainings(request);
  await fitNetwork({
    network,
    loss: createLoss(head.loss),
    examples,
    options: { ...training, epochs, earlyStopping: null },
    random: random.fork(nth === 1 ? 'refit' : `refit ${nth}`),
    signal,
    onEpoch: (epoch) => onProgress?.({ ...epoch, architecture, member: 1 + nth, members }),
  });
}

function examplesOf({ inputs, targets }: CandidateRequest, rows: Int32Array): Examples {
  const gathered = Object.entries(inputs).map(([name, input]): [string, InputColumn] => {
    return [name, { ...input, data: gatherRows(input.data, sizeOf(input.shape), rows) }];
  });
  const { data, width, weights } = pick(targets, rows);
  return {
    rows: rows.length,
    inputs: Object.fromEntries(gathered),
    targets: data,
    targetWidth: width,
    ...(weights && { weights }),
  };
}

/** Each member predicts the rows that stopped it and that it did not learn from. */
function predictOutOfSample(request: CandidateRequest, networks: Network[]): Candidate['outOfSample'] {
  const { plan, head } = request;
  const parts = plan.members.map(({ validation }: MemberRows, member) => {
    const { inputs, rows } = examplesOf(request, validation);
    return createPredictor([networks[member]], createLoss(head.loss).link)(inputs, rows);
  });
  return {
    rows: Int32Array.from(plan.members.flatMap(({ validation }) => [...validation])),
    outputs: Float32Array.from(parts.flatMap((part) => [...part])),
  };
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
