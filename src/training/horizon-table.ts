import { z } from 'zod';
import type { ReportTable } from './report-table.js';

const figure = z.number().or(z.nan()).nullable().optional();
const errors = z.looseObject({ mae: figure, mape: figure });

const horizonsSchema = z.looseObject({
  horizons: z
    .array(errors.extend({ horizon: z.string(), rows: z.number(), baselines: z.record(z.string(), errors) }))
    .min(1),
});

const titles = {
  mae: 'Mean absolute error at each horizon, beside baselines',
  mape: 'Mean absolute percentage error at each horizon, beside baselines',
} as const;

/**
 * How a forecast fares at each horizon beside what could be said without a model; nothing for other reports.
 * @param primary where it is a share of the values, shares are told.
 */
export function horizonTables(details: unknown, primary?: string): ReportTable[] {
  const { data } = horizonsSchema.safeParse(details);
  if (!data) return [];
  const names = Object.keys(data.horizons[0].baselines);
  const error = primary === 'mape' ? 'mape' : 'mae';
  return [
    {
      title: titles[error],
      rows: [
        ['horizon', 'rows', 'forecast', ...names],
        ...data.horizons.map(({ horizon, rows, baselines, ...own }) => [
          horizon,
          `${rows}`,
          text(own[error]),
          ...names.map((name) => text(baselines[name][error])),
        ]),
      ],
    },
  ];
}

function text(error: number | null | undefined): string {
  return typeof error === 'number' && Number.isFinite(error) ? error.toFixed(4) : '–';
}
