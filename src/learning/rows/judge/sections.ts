import type { MetricName } from '../../../evaluation/metrics/names.js';
import { metrics } from '../../../evaluation/metrics/index.js';
import { curvesOf } from '../../report-curves.js';
import { finite, finiteAll, intervalsOf } from '../../report-figures.js';
import { endedEarlyNotes } from '../../fitting/ended-early.js';
import type { CandidateReport } from '../../report.js';
import { measure, type ScoredRows } from '../../scored-rows.js';
import type { EncodedTargets } from '../../targets.js';
import type { FittedScenario } from '../fit/fit-scenario.js';
import { isDefined, type RankedCandidate } from '../fit/rank-candidates.js';
import { constantOutputs } from '../tasks/constant-outputs.js';
import { absentClassNotes } from './absent-classes.js';
import { fairnessReport } from './fairness-report.js';
import type { HeldOutRows } from './held-out-rows.js';
import { leakageNotes } from './leakage.js';
import { targetSections } from './target-sections.js';

/** What the report says of the rows held out. */
export function heldOutSections(fitted: FittedScenario, held: HeldOutRows, seed: number) {
  const { task, fitted: learnt, served, candidates } = fitted;
  const scored = held.scored(served);
  const constant = constantScored(fitted, held.targets);
  const all = candidates.map((candidate) => ({ name: candidate.name, scored: held.scored(candidate) }));
  return {
    notes: [
      ...(task.notes?.(held.outputs(served), held.targets, { ...learnt, baselines: held.baselines, seed }) ??
        []),
      ...leakageNotes(scored, held.table, fitted.taskSpec.columns ?? []),
      ...endedEarlyNotes(candidates.filter(({ shares }) => !shares)),
      ...absentClassNotes('choice', fitted.absentFromChoice),
      ...absentClassNotes('report', task.absentClasses?.(held.values, learnt.state) ?? []),
    ],
    metrics: intervalsOf(scored, seed),
    candidates: candidates.map((candidate) => candidateReport(candidate, held)),
    constant: finiteAll(measure(constant)),
    targets: targetSections({ served: scored, constant, candidates: all }, seed),
    details: task.details(held.outputs(served), held.targets, {
      ...learnt,
      values: held.values,
      baselines: held.baselines,
      decision: fitted.taskSpec.decision,
    }),
    curves: curvesOf(scored),
    fairness: fairnessReport(scored, held),
  };
}

function candidateReport(candidate: RankedCandidate, held: HeldOutRows): CandidateReport {
  return {
    architecture: candidate.name,
    ...(candidate.model.calibration && { calibration: candidate.model.calibration.method }),
    ...(candidate.shares && { shares: candidate.shares }),
    members: candidate.model.members.length,
    epochs: candidate.histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
    seconds: candidate.seconds,
    validation: finite(candidate.primary),
    test: finiteAll(measure(held.scored(candidate))),
  };
}

/** What a model that knows no feature says of these rows. */
function constantScored(fitted: FittedScenario, targets: EncodedTargets): ScoredRows {
  const { task, fitted: learnt, developmentTargets } = fitted;
  const from = { targets: developmentTargets, state: learnt.state };
  return task.scored(constantOutputs(task, from, targets.data.length / targets.width), targets, learnt);
}

/** Why this candidate serves, in a sentence. */
export function reasonOf({ candidates, served }: FittedScenario, primary: MetricName): string {
  if (candidates.length === 1) return `${served.name} is the only candidate`;
  const defined = isDefined(candidates);
  const figures = candidates.map((one) => `${one.name} ${(defined ? one.primary : one.loss).toFixed(4)}`);
  const better = defined && metrics[primary].greaterIsBetter ? 'highest' : 'lowest';
  const measured = defined ? primary : `loss, for ${primary} is not defined,`;
  return `${better} ${measured} on the rows that no candidate's member learnt from (${figures.join(', ')})`;
}
