import { metrics } from '../../../evaluation/metrics/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { blend, calibrated, Ensemble } from '../../../models/prediction/ensemble.js';
import { createLoss } from '../../../models/training/losses/index.js';
import type { TargetValue } from '../examples/examples.js';
import { measure } from '../../scored-rows.js';
import type { Task } from '../tasks/task.js';
import type { EncodedTargets } from '../../targets.js';
import { blendWeights, meanLoss } from './blend-weights.js';
import { chooseCalibration } from './choose-calibration.js';
import type { Candidate } from '../../fitting/fit-candidate.js';
import type { NamedCandidate } from './fit-candidates.js';
import { pick } from '../../fitting/pick.js';

/** A way to answer that was tried, with its figure on the rows that it was not fitted on. */
export interface RankedCandidate extends Pick<Candidate, 'outOfSample' | 'histories' | 'seconds'> {
  /** An architecture, or what tells it from others of the same; `blend` for several candidates together. */
  name: string;
  model: Ensemble;
  /** Of a blend the share of each candidate, by name. */
  shares?: Record<string, number>;
  primary: number;
  /** Mean loss of what the network minimises, on the same rows. */
  loss: number;
}

interface RankRequest {
  task: Task<unknown, unknown, TargetValue>;
  state: unknown;
  /** Of all rows that the candidates were fitted with. */
  targets: EncodedTargets;
  primary: MetricName;
  /** Whether candidates may answer together. */
  blends: boolean;
  /** Outputs about the target itself, from those of a network for some rows. */
  settled?: (outputs: Float32Array, rows: Int32Array) => Float32Array;
}

/** The candidates and, where it helps on rows that they did not learn from, their blend: each calibrated where that helps there. */
export function rankCandidates(
  fitted: readonly NamedCandidate[],
  { task, state, targets, primary, blends, settled = (outputs) => outputs }: RankRequest,
): RankedCandidate[] {
  const loss = createLoss(task.head(state).loss);
  const { rows } = fitted[0].outOfSample;
  const known = pick(targets, rows);
  const rank = (
    name: string,
    parts: readonly { candidate: Candidate; weight: number }[],
  ): RankedCandidate => {
    const plain = blend(
      parts.map(({ candidate, weight }) => ({ outputs: candidate.outOfSample.outputs, weight })),
    );
    const calibration = chooseCalibration(plain, known, loss);
    const outputs = calibrated(plain, fitted[0].model, calibration);
    const measured = measure(task.scored(settled(outputs, rows), known, { state }), [primary]);
    return {
      name,
      model: new Ensemble(
        parts.map(({ candidate, weight }) => ({ model: candidate.model, weight })),
        calibration,
      ),
      outOfSample: { rows, outputs },
      histories: parts.flatMap(({ candidate }) => candidate.histories),
      seconds: parts.reduce((sum, { candidate }) => sum + candidate.seconds, 0),
      primary: measured[primary] ?? NaN,
      loss: meanLoss(outputs, known, loss),
    };
  };
  const alone = fitted.map((candidate) => rank(candidate.name, [{ candidate, weight: 1 }]));
  const weights = blends
    ? blendWeights(
        fitted.map(({ outOfSample }) => outOfSample.outputs),
        known,
        loss,
      )
    : undefined;
  if (!weights) return alone;
  const taken = fitted.map((candidate, i) => ({ candidate, weight: weights[i] }));
  const parts = taken.filter(({ weight }) => weight > 0);
  const shares = Object.fromEntries(parts.map(({ candidate, weight }) => [candidate.name, weight]));
  return [...alone, { ...rank('blend', parts), shares }];
}

type Ranked = Pick<RankedCandidate, 'primary' | 'loss'>;

/** Whether the primary metric can choose: it is defined for every candidate, as it is not where a class is absent. */
export function isDefined(candidates: readonly Ranked[]): boolean {
  return candidates.every(({ primary }) => !Number.isNaN(primary));
}

/** The candidate of the best primary metric, or where that is not defined of the least loss; the first of equals. */
export function bestOf<Candidate extends Ranked>(
  candidates: readonly Candidate[],
  primary: MetricName,
): Candidate {
  const sign = metrics[primary].greaterIsBetter ? 1 : -1;
  const merit = isDefined(candidates) ? (one: Ranked) => sign * one.primary : (one: Ranked) => -one.loss;
  return candidates.reduce((winner, candidate) => (merit(candidate) > merit(winner) ? candidate : winner));
}
