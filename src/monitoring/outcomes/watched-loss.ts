import { z } from 'zod';
import { meanExceeds } from '../../evaluation/sequential/index.js';
import { betaQuantile } from '../../evaluation/statistics/beta-quantile.js';
import { largest } from '../../learning/rows/tasks/classification/class-target.js';
import type { Report } from '../../learning/report.js';
import { classesOf, eventOf, type ScoredRows } from '../../learning/scored-rows.js';
import { alarmLevel, type LiveAlarm } from './live-report.js';

/** What an alarm watches of each answer, in [0, 1], and what of it is to be expected at most. */
interface WatchedLoss {
  of: LiveAlarm['of'];
  losses: Float64Array;
  limit: number;
}

/** Whether each interval held what happened; undefined where there are none. */
export type Held = readonly boolean[] | undefined;

const intervalDetails = z.object({
  interval: z.object({ coverage: z.number(), covered: z.number(), rows: z.int().min(1) }),
});

/** What a report says of its intervals; undefined where it says nothing. */
export function reportedIntervals({ details }: Report) {
  return intervalDetails.safeParse(details).data?.interval;
}

/** The half of the level that is for all looks; the other half is that of the limit, an end of a 95 % interval. */
const lookLevel = alarmLevel / 2;

/**
 * Whether answers got worse than the report of their version let expect: a test by betting, valid at any look.
 * @param told when the outcome of each row was told, in their order.
 * @returns undefined where the report has no figure to compare with.
 */
export function outcomeAlarm(
  scored: ScoredRows,
  { held, report, told }: { held: Held; report: Report; told: readonly string[] },
): LiveAlarm | undefined {
  const watched = eventLoss(scored, report) ?? classLoss(scored, report) ?? intervalLoss(held, report);
  if (!watched || !(watched.limit < 1)) return undefined;
  const { of, losses, limit } = watched;
  const { largest: evidence, reachedAt } = meanExceeds(losses, limit, lookLevel);
  return {
    of,
    mean: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    limit,
    evidence,
    needed: 1 / lookLevel,
    level: alarmLevel,
    ...(reachedAt !== undefined && { reachedAt: told[reachedAt] }),
  };
}

function eventLoss(scored: ScoredRows, { metrics }: Report): WatchedLoss | undefined {
  const event = eventOf(scored);
  const limit = metrics.brier?.upper;
  if (!event || typeof limit !== 'number') return undefined;
  const { labels, probabilities } = event;
  return {
    of: 'brier',
    limit,
    losses: Float64Array.from(labels, (label, row) => (label - probabilities[row]) ** 2),
  };
}

function classLoss(scored: ScoredRows, { metrics }: Report): WatchedLoss | undefined {
  const rows = classesOf(scored);
  const accuracy = metrics.accuracy?.lower;
  if (!rows || typeof accuracy !== 'number') return undefined;
  const { labels, probabilities, classes } = rows;
  const losses = Float64Array.from(labels, (label, row) =>
    Number(largest(probabilities, row, classes) !== label),
  );
  return { of: 'wrong', limit: 1 - accuracy, losses };
}

/** The limit is what the intervals are meant to miss, or where they missed more of the rows held out the upper end of that (Clopper & Pearson, 1934). */
function intervalLoss(held: Held, report: Report): WatchedLoss | undefined {
  const reported = reportedIntervals(report);
  if (!held || !reported) return undefined;
  const { coverage, covered, rows } = reported;
  const missed = Math.round((1 - covered) * rows);
  const upper = missed === rows ? 1 : betaQuantile(1 - lookLevel, missed + 1, rows - missed);
  const losses = Float64Array.from(held, (isInside) => Number(!isInside));
  return { of: 'outside', limit: Math.max(1 - coverage, upper), losses };
}
