import { createRandom } from '../../../core/random.js';
import type { InputColumns } from '../../../models/prediction/examples.js';
import { createLoss } from '../../../models/training/losses/index.js';
import type { DataSize } from '../../../models/network/network.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { EncodedTargets, Head } from '../../targets.js';
import { candidateSpecs, searchSpecs, type CandidateSpec } from './candidate-specs.js';
import { fitCandidate, type Candidate, type CandidateProgress } from '../../fitting/fit-candidate.js';
import { pick } from '../../fitting/pick.js';
import type { ValidationPlan } from '../split/validation-plan.js';

export interface CandidatesRequest {
  scenario: Scenario;
  seed: number;
  head: Head;
  inputs: InputColumns;
  targets: EncodedTargets;
  plan: ValidationPlan;
  /** Minutes in which other networks are tried, too. */
  search?: number;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}

export interface NamedCandidate extends Candidate {
  /** Unique among those of one fit. */
  name: string;
}

/**
 * Fit the configured network and its baseline, and in a search others for as long as it may take. When one fails or is cancelled, those
 * before it are freed.
 */
export async function fitCandidates(request: CandidatesRequest): Promise<NamedCandidate[]> {
  const { scenario, seed, head, targets, inputs, plan, onProgress, signal } = request;
  const random = createRandom(seed);
  const size = sizeOf(pick(targets, plan.members[0].training), createLoss(head.loss).classes);
  const trying = request.search === undefined ? [] : searchSpecs(scenario, size);
  const fit = async ({ name, ...spec }: CandidateSpec): Promise<void> => {
    const own = { ...spec, random: random.fork(name) };
    fitted.push({
      name,
      ...(await fitCandidate({ ...own, head, inputs, targets, plan, onProgress, signal })),
    });
  };
  const fitted: NamedCandidate[] = [];
  try {
    for (const spec of candidateSpecs(scenario, size)) await fit(spec);
    const end = performance.now() + (request.search ?? 0) * 60_000;
    for (const spec of trying) {
      const seconds = (end - performance.now()) / 1000;
      if (seconds <= 0) break;
      // No member takes more than its share of what is left.
      await fit({ ...spec, training: { ...spec.training, maxSeconds: seconds / plan.members.length } });
    }
  } catch (error) {
    fitted.forEach(({ model }) => model.dispose());
    throw error;
  }
  return fitted;
}

/** What one network learns from. */
function sizeOf({ data, width }: EncodedTargets, classes: boolean): DataSize {
  const rows = data.length / width;
  if (!classes || width > 1) return { rows, classes };
  const counts = new Map<number, number>();
  for (const label of data) counts.set(label, (counts.get(label) ?? 0) + 1);
  return { rows, classes, events: rows - Math.max(...counts.values()) };
}
