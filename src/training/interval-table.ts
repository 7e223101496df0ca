import { z } from 'zod';
import type { ReportTable } from './report-table.js';

/** NaN is null once it was stored. */
const figure = z.number().or(z.nan()).nullable();
const third = z.object({ from: figure, to: figure, rows: z.number(), covered: figure, medianWidth: figure });

const figuresSchema = z.looseObject({
  rows: z.number(),
  covered: figure,
  medianWidth: figure,
  score: figure,
  thirds: z.array(third).length(3).optional(),
});

const interval = figuresSchema.extend({ coverage: z.number() });

const withInterval = z.looseObject({ interval });

const withHorizons = z.looseObject({
  horizons: z
    .array(z.looseObject({ horizon: z.string(), interval, levels: z.array(interval).optional() }))
    .min(1),
});

/**
 * How many of the rows held out lie in their intervals, and how wide these are: for low, middle and high predictions apart, because one
 * share of all rows does not tell for whom intervals are too narrow. Nothing for other reports.
 */
export function intervalTables(details: unknown, of: string): ReportTable[] {
  const ahead = withHorizons.safeParse(details);
  if (ahead.success) return levelTables(ahead.data);
  const { data } = withInterval.safeParse(details);
  if (!data) return [];
  const { thirds = [], coverage, ...all } = data.interval;
  return [
    {
      title: `Intervals${of}, which are meant to hold ${percent(coverage)} of cases`,
      rows: [
        ['predicted', 'rows', 'inside', 'median width'],
        ...thirds.map((one) => [
          `${short(one.from)} to ${short(one.to)}`,
          `${one.rows}`,
          number(one.covered),
          number(one.medianWidth),
        ]),
        ['all', `${all.rows}`, number(all.covered), number(all.medianWidth)],
      ],
      summary: `Mean interval score ${number(all.score)}; less is better.`,
    },
  ];
}

/** Of several levels a table each. */
function levelTables({ horizons }: z.infer<typeof withHorizons>): ReportTable[] {
  const several = horizons[0].levels;
  if (!several) return [horizonTable(horizons)];
  return several.map((_, level) =>
    horizonTable(
      horizons.map(({ horizon, levels = [], ...one }) => ({
        horizon,
        interval: levels.at(level) ?? one.interval,
      })),
    ),
  );
}

function horizonTable(
  horizons: readonly { horizon: string; interval: z.infer<typeof interval> }[],
): ReportTable {
  return {
    title: `Intervals at each horizon, which are meant to hold ${percent(horizons[0].interval.coverage)} of cases`,
    rows: [
      ['horizon', 'inside', 'median width', 'inside: low forecasts', 'middle', 'high'],
      ...horizons.map(({ horizon, interval: { covered, medianWidth, thirds = [] } }) => [
        horizon,
        number(covered),
        number(medianWidth),
        ...[0, 1, 2].map((place) => number(thirds.at(place)?.covered)),
      ]),
    ],
  };
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

function short(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : String(Number(value.toPrecision(4)));
}

function number(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : '–';
}
