import { z } from 'zod';
import type { Report } from '../learning/report.js';
import { classTables } from './class-tables.js';
import { crossingTables } from './crossing-table.js';
import { fairnessTables } from './fairness-tables.js';
import { gradeTables } from './grade-tables.js';
import { horizonTables } from './horizon-table.js';
import { intervalTables } from './interval-table.js';
import type { ReportTable } from './report-table.js';

/** NaN is null once it was stored. */
const figure = z.number().or(z.nan()).nullable();
const counted = z.looseObject({ count: z.number(), positives: z.number() });

const eventSchema = z.looseObject({
  threshold: z.number(),
  labels: z.object({ negative: z.string(), positive: z.string() }).optional(),
  confusion: z.object({
    truePositive: z.number(),
    falsePositive: z.number(),
    trueNegative: z.number(),
    falseNegative: z.number(),
  }),
  reliability: z.array(z.looseObject({ count: z.number(), meanProbability: figure, observedRate: figure })),
  decisions: z
    .looseObject({
      decided: z.object({ negative: counted, review: counted, positive: counted }),
      meanCost: z.number().optional(),
      meanCostAllNegative: z.number().optional(),
      meanCostAllPositive: z.number().optional(),
    })
    .optional()
    .catch(undefined),
});

type EventDetails = z.infer<typeof eventSchema>;

/**
 * What stands behind the answers on the rows held out, as far as a report tells it: who was taken for what at the threshold that serves,
 * what the decisions came to, whether probabilities are what happens, and how groups fare.
 */
export function whatDecides({
  details,
  fairness,
  primary,
}: Pick<Report, 'details' | 'fairness'> & Partial<Pick<Report, 'primary'>>): ReportTable[] {
  return [...horizonTables(details, primary), ...detailTables(details), ...fairnessTables(fairness)];
}

function detailTables(details: unknown, of = ''): ReportTable[] {
  const event = eventSchema.safeParse(details);
  if (event.success) return eventTables(event.data, gradeTables(decisionsIn(details), of), of);
  const classes = classTables(details, of);
  if (classes.length > 0) return classes;
  const within = z.object({ event: z.unknown(), targets: z.record(z.string(), z.unknown()) }).partial();
  const { event: inner, targets = {} } = within.catch({}).parse(details);
  return [
    ...intervalTables(details, of),
    ...crossingTables(details),
    ...(inner === undefined ? [] : detailTables(inner, of)),
    ...Object.entries(targets).flatMap(([name, own]) => detailTables(own, ` of ${name}`)),
  ];
}

function decisionsIn(details: unknown): unknown {
  return z.looseObject({ decisions: z.unknown().optional() }).parse(details).decisions;
}

function eventTables(details: EventDetails, grades: readonly ReportTable[], of: string): ReportTable[] {
  const { threshold, confusion, reliability, decisions } = details;
  const { negative, positive } = details.labels ?? { negative: 'negative', positive: 'positive' };
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion;
  const confused = {
    title: `Labels${of} at the threshold ${number(threshold)}, to which accuracy, precision, recall and F1 belong`,
    rows: [
      ['what happened', `labelled ${negative}`, `labelled ${positive}`, 'recall'],
      [negative, `${trueNegative}`, `${falsePositive}`, share(trueNegative, trueNegative + falsePositive)],
      [positive, `${falseNegative}`, `${truePositive}`, share(truePositive, truePositive + falseNegative)],
    ],
  };
  const calibration = {
    title: `Calibration${of}: what was predicted beside what happened`,
    rows: [
      ['mean probability', `share of ${positive}`, 'rows'],
      ...reliability.map((bin) => [number(bin.meanProbability), number(bin.observedRate), `${bin.count}`]),
    ],
  };
  const decided = decisions ? [decisionTable(decisions, positive, of)] : grades;
  return [confused, ...decided, calibration];
}

function decisionTable(
  decisions: NonNullable<EventDetails['decisions']>,
  positive: string,
  of: string,
): ReportTable {
  const { decided, meanCost, meanCostAllNegative, meanCostAllPositive } = decisions;
  const rows = (['negative', 'review', 'positive'] as const).map((action) => {
    return [action, `${decided[action].count}`, `${decided[action].positives}`];
  });
  const table = { title: `Decisions${of}`, rows: [['action', 'rows', `of them ${positive}`], ...rows] };
  if (meanCost === undefined) return table;
  const others = `all negative ${number(meanCostAllNegative)}, all positive ${number(meanCostAllPositive)}`;
  return { ...table, summary: `Mean cost per decision ${number(meanCost)} (${others}).` };
}

function share(part: number, whole: number): string {
  return number(part / whole);
}

function number(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : '–';
}
