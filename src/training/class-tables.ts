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

const decisionsSchema = z.looseObject({
  actions: z.array(
    z.object({
      action: z.string(),
      count: z.number(),
      byClass: z.array(z.number()),
      meanCostAlways: z.number(),
    }),
  ),
  meanCost: z.number(),
  bestConstant: z.object({ action: z.string(), meanCost: z.number() }),
});

const classesSchema = z.looseObject({
  classes: z.array(z.string()),
  confusion: z.array(z.array(z.number())),
  /** Versions from before it was kept have none. */
  byClass: z.array(classFigures).optional(),
  decisions: decisionsSchema.optional().catch(undefined),
});

type Classes = z.infer<typeof classesSchema>;

/** What was taken for what, and how each of several classes fares; nothing for other reports. */
export function classTables(details: unknown, of = ''): ReportTable[] {
  const { data } = classesSchema.safeParse(details);
  return data ? [confusionTable(data, of), ...classFigureTables(data, of), ...decisionTables(data, of)] : [];
}

/** How each of several classes fares, and what the decisions came to; nothing for other reports. */
export function eachClass(details: unknown): ReportTable[] {
  const { data } = classesSchema.safeParse(details);
  return data ? [...classFigureTables(data, ''), ...decisionTables(data, '')] : [];
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

function decisionTables({ classes, decisions }: Classes, of: string): ReportTable[] {
  if (!decisions) return [];
  const { actions, meanCost, bestConstant } = decisions;
  const head = ['action', 'rows', ...classes.map((name) => `of them ${name}`), 'mean cost if always taken'];
  const rows = actions.map(({ action, count, byClass, meanCostAlways }) => {
    return [action, `${count}`, ...byClass.map(String), meanCostAlways.toFixed(4)];
  });
  const best = `${bestConstant.action} ${bestConstant.meanCost.toFixed(4)}`;
  const summary = `Mean cost per decision ${meanCost.toFixed(4)} (best of one action for all: ${best}).`;
  return [{ title: `Decisions${of}`, rows: [head, ...rows], summary }];
}

function shareText({ value, lower, upper }: z.infer<typeof share>): string {
  if (value === null || lower === null || upper === null) return '–';
  return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
}
