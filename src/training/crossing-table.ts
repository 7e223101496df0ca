import { z } from 'zod';
import type { ReportTable } from './report-table.js';

/** NaN is null once it was stored. */
const figure = z.number().or(z.nan()).nullable();
const decided = z.object({ count: z.number(), positives: z.number() });

const crossingSchema = z.looseObject({
  horizon: z.string().optional(),
  limit: z.number(),
  side: z.string(),
  rows: z.number(),
  share: figure,
  brier: figure,
  ece: figure,
  baselines: z.record(z.string(), z.object({ brier: figure })).optional(),
  reliability: z.array(z.looseObject({ count: z.number(), meanProbability: figure, observedRate: figure })),
  decisions: z
    .looseObject({
      decided: z.object({ negative: decided, review: decided, positive: decided }),
      meanCost: figure,
      meanCostAllNegative: figure,
      meanCostAllPositive: figure,
    })
    .optional(),
});

type CrossingDetails = z.infer<typeof crossingSchema>;

const withCrossings = z.looseObject({ crossings: z.array(crossingSchema).min(1) });

/** How the probabilities of crossing a limit fare on the rows held out, and what was decided by them; nothing for other reports. */
export function crossingTables(details: unknown): ReportTable[] {
  const { data } = withCrossings.safeParse(details);
  if (!data) return [];
  const { crossings } = data;
  return [
    scores(crossings),
    ...crossings.map(calibration),
    ...crossings.flatMap((one) => (one.decisions ? [decisions(one, one.decisions)] : [])),
  ];
}

function scores(crossings: readonly CrossingDetails[]): ReportTable {
  const names = Object.keys(crossings[0].baselines ?? {});
  return {
    title: 'Probability of crossing a limit: Brier score beside what can be said without a model',
    rows: [
      ['limit', 'rows', 'crossed', 'calibration error', 'Brier', ...names],
      ...crossings.map((one) => [
        limitOf(one),
        `${one.rows}`,
        number(one.share),
        number(one.ece),
        number(one.brier),
        ...names.map((name) => number(one.baselines?.[name].brier)),
      ]),
    ],
    summary: 'A Brier score is a mean squared difference from what happened; less is better.',
  };
}

function calibration(one: CrossingDetails): ReportTable {
  return {
    title: `Calibration ${limitOf(one)}: what was predicted beside what happened`,
    rows: [
      ['mean probability', 'share that crossed', 'rows'],
      ...one.reliability.map((bin) => [
        number(bin.meanProbability),
        number(bin.observedRate),
        `${bin.count}`,
      ]),
    ],
  };
}

function decisions(
  one: CrossingDetails,
  {
    decided: made,
    meanCost,
    meanCostAllNegative,
    meanCostAllPositive,
  }: NonNullable<CrossingDetails['decisions']>,
): ReportTable {
  const actions = (['negative', 'review', 'positive'] as const).map((action) => {
    return [action, `${made[action].count}`, `${made[action].positives}`];
  });
  const others = `all negative ${number(meanCostAllNegative)}, all positive ${number(meanCostAllPositive)}`;
  return {
    title: `Decisions ${limitOf(one)}`,
    rows: [['action', 'rows', 'of them crossed'], ...actions],
    summary: `Mean cost per decision ${number(meanCost)} (${others}).`,
  };
}

function limitOf({ horizon, side, limit }: CrossingDetails): string {
  return horizon === undefined ? `${side} ${limit}` : `${side} ${limit} at ${horizon}`;
}

function number(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : '–';
}
