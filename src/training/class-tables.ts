import { z } from 'zod';
import type { ReportTable } from './report-table.js';

const share = z.object({
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
const classFigures = z.object({
  class: z.string(),
  rows: z.number(),
  recall: share,
  precision: share,
  auc: z.number().nullable(),
});

const classesSchema = z.looseObject({
  classes: z.array(z.string()),
  confusion: z.array(z.array(z.number())),
  /** Versions from before it was kept have none. */
  byClass: z.array(classFigures).optional(),
});

type Classes = z.infer<typeof classesSchema>;

/** What was taken for what, and how each of several classes fares; nothing for other reports. */
export function classTables(details: unknown, of = ''): ReportTable[] {
  const { data } = classesSchema.safeParse(details);
  return data ? [confusionTable(data, of), ...classFigureTables(data, of)] : [];
}

/** How each of several classes fares; nothing for other reports. */
export function eachClass(details: unknown): ReportTable[] {
  const { data } = classesSchema.safeParse(details);
  return data ? classFigureTables(data, '') : [];
}

function confusionTable({ classes, confusion }: Classes, of: string): ReportTable {
  const head = ['what happened', ...classes.map((name) => `predicted ${name}`), 'recall'];
  const rows = classes.map((name, i) => {
    const all = confusion[i].reduce((sum, count) => sum + count, 0);
    return [name, ...confusion[i].map(String), all === 0 ? '–' : (confusion[i][i] / all).toFixed(4)];
  });
  return { title: `Classes${of}`, rows: [head, ...rows] };
}

function classFigureTables({ byClass }: Classes, of: string): ReportTable[] {
  if (!byClass) return [];
  const head = [
    'class',
    'rows',
    'recall (95 % interval)',
    'precision (95 % interval)',
    'AUC against the rest',
  ];
  const rows = byClass.map((one) => [
    one.class,
    `${one.rows}`,
    shareText(one.recall),
    shareText(one.precision),
    one.auc === null ? '–' : one.auc.toFixed(4),
  ]);
  return [{ title: `Each class${of}`, rows: [head, ...rows] }];
}

function shareText({ value, lower, upper }: z.infer<typeof share>): string {
  if (value === null || lower === null || upper === null) return '–';
  return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
}
