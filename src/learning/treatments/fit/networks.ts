import type { Random } from '../../../core/random.js';
import { ModelFactory } from '../../../models/model-factory.js';
import type { ArchitectureName } from '../../../models/architectures/names.js';
import { Model } from '../../../models/prediction/model.js';
import type { TrainingHistory } from '../../../models/training/training-loop.js';
import { checkTrainingOptions } from '../../../models/training/training-options.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { fitCandidate, type CandidateProgress } from '../../fitting/fit-candidate.js';
import type { EncodedTargets, Head } from '../../targets.js';
import type { ArmInputs } from '../arm-inputs.js';
import { NetworkArms } from '../arm-source.js';
import type { CrossFitting } from './cross-fitting.js';

/** What all networks of one fit share. */
export interface NetworkFitting {
  spec: ScenarioSpec;
  inputs: ArmInputs;
  plan: CrossFitting;
  random: Random;
  signal?: AbortSignal;
  onProgress?: (progress: CandidateProgress) => void;
}

export interface FittedNetworks {
  source: NetworkArms;
  histories: TrainingHistory[];
  seconds: number;
}

interface Wanted {
  /** Tells its random numbers from those of others. */
  name: string;
  /** Default: that of the scenario. */
  architecture?: ArchitectureName;
  /** Over those of the scenario. */
  options?: Record<string, unknown>;
  head: Head;
}

/** A network of each member, all of which learn from the same targets. */
export async function fitNetworks(
  fitting: NetworkFitting,
  wanted: Wanted,
  targets: EncodedTargets,
): Promise<FittedNetworks> {
  const { model, histories, seconds } = await fitCandidate(requestOf(fitting, wanted, targets));
  return { source: new NetworkArms(model), histories, seconds };
}

/** A network of each member, which learns from targets of its own. */
export async function fitNetworksByMember(
  fitting: NetworkFitting,
  wanted: Wanted,
  targetsOf: (member: number) => EncodedTargets,
): Promise<FittedNetworks> {
  const fitted: Awaited<ReturnType<typeof fitCandidate>>[] = [];
  try {
    for (const member of fitting.plan.members.keys()) {
      const request = requestOf(fitting, { ...wanted, name: `${wanted.name} ${member}` }, targetsOf(member));
      const members = [fitting.plan.members[member]];
      fitted.push(await fitCandidate({ ...request, plan: { ...fitting.plan, members } }));
    }
  } catch (error) {
    fitted.forEach(({ model }) => model.dispose());
    throw error;
  }
  return {
    source: new NetworkArms(
      new Model(
        fitted[0].model,
        fitted.flatMap(({ model }) => model.members),
      ),
    ),
    histories: fitted.flatMap(({ histories }) => histories),
    seconds: fitted.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function requestOf(
  { spec, inputs, plan, random, signal, onProgress }: NetworkFitting,
  { name, architecture = spec.model.architecture, options, head }: Wanted,
  targets: EncodedTargets,
) {
  const size = { rows: plan.members[0].training.length, classes: false };
  const recommended = ModelFactory.recommend(architecture, size);
  return {
    architecture,
    options: { ...recommended.options, ...spec.model.options, ...options },
    training: checkTrainingOptions({ ...recommended.training, ...spec.training }),
    head,
    inputs: inputs.inputs,
    targets,
    plan,
    random: random.fork(name),
    signal,
    onProgress,
  };
}
