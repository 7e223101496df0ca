import { homogeneityTest } from '../../evaluation/drift/index.js';
import { countedShare } from '../../evaluation/statistics/wilson-interval.js';
import type { OutcomeJudge } from '../../learning/predictor.js';
import { finiteAll, intervalsOf } from '../../learning/report-figures.js';
import type { Report } from '../../learning/report.js';
import { coverage } from '../../learning/rows/tasks/interval-widths.js';
import { largest } from '../../learning/rows/tasks/classification/class-target.js';
import { classesOf, eventOf, measure, numberOf, type ScoredRows } from '../../learning/scored-rows.js';
import type { CellValue } from '../../tables/columns/column-kind.js';
import type { LoggedPrediction } from '../answers/answer-record.js';
import { fewestOutcomes, selectionLevel, type LiveReport } from './live-report.js';
import { liveSentence } from './live-sentence.js';
import { outcomeAlarm, reportedIntervals, type Held } from './watched-loss.js';

/** An answer of which it is known what came of it. */
export interface KnownAnswer {
  prediction: LoggedPrediction;
  value: CellValue;
  /** When that was told. */
  toldAt: string;
}

/** What is kept of the answers of a version. */
export interface KeptAnswers {
  days: number;
  from?: string;
  to?: string;
  answers: number;
  /** In the order in which it was told what came of them. */
  known: readonly KnownAnswer[];
  /** By what was answered. */
  groups: readonly { answer: string; answers: number; known: number }[];
}

interface Version {
  judge: OutcomeJudge;
  report: Report;
}

/** Figures rest on so many of the latest outcomes: they are about today, and resampling more takes long. */
const mostJudged = 10_000;

/** How the answers of a version turned out, beside what its report lets expect. */
export function liveFigures(kept: KeptAnswers, { judge, report }: Version): LiveReport {
  const { known, groups, ...counts } = kept;
  const latest = known.slice(-mostJudged);
  const selection = selectionOf(groups);
  const figures = known.length === 0 ? { metrics: {} } : figuresOf(latest, { judge, report });
  const alarm = known.length === 0 ? undefined : alarmOf(known, { judge, report });
  const told = {
    verdict: verdictOf(known.length, alarm?.reachedAt),
    ...counts,
    known: known.length,
    judged: latest.length,
    ...figures,
    ...(alarm && { alarm }),
    ...(selection && { selection }),
  };
  return { ...told, sentence: liveSentence(told) };
}

function verdictOf(known: number, reachedAt: string | undefined): LiveReport['verdict'] {
  if (known === 0) return 'none-known';
  if (reachedAt !== undefined) return 'alarm';
  return known < fewestOutcomes ? 'too-few' : 'ok';
}

function scoredOf(known: readonly KnownAnswer[], judge: OutcomeJudge): ScoredRows {
  return judge.scored(
    known.map(({ prediction }) => prediction),
    known.map(({ value }) => value),
  );
}

/** Of all outcomes, in the order in which they were told; at least one. */
export function alarmOf(known: readonly KnownAnswer[], { judge, report }: Version) {
  const scored = scoredOf(known, judge);
  return outcomeAlarm(scored, {
    held: heldIn(known, scored),
    report,
    told: known.map(({ toldAt }) => toldAt),
  });
}

function figuresOf(known: readonly KnownAnswer[], { judge, report }: Version) {
  const scored = scoredOf(known, judge);
  const metric = report.primary;
  const undefinedFigure = { value: null, lower: null, upper: null };
  const live = intervalsOf(scored, report.seed, [metric])[metric] ?? undefinedFigure;
  const calibration = calibrationOf(scored);
  const held = heldIn(known, scored);
  return {
    headline: { metric, live, report: report.metrics[metric] ?? undefinedFigure },
    metrics: finiteAll(measure(scored)),
    ...(calibration && { calibration }),
    ...(held && {
      coverage: {
        meant: coverage,
        inside: countedShare(held.filter(Boolean).length, held.length),
        report: reportedIntervals(report)?.covered ?? null,
      },
    }),
  };
}

/** Of the event, or else of the class that was the likeliest. */
function calibrationOf(scored: ScoredRows): LiveReport['calibration'] {
  const event = eventOf(scored);
  const classes = classesOf(scored);
  if (event) return calibration(Array.from(event.probabilities), Array.from(event.labels, Number));
  if (!classes) return undefined;
  const { labels, probabilities, classes: width } = classes;
  const named = Array.from(labels, (_, row) => largest(probabilities, row, width));
  return calibration(
    named.map((index, row) => probabilities[row * width + index]),
    named.map((index, row) => Number(index === labels[row])),
  );
}

function calibration(said: readonly number[], came: readonly number[]) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { predicted: sum(said) / said.length, observed: countedShare(sum(came), came.length) };
}

/** Ends are answered with few digits: of what lies at the very end they may miss the last. */
const precision = 1e-6;

/** Whether each interval held what came; undefined unless every answer has one. */
function heldIn(known: readonly KnownAnswer[], scored: ScoredRows): Held {
  const actual = numberOf(scored)?.actual;
  if (!actual || known.some(({ prediction }) => !prediction.interval)) return undefined;
  return known.map(({ prediction: { interval: [lower, upper] = [NaN, NaN] } }, row) => {
    const reach = precision * (upper - lower + Math.abs(actual[row]));
    return actual[row] >= lower - reach && actual[row] <= upper + reach;
  });
}

/** Undefined where one thing was answered alone, or all or nothing is known. */
function selectionOf(groups: KeptAnswers['groups']): LiveReport['selection'] {
  const known = groups.map((group) => group.known);
  const unknown = groups.map((group) => group.answers - group.known);
  const hasSome = (counts: readonly number[]) => counts.some((count) => count > 0);
  if (groups.length < 2 || !hasSome(known) || !hasSome(unknown)) return undefined;
  const { pValue } = homogeneityTest({ reference: known, current: unknown });
  return { groups: [...groups], pValue, isSelective: pValue < selectionLevel };
}
