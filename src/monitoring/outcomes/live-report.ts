import { z } from 'zod';
import { intervalSchema, metricName } from '../../learning/report.js';

const figure = z.number();
const count = z.int().min(0);

/** Fewer outcomes tell nothing but an alarm. */
export const fewestOutcomes = 30;

/** The chance of an alarm where a version answers as well as it did on its rows held out: half for the limit, half for all looks. */
export const alarmLevel = 0.05;

/** A selection is warned of where it would come by chance once in a hundred times. */
export const selectionLevel = 0.01;

export const liveVerdicts = ['none-known', 'too-few', 'ok', 'alarm'] as const;

const share = z
  .object({
    count,
    of: count,
    value: figure.nullable(),
    lower: figure.nullable(),
    upper: figure.nullable(),
  })
  .describe('A share with its 95 % interval (Wilson, 1927)');

const alarm = z.object({
  of: z
    .enum(['brier', 'wrong', 'outside'])
    .describe(
      'What is watched of each answer: the squared distance of its probability from what happened, whether its class was wrong, or whether ' +
        'what happened lay outside of its interval',
    ),
  mean: figure.describe('On average of the answers of which it is known what came of them'),
  limit: figure.describe('The upper end of what the report of the version lets expect'),
  evidence: figure.describe('The largest wealth of a bet against the limit until now (a test by betting)'),
  needed: figure.describe('An alarm is raised where the evidence has reached this, once'),
  level: figure.describe(
    'The chance of an alarm, however often one looks, where the answers are as good as in the report',
  ),
  reachedAt: z.iso.datetime().optional().describe('When the outcome was told that raised the alarm'),
});

export type LiveAlarm = z.infer<typeof alarm>;

const selected = z.object({
  answer: z.string().describe('The action of the decision; without one the class'),
  answers: count,
  known: count,
});

/** How the answers of a version turned out. */
export const liveSchema = z.object({
  verdict: z
    .enum(liveVerdicts)
    .describe('`too-few` under 30 outcomes that raise no alarm; `none-known` before the first'),
  sentence: z.string(),
  days: count.describe('So long answers are kept'),
  from: z.iso.datetime().optional().describe('Of the oldest answer of the version that is kept'),
  to: z.iso.datetime().optional().describe('Of the latest'),
  answers: count.describe('Answers of the version that are kept'),
  known: count.describe('Those of which it is known what came of them'),
  judged: count.describe('The latest of these, at most 10,000, on which the figures rest'),
  headline: z
    .object({ metric: metricName, live: intervalSchema, report: intervalSchema })
    .optional()
    .describe('The primary metric with its 95 % bootstrap interval, beside that of the report'),
  metrics: z.partialRecord(metricName, figure.nullable()),
  calibration: z
    .object({ predicted: figure.describe('The mean probability'), observed: share })
    .optional()
    .describe(
      'Of the event, or of the class that was named: how likely it was said to be, and how often it came',
    ),
  coverage: z
    .object({ meant: figure, inside: share, report: figure.nullable() })
    .optional()
    .describe('How often what happened lay in the interval of its answer'),
  alarm: alarm.optional().describe('Absent where the report has no figure to compare with'),
  selection: z
    .object({
      groups: z.array(selected),
      pValue: figure.describe('That outcomes are as often known whatever was answered (chi-square)'),
      isSelective: z
        .boolean()
        .describe(
          'Outcomes are known of some answers more often than of others: figures are about those alone',
        ),
    })
    .optional(),
});

export type LiveReport = z.infer<typeof liveSchema>;
