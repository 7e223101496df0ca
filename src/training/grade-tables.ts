import { z } from 'zod';
import type { ReportTable } from './report-table.js';

const figure = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]);

const gradesSchema = z.looseObject({
  grades: z.array(
    z.looseObject({
      name: z.string(),
      learnt: z.looseObject({
        rows: z.number(),
        events: z.number(),
        rate: z.number(),
        probability: z.number(),
        interval,
      }),
      rows: z.number(),
      events: z.number(),
      rate: figure,
      lower: figure,
      upper: figure,
      adjusted: z.number(),
    }),
  ),
  sampleRate: z.number(),
  baseRate: z.number().optional(),
  unused: z.array(z.string()),
  rising: z.looseObject({
    inversions: z.array(z.tuple([z.string(), z.string()])),
    trend: z.object({ pValue: figure }),
  }),
  hosmerLemeshow: z.object({ statistic: figure, degrees: z.number(), pValue: figure }),
});

type Grades = z.infer<typeof gradesSchema>;

/** The grades as they were learnt, and what they came to on the rows held out; nothing for other decisions. */
export function gradeTables(decisions: unknown, of: string): ReportTable[] {
  const { data } = gradesSchema.safeParse(decisions);
  return data ? [learntTable(data, of), judgedTable(data, of)] : [];
}

function learntTable({ grades, sampleRate, baseRate, unused }: Grades, of: string): ReportTable {
  const rows = grades.map(({ name, learnt }) => [
    name,
    number(learnt.probability),
    learnt.interval.map(number).join(' – '),
    `${learnt.rows}`,
    `${learnt.events}`,
    number(learnt.rate),
  ]);
  const head = ['grade', 'probability', '95 % interval', 'learnt from rows', 'of them events', 'share'];
  const base = number(baseRate ?? sampleRate);
  const scale =
    unused.length === 0
      ? ''
      : ` Names of the scale that no grade has, for its rows are too few or too like those beside: ${unused.join(', ')}.`;
  return {
    title: `Rating scale${of}`,
    rows: [head, ...rows],
    summary: `Probabilities are at a base rate of ${base}; in the rows it was ${number(sampleRate)}.${scale}`,
  };
}

function judgedTable({ grades, rising, hosmerLemeshow }: Grades, of: string): ReportTable {
  const rows = grades.map(({ name, learnt, rows: count, events, rate, lower, upper, adjusted }) => [
    name,
    number(learnt.rate),
    `${count}`,
    `${events}`,
    number(rate),
    rate === null ? '–' : `${number(lower)} – ${number(upper)}`,
    number(adjusted),
  ]);
  const head = ['grade', 'learnt share', 'rows', 'events', 'share', '95 % interval', 'p, corrected for the number of grades']; // prettier-ignore
  const order =
    rising.inversions.length === 0
      ? 'Shares rise from grade to grade'
      : `Shares do not rise from ${rising.inversions.map((pair) => pair.join(' to ')).join(', ')}`;
  const trend = `${order} (trend p ${number(rising.trend.pValue)}).`;
  const { statistic, degrees, pValue } = hosmerLemeshow;
  const fit = `Hosmer-Lemeshow ${number(statistic)} with ${degrees} degrees of freedom, p ${number(pValue)}.`;
  return { title: `Grades${of} on the rows held out`, rows: [head, ...rows], summary: `${trend} ${fit}` };
}

function number(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : '–';
}
