import { figure } from '../../../core/text/figures.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { metrics } from '../../../evaluation/metrics/index.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { endedEarlyNotes } from '../../fitting/ended-early.js';
import { finite, finiteAll, intervalsOf } from '../../report-figures.js';
import type { CandidateReport, ReportSections } from '../../report.js';
import { measure } from '../../scored-rows.js';
import type { TrainingNote } from '../../training-note.js';
import type { EffectCandidate } from '../fit/choose-effects.js';
import type { FittedEffects } from '../fit/fit-effects.js';
import { effectDetails } from './effect-details.js';
import type { HeldOutEffects } from './held-out-effects.js';

/** What the report says of the rows held out. */
export function effectSections(
  spec: ScenarioSpec,
  fitted: FittedEffects,
  held: HeldOutEffects,
  seed: number,
): ReportSections {
  const { candidates, served, average, learnt } = fitted;
  const constant = new Float64Array(held.table.rows).fill(average.value);
  const details = effectDetails(spec, fitted, held, seed);
  return {
    notes: [
      ...endedEarlyNotes(candidates.filter(({ name }) => name !== 'blend')),
      ...overlapNotes(details.overlap.learnt),
    ],
    rows: { development: learnt.outcome.length, test: held.table.rows },
    served: { architecture: served.name, reason: reasonOf(fitted, spec.metrics.primary as MetricName) },
    metrics: intervalsOf(held.scored(served), seed),
    candidates: candidates.map((candidate) => candidateReport(candidate, held)),
    constant: finiteAll(measure(held.withEffects(constant))),
    details,
  };
}

function candidateReport(candidate: EffectCandidate, held: HeldOutEffects): CandidateReport {
  const { name, parts, histories, seconds, primary } = candidate;
  const shares = Object.fromEntries(parts.map(({ model, weight }) => [model.name, weight]));
  return {
    architecture: name,
    ...(parts.length > 1 && { shares }),
    members: histories.length,
    epochs: histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
    seconds,
    validation: finite(primary),
    test: finiteAll(measure(held.scored(candidate))),
  };
}

/** Why this candidate serves, in a sentence. */
function reasonOf({ candidates }: FittedEffects, primary: MetricName): string {
  const figures = candidates.map((one) => `${one.name} ${one.primary.toFixed(4)}`).join(', ');
  const better = metrics[primary].greaterIsBetter ? 'highest' : 'lowest';
  return `${better} ${primary} on the rows that no candidate's member learnt from (${figures})`;
}

/** From this share of rows without support on it is said. */
const manyUnsupported = 0.1;

function overlapNotes({ unsupported, least }: { unsupported: number; least: number }): TrainingNote[] {
  if (unsupported < manyUnsupported) return [];
  const share = Math.round(100 * unsupported);
  return [
    {
      code: 'little-overlap',
      text: {
        en: `${share} % of the rows are of a kind that is nearly always or nearly never treated (a propensity below ${least} or above ${figure(1 - least)}): of such no effect is answered.`,
        zh: `${share}% 的行属于几乎总是或几乎从不接受处理的情形（倾向得分低于 ${least} 或高于 ${figure(1 - least)}）：对这样的情形不回答效应。`,
      },
    },
  ];
}
