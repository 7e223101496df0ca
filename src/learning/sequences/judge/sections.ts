import type { MetricName } from '../../../evaluation/metrics/names.js';
import { metrics } from '../../../evaluation/metrics/index.js';
import { reliabilityCurve } from '../../../evaluation/calibration/index.js';
import { endedEarlyNotes } from '../../fitting/ended-early.js';
import type { CandidateReport, ReportSections } from '../../report.js';
import { curvesOf } from '../../report-curves.js';
import { finite, finiteAll, intervalsOf } from '../../report-figures.js';
import { isDefined } from '../../rows/fit/rank-candidates.js';
import { measure } from '../../scored-rows.js';
import type { FittedTracers, TracerCandidate } from '../fit/fit-tracers.js';
import type { DividedLearners } from '../load/divide-learners.js';
import type { HeldOutLearners } from './held-out-learners.js';
import { repeatedAnswers } from './repeated-answers.js';

interface Judged {
  fitted: FittedTracers;
  held: HeldOutLearners;
  divided: DividedLearners;
  primary: MetricName;
  seed: number;
}

/** What the report says of the learners held out. */
export function tracingSections({ fitted, held, divided, primary, seed }: Judged): ReportSections {
  const { candidates, served, base } = fitted;
  const scored = held.scored();
  return {
    notes: endedEarlyNotes(
      candidates.flatMap(({ name, network }) => (network ? [{ name, histories: network.histories }] : [])),
    ),
    rows: {
      development: answersOf(divided.training) + answersOf(divided.stopping),
      test: answersOf(divided.test),
    },
    served: { architecture: served.name, reason: reasonOf(fitted, primary) },
    metrics: intervalsOf(scored, seed),
    candidates: candidates.map((candidate) => candidateReport(candidate, held)),
    constant: finiteAll(measure(held.constant(base))),
    details: detailsOf(fitted, held, divided),
    curves: curvesOf(scored),
    fairness: undefined,
  };
}

function answersOf(records: DividedLearners['test']): number {
  return records.reduce((sum, { rows }) => sum + rows.length, 0);
}

function candidateReport(candidate: TracerCandidate, held: HeldOutLearners): CandidateReport {
  const { name, shares, network, seconds, primary } = candidate;
  const histories = network?.histories ?? [];
  return {
    architecture: name,
    ...(shares && { shares }),
    members: network?.model.members.length ?? 0,
    epochs: histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
    seconds,
    validation: finite(primary),
    test: finiteAll(measure(held.scored(candidate))),
  };
}

/** Why this candidate serves, in a sentence. */
function reasonOf({ candidates }: FittedTracers, primary: MetricName): string {
  const defined = isDefined(candidates);
  const figures = candidates.map((one) => `${one.name} ${(defined ? one.primary : one.loss).toFixed(4)}`);
  const better = defined && metrics[primary].greaterIsBetter ? 'highest' : 'lowest';
  const measured = defined ? primary : `loss, for ${primary} is not defined,`;
  return `${better} ${measured} on the rows that no candidate's member learnt from (${figures.join(', ')})`;
}

function detailsOf(fitted: FittedTracers, held: HeldOutLearners, divided: DividedLearners) {
  const { vocabulary, prerequisites, spread, knowledge } = fitted;
  const { predictions } = held.scored();
  return {
    learners: {
      training: divided.training.length,
      stopping: divided.stopping.length,
      test: divided.test.length,
    },
    skills: vocabulary.names.length,
    repeated: repeatedAnswers(held.records, held.chances()),
    calibration: reliabilityCurve(predictions),
    spread,
    knowledge: vocabulary.names.map((skill, i) => ({ skill, ...knowledge[i + 1] })),
    prerequisites: vocabulary.names.flatMap((skill, i) => {
      const after = prerequisites[i + 1].map((one) => vocabulary.nameOf(one));
      return after.length > 0 ? [{ skill, after }] : [];
    }),
  };
}
