import type { MetricName } from '../evaluation/metrics/names.js';
import type { Report, StageReport } from '../learning/report.js';
import { whatDecides } from '../training/what-decides.js';
import { said } from './language.js';
import { say as common } from './messages/common.js';
import { say } from './messages/evaluate.js';
import { printNotes } from './notes.js';
import { printLine, printTable } from './output.js';
import { printReportTables } from './report-tables.js';
import { intervalText, number } from './texts.js';

/** The report of a version: what serves, its figures, and what stands behind them. */
export function printReport(report: Report): void {
  const { scenario, metrics, candidates, constant, served, data, rows, stages = [] } = report;
  printLine(say.serves({ scenario, network: served.architecture, reason: said(served.reason) }));
  const kind = said(data.kind.replaceAll('-', ' '));
  printLine(`${say.rows({ kind, name: data.name, development: rows.development, test: rows.test })}\n`);
  printNotes(report);
  printTable([
    [
      say.metricHead,
      say.valueHead,
      say.intervalHead,
      ...candidates.map(({ architecture }) => architecture),
      say.constantHead,
    ],
    ...Object.entries(metrics).map(([name, interval]) => [
      name,
      number(interval.value),
      intervalText(interval) || common.none,
      ...candidates.map(({ test }) => number(test[name as keyof typeof test])),
      number(constant[name as keyof typeof constant]),
    ]),
  ]);
  printStages({ stages, metrics, what: served.architecture });
  printReportTables(whatDecides(report));
}

interface PrintedStages {
  stages: readonly StageReport[];
  metrics: Report['metrics'];
  /** Whose figures they are. */
  what: string;
}

/** How the served candidate fares at each stage; nothing where there is none. */
export function printStages({ stages, metrics, what }: PrintedStages): void {
  if (stages.length === 0) return;
  printLine(`\n${say.stages({ stage: stages[0].stage, what })}\n`);
  printTable([
    [say.metricHead, ...stages.map(({ stage }) => stage)],
    ...Object.keys(metrics).map((name) => [
      name,
      ...stages.map((one) => number(one.metrics[name as MetricName])),
    ]),
  ]);
}
