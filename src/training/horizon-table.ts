import { z } from 'zod';
import type { ReportTable } from './report-table.js';

const errors = z.looseObject({ mae: z.number().or(z.nan()).nullable().optional() });

const horizonsSchema = z.looseObject({
  horizons: z
    .array(errors.extend({ horizon: z.string(), rows: z.number(), baselines: z.record(z.string(), errors) }))
    .min(1),
});

/** How a forecast fares at each horizon beside what could be said without a model; nothing for other reports. */
export function horizonTables(details: unknown): ReportTable[] {
  const { data } = horizonsSchema.safeParse(details);
  if (!data) return [];
  const names = Object.keys(data.horizons[0].baselines);
  return [
    {
      title: 'Mean absolute error at each horizon, beside baselines',
      rows: [
        ['horizon', 'rows', 'forecast', ...names],
        ...data.horizons.map(({ horizon, rows, mae, baselines }) => [
          horizon,
          `${rows}`,
          text(mae),
          ...names.map((name) => text(baselines[name].mae)),
        ]),
      ],
    },
  ];
}

function text(error: number | null | undefined): string {
  return typeof error === 'number' && Number.isFinite(error) ? error.toFixed(4) : '–';
}
