import type { ReportTable } from '../training/report-table.js';
import { printLine, printTable } from './output.js';

/** Each table under its title, with what it comes to. */
export function printReportTables(tables: readonly ReportTable[]): void {
  for (const { title, rows, summary } of tables) {
    printLine(`\n${title}:\n`);
    printTable(rows);
    if (summary) printLine(summary);
  }
}
